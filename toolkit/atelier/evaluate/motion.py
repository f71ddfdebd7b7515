"""python -m atelier.evaluate motion --data DIR [--pairs 30] [--degrees 5] [--pack DIR] [--preset NAME]: does a sitter who turns
a little stay where the drawn one would?

Held-out people are drawn twice from one seed, identity and look, a few degrees of yaw apart, and drawn by the world in the same
two poses. Both pairs go through the same dense optical flow (DIS, Kroeger et al. 2016). Reads only ONNX files; writes
runs/motion.json. Lengths are mean over pixels, as a share of the picture's width:

  error, errorSitter    between the flows of the two pairs, over all pixels and over those of the drawn sitter
  still, stillSitter    what a pair that does not move at all would have: how far the drawn pair moves
  roundTrip             from the first drawing to the second and back: how far the drawn pair agrees with itself
  landmarks             between the flow of the drawn pair and where its five landmarks went: how far to trust the flow
  gain                  movement of the generated pair along the drawn one's, 1 where it goes as far
  cosine, cosineDrawn   between the two faces' embeddings
"""

import argparse
import json
from dataclasses import replace
from pathlib import Path

import cv2
import numpy as np

from .. import lexicon, manifest, people
from ..checkpoint import RUNS
from ..data import World
from ..export._file import PACK
from ..world import captions, draw
from .generator import Pipeline, pose_row
from .steps import pose_of

LIMIT = 20  # degrees: pairs begin within it, where both eyes are seen


def optical_flow(first: np.ndarray, second: np.ndarray) -> np.ndarray:
    """float32 (H, W, 2), px: where each pixel of the first went."""
    estimate = cv2.DISOpticalFlow.create(cv2.DISOPTICAL_FLOW_PRESET_MEDIUM)
    return estimate.calc(*(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY) for image in (first, second)), None)


def at(flow: np.ndarray, points: np.ndarray) -> np.ndarray:
    """The flow at points [..., N, 2], x and y in px; the border goes on outside of it."""
    maps = np.ascontiguousarray(points, np.float32).reshape(-1, *points.shape[-2:])
    return cv2.remap(flow, maps, None, cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE).reshape(points.shape)


def lengths(vectors: np.ndarray) -> np.ndarray:
    return np.linalg.norm(vectors, axis=-1)


def round_trip(there: np.ndarray, back: np.ndarray) -> np.ndarray:
    """(H, W), px: how far from where it began a pixel ends that goes there and back."""
    y, x = np.mgrid[: there.shape[0], : there.shape[1]]
    return lengths(there + at(back, np.stack([x, y], -1) + there))


def compared(drawn: list, generated: list[np.ndarray]) -> dict[str, float]:
    """drawn: the world's two Drawings; generated: two pictures of their size."""
    first, second = (each.image for each in drawn)
    there, back, found = optical_flow(first, second), optical_flow(second, first), optical_flow(*generated)
    sitter, width = drawn[0].labels.parsing > 0, first.shape[1]
    wrong, moved = lengths(found - there), lengths(there)
    before, after = (each.labels.landmarks for each in drawn)
    values = {
        "error": wrong.mean(), "errorSitter": wrong[sitter].mean(), "still": moved.mean(), "stillSitter": moved[sitter].mean(),
        "roundTrip": round_trip(there, back).mean(), "landmarks": lengths(at(there, before) - (after - before)).mean(),
    }  # fmt: skip
    shares = {name: float(value) / width for name, value in values.items()}
    return shares | {"gain": float((found * there)[sitter].sum() / max(1e-6, np.square(there)[sitter].sum()))}


def measure(world: World, pipeline: Pipeline, pairs: int, degrees: float, preset: dict, seed: int) -> tuple[dict, list[dict]]:
    """(means over the pairs, every pair)"""
    rng, held = np.random.default_rng(seed), world.held_out()
    rows = []
    for person in rng.permutation(np.unique(world.person[held]))[:pairs]:
        own = held[world.person[held] == person]
        i = int(own[0])
        centre = np.sum([pipeline.embed(world.image(k), world.landmarks[k]) for k in own[1:4]], 0)
        centre /= np.linalg.norm(centre)
        look, who = lexicon.look_of(world.look[i]), people.identity(world.identity[i])
        yaw = float(rng.uniform(-LIMIT, LIMIT - degrees))
        poses = [replace(pose_of(world.pose[i]), yaw=each) for each in (yaw, yaw + degrees)]
        drawn = [draw(who, look, pose, int(world.seed[i]), (384, 512)) for pose in poses]
        text = captions.compose(None, look, frozenset(captions.LOOK_FIELDS), rng)
        noise = rng.standard_normal((1, 16, 32, 24)).astype(np.float32)
        generated = [pipeline.draw(centre, text, pose_row(pose), noise, preset) for pose in poses]
        row = {"person": int(person), "yaw": yaw, **compared(drawn, generated)}
        kinds = {"cosine": generated, "cosineDrawn": [each.image for each in drawn]}
        for name, images in kinds.items():
            first, second = (pipeline.embed(image) for image in images)
            row[name] = float(first @ second) if first is not None and second is not None else None  # no face found
        rows.append(row)
    names = [name for name in rows[0] if name not in ("person", "yaw")]
    found = {name: [row[name] for row in rows if row[name] is not None] for name in names}
    return {name: float(np.mean(values)) if values else None for name, values in found.items()}, rows


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pairs", type=int, default=30)
    parser.add_argument("--degrees", type=float, default=5, help="of yaw between the two")
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--preset", default="standard", choices=list(manifest.PRESETS))
    parser.add_argument("--threads", type=int, default=2)
    parser.add_argument("--seed", type=int, default=0)
    parser.add_argument("--out", type=Path, default=RUNS / "motion.json")
    parser.add_argument("--smoke", action="store_true", help="one pair")
    options = parser.parse_args(arguments)
    pairs, preset = 1 if options.smoke else options.pairs, manifest.PRESETS[options.preset]
    pipeline = Pipeline(options.pack, options.threads)
    means, rows = measure(World(options.data), pipeline, pairs, options.degrees, preset, options.seed)
    table = {"pairs": len(rows), "degrees": options.degrees, "preset": options.preset, **means}
    options.out.parent.mkdir(parents=True, exist_ok=True)
    whole = {**table, "rows": rows}
    options.out.write_text(json.dumps(json.loads(json.dumps(whole), parse_float=rounded), indent=1) + "\n")
    print(json.dumps(table, indent=1))


def rounded(number: str) -> float:
    return round(float(number), 5)
