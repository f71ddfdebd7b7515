"""What an expression does to the face: displacements in head units, from Look and Pose. Draws nothing."""

from dataclasses import dataclass, replace

from .params import Look, Pose


@dataclass(frozen=True)
class Face:
    corner: float = 0.0  # mouth corners up
    stretch: float = 1.0  # mouth width factor
    open: float = 0.0  # gap between the lips
    skew: float = 0.0  # mouth to one side
    press: float = 0.0  # lips thinned
    teeth: bool = False
    brow_in: float = 0.0  # inner ends up
    brow_out: float = 0.0  # outer ends up
    brow_one: float = 0.0  # one brow alone up
    cheek: float = 0.0  # cheeks raised
    lid: float = 0.85  # upper lid opening
    squint: float = 0.0  # lower lid up


FACES = {
    "neutral": Face(corner=0.032),
    "soft smile": Face(corner=0.085, stretch=1.17, cheek=0.45, squint=0.22, brow_out=0.005),
    "laughing": Face(corner=0.085, stretch=1.2, cheek=1.0, squint=0.55, teeth=True, brow_in=0.02, brow_out=0.02),
    "serious": Face(corner=-0.01, stretch=0.92, brow_in=-0.06, brow_out=0.0, press=0.25, squint=0.18),
    "surprised": Face(corner=-0.01, stretch=0.70, brow_in=0.10, brow_out=0.085),
    "thoughtful": Face(corner=0.022, stretch=0.88, skew=0.045, press=0.4, brow_in=-0.035, brow_out=-0.005, brow_one=0.085),
}


def face_of(look: Look, pose: Pose) -> Face:
    face = FACES[look.expression]
    return replace(face, open=0.22 * pose.mouth, lid=pose.eyes)
