"""The closed vocabulary of the drawn world: every attribute a picture can have, by its label name.

Painters draw these names, captions speak them in many phrasings, the judge is trained to read them back.
The order is the class index, so names are appended, never reordered.
"""

HAIR_STYLES = (
    "straight long", "straight shoulder-length", "bob", "pixie cut", "fringe bob", "wavy long", "wavy shoulder-length",
    "curly long", "curly short", "afro", "short coils", "box braids", "two braids", "locs", "bun", "ponytail",
    "side part", "slicked back", "buzz cut", "bald",
)  # fmt: skip
HAIR_COLOURS = (
    "black", "dark brown", "chestnut", "light brown", "dark blonde", "blonde", "platinum", "ginger", "red", "grey", "white",
    "blue",
)  # fmt: skip
OUTFITS = (
    "blazer and shirt", "suit and tie", "turtleneck", "t-shirt", "hoodie", "leather jacket", "denim jacket", "trench coat",
    "knit sweater", "summer dress", "silk blouse", "linen shirt", "evening gown", "lab coat", "scrubs", "academic gown",
)  # fmt: skip
OUTFIT_COLOURS = ("black", "white", "navy", "grey", "beige", "red", "burgundy", "forest green", "sage", "sky blue", "mustard",
    "pink")
SCENES = (
    "plain studio", "dark studio", "window-lit room", "café", "library", "garden", "forest", "beach", "mountains", "city street",
    "neon street at night", "rooftop at sunset", "office", "stage", "snow", "desert", "kitchen", "gallery",
)  # fmt: skip
LIGHTS = ("soft from the left", "soft from the right", "golden hour", "dramatic side", "backlit", "flat and bright")
FRAMINGS = ("tight headshot", "head and shoulders", "half body")
EXPRESSIONS = ("neutral", "soft smile", "laughing", "serious", "surprised", "thoughtful")
ACCESSORIES = ("none", "glasses", "sunglasses", "hat", "earrings", "scarf")
AGE_BANDS = ("young adult", "adult", "middle-aged", "older")
PARSING = ("background", "hair", "body skin", "face skin", "clothes", "other")
