"""A picture in words: who, how dressed, where, in which light, each said in one of many ways or not at all.

Says only what it is told to keep; the names and phrasings are in phrases.py. No two fields ever share a sentence by need, so any
of them may be missing.
"""

import re
from functools import lru_cache

import numpy as np

from . import vocabulary as v
from .params import Identity, Look
from .phrases import GLUE, PHRASES

LOOK_FIELDS = ("hair", "hair_colour", "outfit", "outfit_colour", "scene", "light", "framing", "expression", "accessory")
PERSON_FIELDS = ("person", "age", "skin", "face", "marks", "beard", "eyes")
KEEP, KEEP_PERSON, TERSE = 0.8, 0.45, 0.12
LONGEST = 60  # tokens; the text encoder reads 64 with its marks of beginning and end
_BEARDS = ("", "stubble", "moustache", "short beard", "full beard", "goatee")
_SKINS = tuple(PHRASES["skin"])
_EYES = tuple(PHRASES["eyes"])
# (parameter, from here up, name), or from here down when the threshold is negative
_FACE = (
    ("head_width", 0.5, "wide face"), ("head_width", -0.5, "narrow face"), ("head_length", 0.5, "long face"),
    ("head_length", -0.5, "round face"), ("jaw_square", 0.5, "square jaw"), ("jaw_width", -0.5, "narrow jaw"),
    ("jaw_width", 0.5, "wide jaw"), ("chin", 0.5, "strong chin"), ("chin", -0.5, "small chin"),
    ("cheekbones", 0.5, "high cheekbones"), ("forehead", 0.5, "high forehead"), ("eye_size", 0.5, "large eyes"),
    ("eye_size", -0.5, "small eyes"), ("eye_shape", 0.5, "round eyes"), ("eye_shape", -0.5, "narrow eyes"),
    ("eye_spacing", 0.5, "wide-set eyes"), ("eye_spacing", -0.5, "close-set eyes"), ("eye_tilt", 0.5, "upturned eyes"),
    ("eye_tilt", -0.5, "downturned eyes"), ("brow_thickness", 0.5, "thick brows"), ("brow_thickness", -0.5, "thin brows"),
    ("brow_arch", 0.5, "arched brows"), ("brow_arch", -0.5, "straight brows"), ("nose_length", 0.5, "long nose"),
    ("nose_length", -0.5, "short nose"), ("nose_width", 0.5, "wide nose"), ("nose_width", -0.5, "narrow nose"),
    ("mouth_width", 0.5, "wide mouth"), ("mouth_width", -0.5, "small mouth"), ("lip_lower", 0.5, "full lips"),
    ("lip_lower", -0.5, "thin lips"), ("ear_size", 0.5, "large ears"), ("ear_size", -0.5, "small ears"),
    ("neck_width", -0.6, "long neck"), ("neck_width", 0.6, "thick neck"), ("shoulder_width", 0.6, "broad shoulders"),
    ("shoulder_width", -0.6, "narrow shoulders"),
)  # fmt: skip


def age_band(age: float) -> str:
    return v.AGE_BANDS[min(3, int(age * 4))]


def describe(identity: Identity) -> dict[str, tuple[str, ...]]:
    """Everything that could be said of a person, as names in PHRASES; a field with nothing to say is empty."""
    m = identity.masculinity
    face = tuple(
        name
        for field, edge, name in _FACE
        if (getattr(identity, field) >= edge if edge > 0 else getattr(identity, field) <= edge)
    )
    marks = (("freckles",) if identity.freckles > 0.25 else ()) + (
        ("mole",) if identity.moles == 1 else ("moles",) if identity.moles else ()
    )
    return {
        "person": ("woman",) if m < 0.45 else ("man",) if m > 0.55 else ("person",),
        "age": (age_band(identity.age),),
        "skin": (_SKINS[min(len(_SKINS) - 1, int(identity.skin_tone * len(_SKINS)))],),
        "face": face,
        "marks": marks + (("wrinkles",) if identity.age > 0.7 else ()),
        "beard": (_BEARDS[identity.beard],) if identity.beard else (),
        "eyes": (_EYES[min(4, int(identity.eye_hue * 4 + 0.5))],),
    }


def fill(phrase: str, colour: str = "") -> str:
    """Put the colour in its place, or close the gap it leaves."""
    return phrase.replace("{c}", colour) if colour else phrase.replace("{c} ", "").replace(" {c}", "").replace("{c}", "")


def _articles(text: str) -> str:
    text = re.sub(r"\ba (?=[aeiou])", "an ", text)
    return re.sub(r"\ban (?=[^aeiou])", "a ", text)


def _say(field: str, name: str, rng: np.random.Generator) -> str:
    options = PHRASES[field][name]
    return options[int(rng.integers(len(options)))] if options else ""


def _pick(rng: np.random.Generator, *options: str) -> str:
    return options[int(rng.integers(len(options)))]


