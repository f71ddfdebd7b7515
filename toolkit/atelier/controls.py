"""What can be asked of a person who is cast: controls with named levels, the values each level stands for, and the words for it.

Most of a level's words are a caption's own; the others are what people write besides. A control whose values cannot be read from
an embedding is left out by prior.py, not here.
"""

from collections.abc import Callable
from dataclasses import dataclass

import numpy as np

from .world.phrases import PHRASES

BEARD_AMOUNT = (0.0, 0.35, 0.5, 0.75, 1.0, 0.5)  # how much of the lower face it covers, in params.Identity.beard order
MOUSTACHE, GOATEE = 2, 5
BEARDS = ("none", "stubble", "moustache", "short", "full", "goatee")  # the control's levels, in the same order


@dataclass(frozen=True)
class Level:
    name: str
    values: dict[str, float]  # attribute -> value
    words: tuple[str, ...]


@dataclass(frozen=True)
class Control:
    name: str
    levels: tuple[Level, ...]


def attributes(column: Callable[[str], np.ndarray]) -> dict[str, np.ndarray]:
    """What is to be read from an embedding, by the columns of Identity: parameters themselves, and what a beard comes to."""
    beard = column("beard").astype(int)
    plain = sorted({name for control in CONTROLS for level in control.levels for name in level.values})
    derived = {
        "beard": np.array(BEARD_AMOUNT)[beard],
        "moustache": (beard == MOUSTACHE).astype(float),
        "goatee": (beard == GOATEE).astype(float),
    }
    return {name: derived[name] if name in derived else column(name).astype(float) for name in plain}


def bare(phrase: str) -> str:
    return phrase.removeprefix("a ").removeprefix("an ")


def _said(field: str, name: str) -> tuple[str, ...]:
    return tuple(dict.fromkeys(bare(phrase) for phrase in PHRASES[field][name]))


def _pair(name: str, parameter: str, *levels: tuple[str, float, str, str]) -> Control:
    """levels: (level's name, value, field of PHRASES, its name there)"""
    return Control(name, tuple(Level(level, {parameter: value}, _said(field, said)) for level, value, field, said in levels))


def _face(name: str, parameter: str, low: tuple[str, str], high: tuple[str, str] | None = None) -> Control:
    """Both ends of a parameter in -1..1; captions name its outer quarters. (level's name, name in PHRASES["face"])"""
    ends = ((low, -0.75), (high, 0.75)) if high else ((low, 0.75),)
    return _pair(name, parameter, *((level, value, "face", said) for (level, said), value in ends))


def _decade(name: str, number: int, value: float, *said: str) -> Level:
    years = tuple(str(year) for year in range(number, number + 10))
    return Level(name, {"age": value}, (*said, name, f"{number}s", *years))


_SKIN = tuple(PHRASES["skin"])
_EYES = tuple(PHRASES["eyes"])

