"""Draw what the upscaler learns from: `python -m atelier.upscaler_data --people 600 --out data/large`, resumable, `--smoke`.

Every person is drawn once at 1536x2048 and shrunk to 384x512. DIR/shard-00000.npz holds squares of PEOPLE_A_SHARD people, half of
them around the face, each the one of two tries that bicubic interpolation misses by more; np.savez, uncompressed:

  large   uint8 [n, 192, 192, 3]    of the drawing
  plain   uint8 [n, 48, 48, 3]      of the shrunk drawing
  coded   uint8 [n, 48, 48, 3]      of decode(encode(shrunk))
  noisy   uint8 [n, 48, 48, 3]      the same with some noise on the latent, as a denoiser leaves
  person  int32 [n]

Pictures depend only on (seed, person), and people are those of `atelier.draw`.
"""

import argparse
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

from .draw import case_of, person_of
from .export._file import PACK
from .upscaler_net import SCALE
from .world import draw

LARGE, SMALL = (1536, 2048), (384, 512)  # width, height
SIDE = 48  # px of a square of the small picture
SQUARES = 24  # of one person
PEOPLE_A_SHARD = 20
NOISE = 0.15  # largest deviation of the noise on latents, whose own is 1


class Coder:
    """The shipped autoencoder."""

    def __init__(self, threads: int = 1):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        self.encoder, self.decoder = (
            ort.InferenceSession(str(PACK / f"vae_{name}.onnx"), options) for name in ("encoder", "decoder")
        )

    def encode(self, image: np.ndarray) -> np.ndarray:
        """uint8 (H, W, 3) -> [1, 16, H/16, W/16]"""
        return self.encoder.run(None, {"image": (image.transpose(2, 0, 1)[None] / 127.5 - 1).astype(np.float32)})[0]

    def decode(self, latent: np.ndarray) -> np.ndarray:
        (image,) = self.decoder.run(None, {"latent": latent})
        return np.clip((image[0].transpose(1, 2, 0) + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8)


def shrink(large: np.ndarray) -> np.ndarray:
    return cv2.resize(large, SMALL, interpolation=cv2.INTER_AREA)


def bicubic(small: np.ndarray) -> np.ndarray:
    height, width = small.shape[:2]
    return cv2.resize(small, (SCALE * width, SCALE * height), interpolation=cv2.INTER_CUBIC)


def large_drawing(seed: int, person: int) -> tuple[np.ndarray, np.ndarray]:
    """uint8 (2048, 1536, 3), and the face's box x, y, w, h in its pixels."""
    look, pose, picture_seed = case_of(seed, person, 0)
    drawing = draw(person_of(seed, person), look, pose, picture_seed, LARGE)
    return drawing.image, drawing.labels.face_box


def places(missed: np.ndarray, box: np.ndarray, rng: np.random.Generator) -> list[tuple[int, int]]:
    """Tops and lefts of squares, px of the small picture; missed is bicubic's squared error there (512, 384)."""
    x, y, w, h = box / SCALE
    limit = np.array([SMALL[1] - SIDE, SMALL[0] - SIDE])

    def tried(face: bool) -> tuple[int, int]:
        middle = rng.uniform((y, x), (y + h, x + w)) if face else rng.uniform((0, 0), SMALL[::-1])
        top, left = np.clip(middle - SIDE / 2, 0, limit).astype(int).tolist()
        return top, left

    error = lambda at: float(missed[at[0] : at[0] + SIDE, at[1] : at[1] + SIDE].sum())  # noqa: E731
    return [max((tried(k % 2 == 0) for _ in range(2)), key=error) for k in range(SQUARES)]


def squares(seed: int, person: int, coder: Coder) -> dict[str, np.ndarray]:
    rng = np.random.default_rng([seed, person, 7])
    large, box = large_drawing(seed, person)
    plain = shrink(large)
    latent = coder.encode(plain)
    noise = rng.uniform(0, NOISE) * rng.standard_normal(latent.shape).astype(np.float32)
    small = {"plain": plain, "coded": coder.decode(latent), "noisy": coder.decode((latent + noise).astype(np.float32))}
    missed = shrink(np.square(bicubic(plain).astype(np.float32) - large).mean(2))
    chosen = places(missed, np.asarray(box), rng)

    def cut(image: np.ndarray, scale: int) -> np.ndarray:
        side = SIDE * scale
        return np.stack([image[t * scale : t * scale + side, left * scale : left * scale + side] for t, left in chosen])

    rows = {name: cut(image, 1) for name, image in small.items()}
    return rows | {"large": cut(large, SCALE), "person": np.full(SQUARES, person, np.int32)}


def write(out: Path, first: int, last: int, seed: int, coder: Coder) -> None:
    path = out / f"shard-{first // PEOPLE_A_SHARD:05d}.npz"
    if path.exists():
        return
    rows = [squares(seed, person, coder) for person in range(first, last)]
    partial = path.with_suffix(".partial")
    with partial.open("wb") as file:
        np.savez(file, **{name: np.concatenate([row[name] for row in rows]) for name in rows[0]})
    partial.replace(path)
    print(f"{path.name}: people {first} to {last - 1}", flush=True)


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=600)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--smoke", action="store_true", help="two people")
    options = parser.parse_args()
    people = 2 if options.smoke else options.people
    options.out.mkdir(parents=True, exist_ok=True)
    coder = Coder()
    for first in range(0, people, PEOPLE_A_SHARD):
        write(options.out, first, min(first + PEOPLE_A_SHARD, people), options.seed, coder)


if __name__ == "__main__":
    main()