def compose(identity: Identity | None, look: Look, keep: frozenset[str], rng: np.random.Generator) -> str:
    """A caption of exactly the kept fields; a colour is said only with its garment or hair."""
    person = describe(identity) if identity is not None else {}
    has = lambda field: field in keep  # noqa: E731
    tails: list[tuple[str, str]] = []  # (what joins it to a sentence, what is said)

    noun = _pick(rng, "person", "person", "portrait", "portrait", "")
    if noun == "person":
        noun = _say("person", "person", rng) if identity is None or not has("person") else ""
    if identity is not None and has("person"):
        noun = _say("person", person["person"][0], rng)
    if identity is not None and has("age"):
        noun = f"{_say('age', person['age'][0], rng)} {'person' if noun in ('', 'portrait') else noun}"
    head = noun and (noun if noun == "someone" else f"a {noun}")
    if head and noun != "portrait" and rng.random() < 0.3:
        head = (
            _pick(
                rng,
                "a portrait of ",
                "portrait of ",
                "a drawing of ",
                "an illustration of ",
                "a picture of ",
                "a photo of ",
                "an editorial portrait of ",
            )
            + head
        )

    if has("hair"):
        hair = fill(_say("hair", look.hair, rng), _say("hair_colour", look.hair_colour, rng) if has("hair_colour") else "")
        tails.append((_pick(rng, "with", "who has" if head else "with"), hair))
    elif has("hair_colour") and look.hair != "bald":
        tails.append(("with", f"{_say('hair_colour', look.hair_colour, rng)} hair"))
    if has("outfit"):
        outfit = fill(
            _say("outfit", look.outfit, rng), _say("outfit_colour", look.outfit_colour, rng) if has("outfit_colour") else ""
        )
        tails.append((_pick(rng, "in", "wearing", "dressed in"), outfit))
    if has("accessory") and look.accessory != "none":
        tails.append((_pick(rng, "with", "wearing"), _say("accessory", look.accessory, rng)))
    if has("expression"):
        said = _say("expression", look.expression, rng)
        nominal = said.startswith("a ") or said.split()[-1] in ("expression", "smile")
        tails.append(("with" if nominal else "", said))
    for field in ("skin", "face", "marks", "beard", "eyes"):
        names = person.get(field, ())
        if has(field) and names:
            chosen = [names[int(i)] for i in rng.permutation(len(names))[: int(rng.integers(1, 3))]]
            words = " and ".join(_say(field, name, rng) for name in chosen)
            tails.append((_pick(rng, "with", "with", "who has" if head else "with"), words))
    order = [tails[int(i)] for i in rng.permutation(len(tails))] if rng.random() < 0.6 else tails
    scene = _say("scene", look.scene, rng) if has("scene") else ""
    rest = [_say("light", look.light, rng)] if has("light") else []
    if has("framing"):
        rest.append(_say("framing", look.framing, rng))
    rest = [rest[int(i)] for i in rng.permutation(len(rest))]

    style = float(rng.random())
    bare = 0.25 if style < 0.75 else 0.7
    said = [f"{join} {phrase}".strip() for join, phrase in order]
    terse = [phrase if rng.random() < bare else whole for (_, phrase), whole in zip(order, said, strict=True)]
    if style < 0.5:  # one flowing sentence, then remarks
        flowing = " ".join([head, *said[:2]]).strip()
        parts = [flowing, *terse[2:], scene, *rest] if rng.random() < 0.5 else [f"{flowing} {scene}".strip(), *terse[2:], *rest]
    elif style < 0.75:  # the place first
        parts = [scene, f"{head} {said[0]}".strip() if said else head, *terse[1:], *rest]
    else:  # a list of wishes
        parts = [head, *terse, scene, *rest]
        parts = [parts[int(i)] for i in rng.permutation(len(parts))]
    joined = ", ".join(p.strip() for p in parts if p.strip())
    return _articles(joined or "a portrait") + ("." if rng.random() < 0.15 else "")


def choose(rng: np.random.Generator) -> frozenset[str]:
    """What a caption says: most of the look, some of the person, and now and then only one or two things."""
    if rng.random() < TERSE:
        fields = LOOK_FIELDS + PERSON_FIELDS
        keep = {fields[int(i)] for i in rng.permutation(len(fields))[: int(rng.integers(1, 3))]}
        return frozenset(
            keep | ({"hair"} if "hair_colour" in keep else set()) | ({"outfit"} if "outfit_colour" in keep else set())
        )
    keep = {f for f in LOOK_FIELDS if rng.random() < KEEP}
    chance = KEEP_PERSON if rng.random() < 0.7 else 0.0
    return frozenset(keep | {f for f in PERSON_FIELDS if rng.random() < chance} | ({"person"} if rng.random() < 0.6 else set()))


def caption(identity: Identity | None, look: Look, rng: np.random.Generator) -> str:
    """Free text for a picture; with no identity it speaks of the look alone."""
    keep = choose(rng)
    text = compose(identity, look, keep, rng)
    while len(tokens(text)) > LONGEST:
        keep -= {f for f in ("face", "marks", "skin", "eyes", "beard") if rng.random() < 0.5}
        text = compose(identity, look, keep, rng)
    return text


def tokens(text: str) -> list[str]:
    """Lower case, words and single marks, as the tokenizer splits them."""
    return re.findall(r"\w+|[^\w\s]", text.lower())


@lru_cache(maxsize=1)
def words() -> tuple[str, ...]:
    """Every token a caption can contain, sorted."""
    found = set(GLUE)
    for names in (
        v.HAIR_STYLES,
        v.HAIR_COLOURS,
        v.OUTFITS,
        v.OUTFIT_COLOURS,
        v.SCENES,
        v.LIGHTS,
        v.FRAMINGS,
        v.EXPRESSIONS,
        v.ACCESSORIES,
    ):
        found |= {token for name in names for token in tokens(name)}
    for names in PHRASES.values():
        for phrases in names.values():
            for phrase in phrases:
                found |= set(tokens(fill(phrase)))
    return tuple(sorted(found))
