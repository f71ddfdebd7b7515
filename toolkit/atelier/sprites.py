"""Draw the parts of sitters by themselves: python -m atelier.sprites --people N --looks M --out DIR [--first K] [--smoke]

The hint (hint_layers.py) lays parts over one another. Here the world paints each part of a picture alone, so that what another
part hides is known too, and brings it into the window that goes with it (hint_frames.py). DIR/shard-00000.npz, … hold of SHARD
people each:

  <part>      uint8 [n, height, width, 4]  RGB, going on beyond the outline; last the signed distance to the outline, 128 on it
                                           and 127 steps for REACH head units, larger inside; what is SHEER has its alpha
  <part>.of   int32 [n]                    which picture of the shard it is of
  <patch>     uint8 [N, height, width, 3]  eyes, nose and mouth near by, with the head's colour beyond it
  scene       uint8 [N, 64, 48, 3]         the place without anybody
  rig         float32 [N, 21]              hint_frames.py
  identity, person, look, pose, seed       as atelier.draw writes them

Held-out people (person % 20 == 0) are left out. Knows nothing of training.
"""

import argparse
import time
from dataclasses import astuple, replace
from pathlib import Path

import cv2
import numpy as np
import skia

from .data import HELD_OUT_EVERY
from .draw import case_of, look_indices, person_of
from .hint_frames import BODY, HAIR, HEAD, LENS, LENSES, PATCHES, SCALE, anchor, body_points, head_points
from .rigs import SIZE, rig_of
from .world import ears
from .world.body import waist_of
from .world.draw import DEPTH_BLUR
from .world.ink import poly
from .world.outfit import dress
from .world.outfit_kit import Tailor
from .world.params import Identity, Look, Pose
from .world.scarf import wrap
from .world.scene import paint_scene
from .world.sitter import Sitter

SHARD = 16
REACH = 0.12
PARTS = {
    "hair_back": HAIR, "body": BODY, "scarf": BODY, "head": HEAD, "hair_front": HAIR, "left_lens": LENS, "right_lens": LENS,
    "earrings": HEAD, "hat": HAIR,
}  # fmt: skip
SHEER = frozenset(LENSES)  # thin or seen through: with how much it covers, 0..255, instead of a distance


def painted(paint) -> np.ndarray:
    """[512, 384, 4] float32 in 0..255, colours premultiplied."""
    surface = skia.Surface(*SIZE)
    surface.getCanvas().clear(0)
    paint(surface.getCanvas())
    found = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType).astype(np.float32)
    found[..., :3] *= found[..., 3:] / 255
    return found


def distance(alpha: np.ndarray) -> np.ndarray:
    """Signed distance to the outline, px, positive inside."""
    inside = (alpha > 127).astype(np.uint8)
    measure = lambda mask: np.maximum(cv2.distanceTransform(mask, cv2.DIST_L2, 5) - 0.5, 0)  # noqa: E731
    return measure(inside) - measure(1 - inside)


