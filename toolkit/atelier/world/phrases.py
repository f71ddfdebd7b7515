"""How people say the names of the vocabulary: every field, every name, several phrasings.

`{c}` is where a colour word goes (with no colour it falls out together with the blank after it). Phrases of a scene bring their
own preposition; the articles `a`/`an` are settled after the phrase is filled. The studio's own fields speak with the same words.
"""

PHRASES: dict[str, dict[str, tuple[str, ...]]] = {
    "hair": {
        "straight long": (
            "long straight {c} hair", "straight {c} hair down to the chest", "long sleek {c} hair", "very long straight {c} hair",
            "{c} hair, long and straight",
        ),
        "straight shoulder-length": (
            "straight shoulder-length {c} hair", "shoulder-length straight {c} hair", "medium-length straight {c} hair",
            "straight {c} hair to the shoulders", "{c} hair falling straight to the shoulders",
        ),
        "bob": ("a {c} bob", "a blunt {c} bob", "a chin-length {c} bob", "a classic {c} bob cut", "{c} hair cut in a bob"),
        "pixie cut": ("a {c} pixie cut", "a short {c} pixie", "cropped {c} pixie hair", "{c} hair in a pixie cut"),
        "fringe bob": (
            "a {c} bob with a fringe", "a {c} fringe bob", "a {c} bob with bangs", "a {c} bob with full bangs",
            "{c} hair in a bob with a straight fringe",
        ),
        "wavy long": (
            "long wavy {c} hair", "long {c} waves", "flowing wavy {c} hair", "{c} hair in long loose waves",
            "long soft {c} waves",
        ),
        "wavy shoulder-length": (
            "wavy shoulder-length {c} hair", "shoulder-length {c} waves", "medium-length wavy {c} hair",
            "{c} waves to the shoulders", "tousled wavy {c} hair to the shoulders",
        ),
        "curly long": (
            "long curly {c} hair", "long {c} curls", "a long mane of {c} curls", "{c} hair in long ringlets",
            "big long {c} curls",
        ),
        "curly short": (
            "short curly {c} hair", "short {c} curls", "a short curly {c} crop", "{c} hair in short loose curls",
            "a mop of {c} curls",
        ),
        "afro": ("a {c} afro", "a round {c} afro", "a full {c} afro", "big natural {c} afro hair", "{c} hair in an afro"),
        "short coils": (
            "short {c} coils", "short coily {c} hair", "tight {c} coils", "close-cropped {c} coils", "kinky short {c} hair",
        ),
        "box braids": ("{c} box braids", "long {c} box braids", "{c} hair in box braids", "many thin {c} braids"),
        "two braids": (
            "two {c} braids", "{c} hair in two braids", "two {c} plaits", "{c} pigtail braids", "a pair of {c} braids",
        ),
        "locs": ("{c} locs", "long {c} locs", "{c} dreadlocks", "{c} hair in locs"),
        "bun": (
            "a {c} bun", "{c} hair in a bun", "a {c} top knot", "{c} hair pinned up in a bun", "a {c} updo",
            "{c} hair up in a bun",
        ),
        "ponytail": ("a {c} ponytail", "a high {c} ponytail", "{c} hair in a ponytail", "{c} hair tied back in a ponytail"),
        "side part": (
            "short side-parted {c} hair", "{c} hair with a side part", "a neat {c} side part",
            "short {c} hair combed to the side", "short {c} hair parted on one side",
        ),
        "slicked back": ("slicked-back {c} hair", "{c} hair slicked back", "{c} hair combed back", "sleek swept-back {c} hair"),
        "buzz cut": ("a {c} buzz cut", "buzzed {c} hair", "very short {c} hair", "a {c} crew cut", "{c} hair shaved close"),
        "bald": ("a bald head", "no hair", "a shaved head", "a clean-shaven scalp", "a smooth bald head"),
    },
    "hair_colour": {
        "black": ("black", "jet black", "raven", "raven black"),
        "dark brown": ("dark brown", "deep brown", "espresso brown", "brunette"),
        "chestnut": ("chestnut", "chestnut brown", "reddish brown", "warm brown"),
        "light brown": ("light brown", "caramel", "soft brown", "caramel brown"),
        "dark blonde": ("dark blonde", "dirty blonde", "sandy", "honey blonde", "sandy blonde"),
        "blonde": ("blonde", "golden blonde", "blond", "golden"),
        "platinum": ("platinum", "platinum blonde", "pale blonde", "ice blonde"),
        "ginger": ("ginger", "copper", "strawberry", "orange-red", "coppery"),
        "red": ("red", "deep red", "crimson", "auburn red", "cherry red"),
        "grey": ("grey", "gray", "silver", "silver grey", "salt and pepper"),
        "white": ("white", "snow white", "pure white"),
        "blue": ("blue", "bright blue", "dyed blue", "cobalt", "electric blue"),
    },
    "outfit": {
        "blazer and shirt": (
            "a {c} blazer and shirt", "a {c} blazer over a white shirt", "a smart {c} blazer", "a {c} blazer with an open shirt",
            "a tailored {c} blazer",
        ),
        "suit and tie": (
            "a {c} suit and tie", "a {c} suit with a tie", "a formal {c} suit", "a {c} business suit and necktie",
            "a dapper {c} suit and tie",
        ),
        "turtleneck": (
            "a {c} turtleneck", "a {c} roll neck", "a {c} polo neck sweater", "a {c} turtleneck sweater", "a thin {c} rollneck",
        ),
        "t-shirt": ("a {c} t-shirt", "a plain {c} tee", "a {c} tee", "a simple {c} t-shirt", "a {c} tshirt"),
        "hoodie": ("a {c} hoodie", "a {c} hooded sweatshirt", "a cosy {c} hoodie", "a {c} sweatshirt with a hood"),
        "leather jacket": (
            "a {c} leather jacket", "a {c} biker jacket", "a shiny {c} leather jacket", "{c} leather", "a {c} motorcycle jacket",
        ),
        "denim jacket": (
            "a {c} denim jacket", "a {c} jean jacket", "{c} denim", "a {c} jeans jacket", "a faded {c} denim jacket",
        ),
        "trench coat": (
            "a {c} trench coat", "a {c} trench", "a belted {c} trench coat", "a {c} raincoat", "a classic {c} trench coat",
        ),
        "knit sweater": (
            "a {c} knit sweater", "a chunky {c} sweater", "a {c} cable knit", "a {c} wool jumper", "a knitted {c} pullover",
            "a thick {c} jumper",
        ),
        "summer dress": (
            "a {c} summer dress", "a {c} sundress", "a {c} dress with thin straps", "a floral {c} dress",
            "a flowered {c} summer dress",
        ),
        "silk blouse": (
            "a {c} silk blouse", "a {c} satin blouse", "a {c} blouse with a bow", "a shimmering {c} silk blouse",
            "a {c} silk shirt",
        ),
        "linen shirt": (
            "a {c} linen shirt", "an open-collared {c} linen shirt", "a casual {c} button-up shirt", "a relaxed {c} linen shirt",
            "a {c} button-down shirt",
        ),
        "evening gown": (
            "a {c} evening gown", "a one-shoulder {c} gown", "an elegant {c} evening dress", "a {c} ball gown",
            "a {c} satin gown", "a {c} cocktail dress",
        ),
        "lab coat": (
            "a lab coat over a {c} shirt", "a white lab coat over a {c} shirt", "a doctor's coat over a {c} shirt",
            "a {c} shirt under a lab coat", "a laboratory coat and a {c} shirt",
        ),
        "scrubs": (
            "{c} scrubs", "{c} medical scrubs", "{c} hospital scrubs", "a {c} scrub top", "{c} surgical scrubs",
            "{c} nurse scrubs",
        ),
        "academic gown": (
            "an academic gown with a {c} hood", "a graduation gown with a {c} hood", "an academic robe with a {c} hood",
            "a black graduation robe and {c} hood", "an academic gown and a {c} hood",
        ),
    },
    "outfit_colour": {
        "black": ("black", "jet black", "charcoal black"),
        "white": ("white", "ivory", "off-white", "cream white"),
        "navy": ("navy", "navy blue", "dark blue", "midnight blue"),
        "grey": ("grey", "gray", "stone grey", "slate grey"),
        "beige": ("beige", "sand", "camel", "tan", "cream beige"),
        "red": ("red", "bright red", "scarlet", "cherry red"),
        "burgundy": ("burgundy", "wine red", "maroon", "dark red", "oxblood"),
        "forest green": ("forest green", "dark green", "bottle green", "deep green", "emerald"),
        "sage": ("sage", "sage green", "pale green", "muted green", "light green"),
        "sky blue": ("sky blue", "light blue", "pale blue", "baby blue"),
        "mustard": ("mustard", "mustard yellow", "ochre", "yellow", "golden yellow"),
        "pink": ("pink", "rose", "blush pink", "rose pink", "light pink"),
    },
    "scene": {
        "plain studio": (
            "in a plain studio", "against a plain backdrop", "in front of a seamless paper background",
            "on a simple light background", "in a photo studio", "with a plain background",
        ),
        "dark studio": (
            "in a dark studio", "against a dark backdrop", "on a black background", "in front of a dark background",
            "against a near-black canvas",
        ),
        "window-lit room": (
            "in a window-lit room", "in a room with window light on the wall", "with window light behind", "in a sunlit room",
            "at home by the window", "with the shadow of a window on the wall",
        ),
        "café": (
            "in a café", "in a cafe", "in a coffee shop", "at a cosy café", "in a warm cafe with hanging lamps",
            "at a coffee house",
        ),
        "library": (
            "in a library", "in front of bookshelves", "among books", "surrounded by books", "in an old library",
            "with a wall of books behind",
        ),
        "garden": (
            "in a garden", "among flowers", "in a blooming garden", "in a rose garden", "in a green park with blossoms",
            "surrounded by flowers",
        ),
        "forest": (
            "in a forest", "in the woods", "among tall trees", "in a deep green forest", "on a woodland path",
            "between tree trunks",
        ),
        "beach": (
            "at the beach", "on a beach", "by the sea", "at the seaside", "on the coast", "by the ocean", "on a sandy shore",
        ),
        "mountains": (
            "in the mountains", "in front of mountains", "with snowy peaks behind", "in the alps", "before a mountain range",
            "high in the mountains",
        ),
        "city street": (
            "on a city street", "in the city", "in a busy street", "downtown by day", "on an urban street",
            "between tall buildings", "in town",
        ),
        "neon street at night": (
            "on a neon street at night", "at night among neon signs", "in a neon-lit city at night", "under neon lights",
            "in a cyberpunk alley", "in front of glowing neon signs", "downtown at night",
        ),
        "rooftop at sunset": (
            "on a rooftop at sunset", "on a roof terrace at dusk", "with a sunset skyline behind", "on a rooftop at dusk",
            "at sunset over the city", "on a terrace under string lights",
        ),
        "office": (
            "in an office", "at work in an office", "in a modern office", "at a desk by the blinds", "in a corporate office",
            "in the workplace",
        ),
        "stage": (
            "on stage", "on a stage", "in front of a red curtain", "on a theatre stage", "under stage lights", "in a theater",
            "before a red velvet curtain", "under spotlights",
        ),
        "snow": (
            "in the snow", "in falling snow", "in a snowy landscape", "in a winter forest", "on a snowy day", "in winter",
            "with snowflakes falling",
        ),
        "desert": ("in the desert", "among sand dunes", "in a hot desert", "on the dunes", "in the sahara", "with dunes behind"),
        "kitchen": (
            "in a kitchen", "at home in the kitchen", "in a bright kitchen", "in front of kitchen shelves",
            "in a country kitchen", "while cooking at home",
        ),
        "gallery": (
            "in a gallery", "in an art gallery", "in a museum", "in front of framed paintings", "at an exhibition",
            "with paintings on the wall",
        ),
    },
    "light": {
        "soft from the left": (
            "soft light from the left", "soft left light", "lit softly from the left", "gentle light from the left side",
            "window light from the left",
        ),
        "soft from the right": (
            "soft light from the right", "soft right light", "lit softly from the right", "gentle light from the right side",
            "window light from the right",
        ),
        "golden hour": (
            "golden hour", "golden hour light", "warm golden light", "warm late afternoon sun", "in the evening sun",
            "glowing golden sunlight",
        ),
        "dramatic side": (
            "dramatic side light", "dramatic light", "dramatic side lighting", "hard light from one side", "moody chiaroscuro",
            "strong shadows", "low-key lighting",
        ),
        "backlit": (
            "backlit", "light from behind", "strong backlight", "with a bright halo", "rim light from behind",
            "against the light",
        ),
        "flat and bright": (
            "flat and bright light", "bright even light", "flat lighting", "high-key lighting", "evenly lit",
            "bright and shadowless",
        ),
    },
    "framing": {
        "tight headshot": (
            "tight headshot", "close-up", "close-up headshot", "tight crop", "face close-up", "extreme close portrait",
        ),
        "head and shoulders": (
            "head and shoulders", "head-and-shoulders portrait", "bust portrait", "classic portrait",
            "portrait from the shoulders up", "shoulder portrait",
        ),
        "half body": (
            "half body", "half-body portrait", "half-length portrait", "waist-up portrait", "from the waist up", "medium shot",
        ),
    },
    "expression": {
        "neutral": ("neutral expression", "a neutral face", "calm", "relaxed", "expressionless", "a plain look"),
        "soft smile": (
            "soft smile", "smiling softly", "a gentle smile", "a slight smile", "smiling", "a warm smile", "a friendly smile",
        ),
        "laughing": (
            "laughing", "laughing out loud", "a big laugh", "laughing happily", "joyful", "cheerful with an open laugh",
            "grinning broadly",
        ),
        "serious": ("serious", "a serious look", "stern", "a serious expression", "solemn", "determined", "frowning slightly"),
        "surprised": ("surprised", "a surprised look", "astonished", "amazed", "wide-eyed with surprise", "shocked"),
        "thoughtful": (
            "thoughtful", "a thoughtful look", "pensive", "lost in thought", "dreamy", "looking away in thought", "contemplative",
        ),
    },
    "accessory": {
        "none": (),
        "glasses": ("glasses", "spectacles", "eyeglasses", "a pair of glasses", "reading glasses"),
        "sunglasses": ("sunglasses", "dark sunglasses", "shades", "a pair of sunglasses", "dark glasses"),
        "hat": ("a hat", "a felt hat", "a brimmed hat", "a fedora", "a wide-brimmed hat"),
        "earrings": ("earrings", "gold earrings", "a pair of earrings", "hoop earrings", "dangling earrings", "drop earrings"),
        "scarf": ("a scarf", "a wool scarf", "a warm scarf", "a scarf around the neck", "a knitted scarf"),
    },
    "person": {
        "woman": ("woman", "lady", "female"),
        "man": ("man", "gentleman", "male", "guy"),
        "person": ("person", "someone", "sitter", "human"),
    },
    "age": {
        "young adult": ("young", "youthful", "twenty-something"),
        "adult": ("adult", "thirty-something", "grown"),
        "middle-aged": ("middle-aged", "mature", "forty-something", "fifty-something"),
        "older": ("older", "elderly", "old", "senior", "aged"),
    },
    "skin": {
        "very light": ("very light skin", "very fair skin", "porcelain skin", "pale skin", "very pale skin"),
        "light": ("light skin", "fair skin", "fair complexion", "light complexion"),
        "medium light": ("beige skin", "medium light skin", "olive skin", "lightly tanned skin"),
        "medium": ("tan skin", "medium skin", "tanned skin", "golden brown skin"),
        "brown": ("brown skin", "warm brown skin", "brown complexion", "medium brown skin"),
        "dark": ("dark skin", "dark brown skin", "dark complexion", "deep brown skin"),
        "very dark": ("very dark skin", "deep dark skin", "ebony skin", "deep black skin"),
    },
    "face": {
        "wide face": ("a wide face", "a broad face"),
        "narrow face": ("a narrow face", "a slim face", "a slender face"),
        "long face": ("a long face", "an oblong face"),
        "round face": ("a round face", "a short face"),
        "square jaw": ("a square jaw", "a strong jaw", "an angular jawline"),
        "narrow jaw": ("a narrow jaw", "a delicate jaw", "a tapered jaw"),
        "wide jaw": ("a wide jaw", "a broad jaw"),
        "strong chin": ("a strong chin", "a prominent chin", "a pointed chin"),
        "small chin": ("a small chin", "a soft chin"),
        "high cheekbones": ("high cheekbones", "sharp cheekbones", "defined cheekbones"),
        "high forehead": ("a high forehead", "a tall forehead"),
        "large eyes": ("large eyes", "big eyes"),
        "small eyes": ("small eyes",),
        "round eyes": ("round eyes", "wide open eyes"),
        "narrow eyes": ("narrow eyes", "almond eyes", "almond-shaped eyes"),
        "wide-set eyes": ("wide-set eyes", "eyes far apart"),
        "close-set eyes": ("close-set eyes", "eyes close together"),
        "upturned eyes": ("upturned eyes", "cat eyes"),
        "downturned eyes": ("downturned eyes", "drooping eyes"),
        "thick brows": ("thick eyebrows", "bushy eyebrows", "heavy brows", "full brows"),
        "thin brows": ("thin eyebrows", "fine brows"),
        "arched brows": ("arched eyebrows", "arched brows"),
        "straight brows": ("straight eyebrows", "straight brows"),
        "long nose": ("a long nose",),
        "short nose": ("a short nose", "a small nose", "a button nose"),
        "wide nose": ("a wide nose", "a broad nose"),
        "narrow nose": ("a narrow nose", "a slim nose", "a thin nose"),
        "wide mouth": ("a wide mouth", "a big mouth"),
        "small mouth": ("a small mouth", "a little mouth"),
        "full lips": ("full lips", "plump lips"),
        "thin lips": ("thin lips",),
        "large ears": ("large ears", "big ears"),
        "small ears": ("small ears",),
        "long neck": ("a slender neck", "a thin neck"),
        "thick neck": ("a thick neck", "a strong neck"),
        "broad shoulders": ("broad shoulders", "wide shoulders"),
        "narrow shoulders": ("narrow shoulders", "slight shoulders"),
    },
    "marks": {
        "freckles": ("freckles", "a freckled face", "lots of freckles", "light freckles"),
        "mole": ("a mole", "a beauty mark", "a beauty spot"),
        "moles": ("moles", "a few moles", "beauty marks"),
        "wrinkles": ("wrinkles", "fine lines", "laugh lines", "a lined face"),
    },
    "beard": {
        "stubble": ("stubble", "light stubble", "a five o'clock shadow", "designer stubble"),
        "moustache": ("a moustache", "a mustache"),
        "short beard": ("a short beard", "a trimmed beard", "a neat beard"),
        "full beard": ("a full beard", "a big beard", "a bushy beard", "a thick beard"),
        "goatee": ("a goatee", "a chin beard"),
    },
    "eyes": {
        "brown": ("brown eyes", "dark eyes", "dark brown eyes"),
        "hazel": ("hazel eyes", "amber eyes"),
        "green": ("green eyes", "bright green eyes"),
        "grey": ("grey eyes", "gray eyes"),
        "blue": ("blue eyes", "bright blue eyes"),
    },
}  # fmt: skip

# What stands between the phrases, so that the whole vocabulary is known without drawing a caption.
GLUE = (
    "a an the of in on at with wearing dressed who has and is her his their this photo photograph picture portrait drawing "
    "illustration painting image studio editorial shows showing featuring hair outfit scene background light looking , . - '"
).split()