CONTROLS = (
    Control("reads as", (
        Level("woman", {"masculinity": 0.2, "beard": 0.0}, (*_said("person", "woman"), "girl", "feminine")),
        Level("in between", {"masculinity": 0.5}, ("androgynous",)),
        Level("man", {"masculinity": 0.8}, (*_said("person", "man"), "boy", "masculine")),
    )),
    Control("age", (
        _decade("twenties", 20, 0.1, *_said("age", "young adult")),
        _decade("thirties", 30, 0.37, *_said("age", "adult")),
        _decade("forties", 40, 0.56, *_said("age", "middle-aged")[:3]),
        _decade("fifties", 50, 0.69, "fifty something"),
        _decade("sixties", 60, 0.84, *_said("age", "older")),
        _decade("seventies", 70, 0.97, "very old"),
    )),
    Control("skin", tuple(
        Level(name, {"skin_tone": (i + 0.5) / len(_SKIN)}, (*_said("skin", name), f"{name} skinned"))
        for i, name in enumerate(_SKIN)
    )),
    Control("undertone", (
        Level("cool", {"undertone": -0.75}, ("cool undertone", "cool skin", "rosy skin")),
        Level("neutral", {"undertone": 0.0}, ("neutral undertone",)),
        Level("warm", {"undertone": 0.75}, ("warm undertone", "warm skin", "golden skin")),
    )),
    Control("eye colour", tuple(
        Level(name, {"eye_hue": i / 4}, (*_said("eyes", name), f"{name} eyed")) for i, name in enumerate(_EYES)
    )),
    Control("freckles", (
        Level("none", {"freckles": 0.0}, ("no freckles", "without freckles")),
        Level("some", {"freckles": 0.45}, ("light freckles", "some freckles", "a few freckles")),
        Level("many", {"freckles": 0.9}, ("freckles", "freckled face", "lots of freckles", "many freckles", "freckled")),
    )),
    Control("beard", (
        Level("none", {"beard": 0.0}, ("no beard", "without a beard", "clean shaven", "beardless", "shaved")),
        Level("stubble", {"beard": 0.35, "moustache": 0.0, "goatee": 0.0}, (*_said("beard", "stubble"), "stubbled", "unshaven")),
        Level("moustache", {"moustache": 1.0}, (*_said("beard", "moustache"), "moustached", "mustached")),
        Level("goatee", {"goatee": 1.0}, _said("beard", "goatee")),
        Level("short", {"beard": 0.75, "moustache": 0.0, "goatee": 0.0}, (*_said("beard", "short beard"), "beard", "bearded")),
        Level("full", {"beard": 1.0, "moustache": 0.0, "goatee": 0.0}, (*_said("beard", "full beard"), "long beard")),
    )),
    _face("face length", "head_length", ("short", "round face"), ("long", "long face")),
    _face("face width", "head_width", ("narrow", "narrow face"), ("wide", "wide face")),
    _face("forehead", "forehead", ("high", "high forehead")),
    _face("cheekbones", "cheekbones", ("high", "high cheekbones")),
    _face("jaw", "jaw_width", ("narrow", "narrow jaw"), ("wide", "wide jaw")),
    _face("jaw corners", "jaw_square", ("square", "square jaw")),
    _face("chin", "chin", ("small", "small chin"), ("strong", "strong chin")),
    _face("eye size", "eye_size", ("small", "small eyes"), ("large", "large eyes")),
    _face("eye shape", "eye_shape", ("narrow", "narrow eyes"), ("round", "round eyes")),
    _face("eye distance", "eye_spacing", ("close together", "close-set eyes"), ("far apart", "wide-set eyes")),
    _face("eye tilt", "eye_tilt", ("downturned", "downturned eyes"), ("upturned", "upturned eyes")),
    _face("brows", "brow_thickness", ("thin", "thin brows"), ("thick", "thick brows")),
    _face("brow shape", "brow_arch", ("straight", "straight brows"), ("arched", "arched brows")),
    _face("nose length", "nose_length", ("short", "short nose"), ("long", "long nose")),
    _face("nose width", "nose_width", ("narrow", "narrow nose"), ("wide", "wide nose")),
    _face("mouth", "mouth_width", ("small", "small mouth"), ("wide", "wide mouth")),
    _face("lips", "lip_lower", ("thin", "thin lips"), ("full", "full lips")),
    Control("moles", (
        Level("none", {"moles": 0.0}, ("no moles", "without moles")),
        Level("one", {"moles": 1.0}, _said("marks", "mole")),
        Level("several", {"moles": 3.0}, _said("marks", "moles")),
    )),
    _face("ears", "ear_size", ("small", "small ears"), ("large", "large ears")),
)  # fmt: skip

# What says nothing by itself and stands between what does.
GLUE = ("years old", "year old", "years", "year", *(
    "a an the of in on at with who has have having and is are be her his their she he they this that someone somebody person "
    "human people face portrait drawing picture photo aged about around early mid late very quite rather some natural looking"
).split())  # fmt: skip