def extended(colour: np.ndarray, alpha: np.ndarray) -> np.ndarray:
    """Premultiplied [h, w, 3] and [h, w] 0..1 -> colours going on beyond the outline: pull and push (Gortler et al. 1996)."""
    if min(alpha.shape) < 2:
        return colour / np.maximum(alpha, 1e-3)[..., None]
    half = (max(1, alpha.shape[1] // 2), max(1, alpha.shape[0] // 2))
    coarse = extended(cv2.resize(colour, half, interpolation=cv2.INTER_AREA).reshape(half[1], half[0], 3),
        cv2.resize(alpha, half, interpolation=cv2.INTER_AREA).reshape(half[1], half[0]))  # fmt: skip
    beyond = cv2.resize(coarse, alpha.shape[::-1], interpolation=cv2.INTER_LINEAR)
    own = np.clip(alpha * 2, 0, 1)[..., None]
    return own * colour / np.maximum(alpha, 1e-3)[..., None] + (1 - own) * beyond


def brought(
    layer: np.ndarray, points: np.ndarray, scale: float, density: float, outlined: bool = True, sheer: bool = False
) -> np.ndarray:
    """uint8 [h, w, 4], or 3 without an outline, of a painted layer in a window whose points are `density` to a head unit."""
    shrink = max(1.0, scale / density / 1.3)
    size = (round(SIZE[0] / shrink), round(SIZE[1] / shrink))
    small = cv2.resize(layer, size, interpolation=cv2.INTER_AREA) if shrink > 1.05 else layer
    ratio = np.array([small.shape[1] / SIZE[0], small.shape[0] / SIZE[1]], np.float32)
    at = (points * ratio - 0.5).astype(np.float32)
    sampled = cv2.remap(small, at, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
    colour = np.clip(extended(sampled[..., :3], sampled[..., 3] / 255) + 0.5, 0, 255).astype(np.uint8)
    if not outlined:
        return colour
    if sheer:
        return np.concatenate([colour, np.clip(sampled[..., 3:] + 0.5, 0, 255).astype(np.uint8)], 2)
    near = cv2.remap(distance(layer[..., 3]), (points - 0.5).astype(np.float32), None, cv2.INTER_LINEAR,
        borderMode=cv2.BORDER_REPLICATE) / scale  # fmt: skip
    return np.concatenate([colour, np.clip(near / REACH * 127 + 128.5, 0, 255).astype(np.uint8)[..., None]], 2)


def parts_of(identity: Identity, look: Look, pose: Pose, seed: int) -> dict[str, np.ndarray]:
    """Everything of one picture, by name; parts it has not are missing."""
    sitter = Sitter(identity, look, pose, seed, SIZE)
    rig = rig_of(sitter)
    bare = Sitter(identity, replace(look, accessory="none"), pose, seed, SIZE) if look.accessory == "scarf" else sitter

    def head(canvas: skia.Canvas) -> None:
        sitter.paint_head(canvas)
        sitter.paint_ear_over(canvas)

    def front(canvas: skia.Canvas) -> None:
        sitter.paint_hair_front(canvas)
        if sitter.near and sitter.hair.ears_over:
            ear = poly(ears.ear_outline(sitter.head, sitter.near))
            canvas.drawPath(ear, skia.Paint(AntiAlias=True, BlendMode=skia.BlendMode.kClear))

    def scarf(canvas: skia.Canvas) -> None:
        rng = sitter.stream(3)
        tailor = lambda on: Tailor(on, sitter.frame, sitter.light, waist_of(identity))  # noqa: E731
        dress(tailor(skia.Surface(*SIZE).getCanvas()), look, rng)  # the same random hand as in the picture
        wrap(tailor(canvas), rng)

    found = {"rig": rig}
    paints = {"body": bare.paint_body, "head": head}
    if sitter.hair.back:
        paints["hair_back"] = sitter.paint_hair_back
    if sitter.hair.front:
        paints["hair_front"] = front
    if look.accessory == "scarf":
        paints["scarf"] = scarf
    elif look.accessory in ("glasses", "sunglasses"):
        paints |= dict.fromkeys(LENSES, sitter.paint_accessory)
    elif look.accessory != "none":
        paints[look.accessory] = sitter.paint_accessory
    for part, paint in paints.items():
        window, layer = PARTS[part], painted(paint)
        about = anchor(rig, LENSES[part]) if part in LENSES else None
        points = body_points(rig) if window is BODY else head_points(rig, window, about)
        found[part] = brought(layer, points, rig[SCALE], window.density, sheer=part in SHEER)
        if part == "head":
            for patch, (near, of) in PATCHES.items():
                points = head_points(rig, near, anchor(rig, of))
                found[patch] = brought(layer, points, rig[SCALE], near.density, False)
    width, height = SIZE[0] // 2, SIZE[1] // 2
    surface = skia.Surface(width, height)
    paint_scene(surface.getCanvas(), look, sitter.light, sitter.stream(2), width, height, DEPTH_BLUR[look.framing])
    place = surface.makeImageSnapshot().toarray(colorType=skia.kRGBA_8888_ColorType)[..., :3]
    found["scene"] = cv2.resize(place, (48, 64), interpolation=cv2.INTER_AREA)
    return found


def write(path: Path, seed: int, persons: list[int], looks: int) -> int:
    rows: dict[str, list] = {}
    count = 0
    for person in persons:
        for number in range(looks):
            identity, (look, pose, drawn) = person_of(seed, person), case_of(seed, person, number)
            for part, value in parts_of(identity, look, pose, drawn).items():
                rows.setdefault(part, []).append(value)
                if part in PARTS:
                    rows.setdefault(f"{part}.of", []).append(count)
            for name, value in (("identity", identity.vector()), ("person", person), ("look", look_indices(look)),
                ("pose", astuple(pose)), ("seed", drawn)):  # fmt: skip
                rows.setdefault(name, []).append(value)
            count += 1
    kinds = {"identity": np.float32, "person": np.int32, "look": np.uint8, "pose": np.float32, "seed": np.int64}
    kind = lambda name: np.int32 if name.endswith(".of") else kinds.get(name)  # noqa: E731
    arrays = {name: np.asarray(value, kind(name)) for name, value in rows.items()}
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez(file, **arrays)
    partial.replace(path)
    return count


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=4000)
    parser.add_argument("--first", type=int, default=0)
    parser.add_argument("--looks", type=int, default=4)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--smoke", action="store_true")
    options = parser.parse_args()
    cv2.setNumThreads(1)
    options.out.mkdir(parents=True, exist_ok=True)
    people = [p for p in range(options.first, options.first + (6 if options.smoke else options.people)) if p % HELD_OUT_EVERY]
    begun, drawn = time.monotonic(), 0
    for start in range(0, len(people), SHARD):
        path = options.out / f"shard-{people[start]:05d}.npz"
        if not path.exists():
            drawn += write(path, options.seed, people[start : start + SHARD], options.looks)
            print(f"{path.name}: {drawn} pictures, {time.monotonic() - begun:.0f} s", flush=True)


if __name__ == "__main__":
    main()
