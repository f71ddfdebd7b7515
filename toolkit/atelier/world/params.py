"""What a picture is made of, as plain numbers: who (Identity), how dressed and lit (Look), which way turned (Pose).

Nothing here draws. Every parameter is sampled uniformly over human variety; there is no default person.
"""

from dataclasses import dataclass, fields

import numpy as np

from . import vocabulary as v


@dataclass(frozen=True)
class Identity:
    """One invented person. Unless said otherwise a parameter is in [-1, 1] with 0 the middle of human variety."""

    head_width: float
    head_length: float
    jaw_width: float
    jaw_square: float
    chin: float
    cheekbones: float
    forehead: float
    skin_tone: float  # 0 very light .. 1 very dark
    undertone: float  # -1 cool .. 1 warm
    eye_size: float
    eye_shape: float  # -1 narrow .. 1 round
    eye_spacing: float
    eye_tilt: float
    eye_fold: float  # lid crease
    eye_hue: float  # 0..1 along brown, hazel, green, grey, blue
    brow_thickness: float
    brow_arch: float
    brow_height: float
    nose_length: float
    nose_width: float
    nose_bridge: float
    mouth_width: float
    lip_upper: float
    lip_lower: float
    lip_colour: float
    ear_size: float
    freckles: float  # 0 none .. 1 many
    moles: int  # 0..3
    mole_seed: int  # places of the moles
    age: float  # 0..1, drawn as lines, greying brows and softness
    beard: int  # 0 none 1 stubble 2 moustache 3 short 4 full 5 goatee
    masculinity: float  # 0..1: neck, brow ridge, lashes, shoulders
    neck_width: float
    shoulder_width: float

    def vector(self) -> np.ndarray:
        """(F,) float32, in field order."""
        return np.array([getattr(self, f.name) for f in fields(self)], np.float32)


@dataclass(frozen=True)
class Look:
    """What changes between two pictures of one person. Strings come from `vocabulary`."""

    hair: str
    hair_colour: str
    outfit: str
    outfit_colour: str
    scene: str
    light: str
    framing: str
    expression: str
    accessory: str


@dataclass(frozen=True)
class Pose:
    """Degrees, except gaze and openings. Yaw > 0 turns towards the right edge of the picture, pitch > 0 looks up."""

    yaw: float  # -40..40
    pitch: float  # -15..15
    roll: float  # -10..10
    gaze_x: float  # -1..1
    gaze_y: float  # -1..1
    mouth: float  # 0 closed .. 1 open
    eyes: float  # 0 shut .. 1 open


def sample_identity(rng: np.random.Generator) -> Identity:
    """A person nobody has met, uniform over every parameter."""
    u = lambda low=-1.0, high=1.0: float(rng.uniform(low, high))  # noqa: E731
    masculinity = u(0, 1)
    age = u(0, 1)
    beard = int(rng.integers(1, 6)) if masculinity > 0.55 and rng.random() < 0.5 else 0
    values = {f.name: u() for f in fields(Identity)}
    values |= {
        "skin_tone": u(0, 1), "eye_hue": u(0, 1), "freckles": u(0, 1) if rng.random() < 0.35 else 0.0,
        "moles": int(rng.choice([0, 0, 0, 1, 1, 2, 3])), "mole_seed": int(rng.integers(0, 2**31)), "age": age, "beard": beard,
        "masculinity": masculinity,
    }  # fmt: skip
    return Identity(**values)


def sample_look(rng: np.random.Generator) -> Look:
    """Every attribute independent of the person and of each other, so that nothing can be guessed from anything else."""
    pick = lambda names: str(rng.choice(names))  # noqa: E731
    return Look(
        hair=pick(v.HAIR_STYLES), hair_colour=pick(v.HAIR_COLOURS), outfit=pick(v.OUTFITS), outfit_colour=pick(v.OUTFIT_COLOURS),
        scene=pick(v.SCENES), light=pick(v.LIGHTS), framing=str(rng.choice(v.FRAMINGS, p=(0.3, 0.5, 0.2))),
        expression=pick(v.EXPRESSIONS), accessory=str(rng.choice(v.ACCESSORIES, p=(0.5, 0.1, 0.1, 0.1, 0.1, 0.1))),
    )  # fmt: skip


MOUTH, EYES = {"laughing": 0.75, "surprised": 0.55}, {"laughing": 0.6, "surprised": 1.0}  # how far open; of all others 0 and 0.85
AWAY = {"thoughtful": (0.55, 0.35)}  # to either side, and up: where the eyes look


def usual_pose(expression: str) -> Pose:
    """To the front, with the eyes and mouth that the expression has in the mean; of two sides the right."""
    gaze_x, gaze_y = AWAY.get(expression, (0.0, 0.0))
    return Pose(0.0, 0.0, 0.0, gaze_x, gaze_y, MOUTH.get(expression, 0.0), EYES.get(expression, 0.85))


def sample_pose(rng: np.random.Generator, look: Look) -> Pose:
    """Mostly near the front, sometimes far round; the mouth and eyes follow the expression."""
    clip = lambda sd, limit: float(np.clip(rng.normal(0, sd), -limit, limit))  # noqa: E731
    usual = usual_pose(look.expression)
    mouth, eyes = usual.mouth, usual.eyes
    away = (usual.gaze_x * (1 if rng.random() < 0.5 else -1), usual.gaze_y) if look.expression in AWAY else (0.0, 0.0)
    return Pose(
        yaw=clip(16, 40), pitch=clip(6, 15), roll=clip(4, 10), gaze_x=float(np.clip(away[0] + clip(0.25, 1), -1, 1)),
            gaze_y=float(np.clip(away[1] + clip(0.18, 1), -1, 1)),
        mouth=float(np.clip(mouth + rng.normal(0, 0.06), 0, 1)) if mouth else 0.0,
        eyes=float(np.clip(eyes + rng.normal(0, 0.05), 0.3, 1)),
    )  # fmt: skip
