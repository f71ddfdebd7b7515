"""python -m atelier.evaluate steps --data DIR [--minutes 6] [--pack DIR] [--shift S] [--all]: quality against steps and guidance.

Held-out drawings are drawn again from their own look and pose and the person's other pictures, the same noise at every setting.
A picture goes through all settings before the next one begins, so that whenever the time is over they have all drawn the same; on
a core of its own that takes it a quarter of a minute. Reads only ONNX files; writes runs/steps.json and prints a table.

  hair, colour, outfit, scene   mean probability that the judge gives to what was asked, and of the drawings themselves beside
  rank-1                        share whose nearest person of all held-out ones is the right one
  cosine                        to the person's other pictures, as a share of the drawings' own
  sharpness                     variance of the Laplacian of the luma, as a share of the drawing's (geometric mean)
"""

import argparse
import json
import time
from dataclasses import dataclass
from pathlib import Path

import cv2
import numpy as np

from .. import lexicon, manifest
from ..checkpoint import RUNS
from ..data import World
from ..export._file import PACK
from ..world import captions, params
from .generator import Pipeline, judged, pose_row

STEPS = (1, 2, 4, 8, 12, 20, 35)
GUIDANCE = (1.0, 1.5, 2.8, 5.0)
# Guidance acts on layout, which few steps show; many steps are walked without it and with what the strongest preset would use.
SPARSE = {steps: (1.0, 2.8) for steps in (12, 20, 35)}
JUDGED = ("hair", "hair_colour", "outfit", "scene")


@dataclass(frozen=True)
class Setting:
    steps: int
    guidance: float


def settings(whole: bool) -> list[Setting]:
    return [Setting(steps, guidance) for steps in STEPS for guidance in (GUIDANCE if whole else SPARSE.get(steps, GUIDANCE))]


def sharpness(image: np.ndarray) -> float:
    """Variance of the Laplacian of the luma."""
    return float(cv2.Laplacian(cv2.cvtColor(image, cv2.COLOR_RGB2GRAY).astype(np.float32), cv2.CV_32F).var())


def probabilities(logits: list[np.ndarray], looks: np.ndarray) -> dict[str, np.ndarray]:
    """Of each judged attribute, what the judge gives to the true class: [N]. logits as `judged` has them, looks [N, 9]."""
    found = {}
    for k, name in enumerate(lexicon.CLASSES):
        if name in JUDGED:
            powers = np.exp(logits[k] - logits[k].max(1, keepdims=True))
            found[name] = (powers / powers.sum(1, keepdims=True))[np.arange(len(looks)), looks[:, k]]
    return found


def pose_of(row: np.ndarray) -> params.Pose:
    return params.Pose(*(float(value) for value in row))


def row_of(setting: Setting | None, drawn: dict, truth: dict) -> dict:
    """One line of the table. drawn: images, faces (rows or None), who, looks, seconds; truth: images, everybody's centres."""
    count = len(drawn["images"])
    sure = probabilities(judged(drawn["images"]), drawn["looks"])
    # A face that is not found is nobody's.
    near = np.array([0 * truth["centres"][:, 0] if face is None else truth["centres"] @ face for face in drawn["faces"]])
    own = near[np.arange(count), drawn["who"]]
    right = (near.argmax(1) == drawn["who"]) & (own > 0)
    pairs = zip(drawn["images"], truth["images"], strict=True)
    ratio = np.log([sharpness(image) / sharpness(real) for image, real in pairs])
    return {
        "steps": setting.steps if setting else None, "guidance": setting.guidance if setting else None, "pictures": count,
        **{name: float(values.mean()) for name, values in sure.items()},
        "rank1": float(right.mean()), "cosine": float(own.mean()), "sharpness": float(np.exp(ratio.mean())),
        "seconds": drawn["seconds"] / count,
    }  # fmt: skip


def measure(world: World, pipeline: Pipeline, chosen: list[Setting], minutes: float, seed: int) -> list[dict]:
    """The drawings' own line, then one of each setting."""
    rng, held = np.random.default_rng(seed), world.held_out()
    persons = list(dict.fromkeys(world.person[held].tolist()))
    own = {person: held[world.person[held] == person] for person in persons}
    # the first picture of a person is drawn again; the others are their references
    centres = np.stack([
        np.sum([pipeline.embed(world.image(i), world.landmarks[i]) for i in own[person][1:4]], 0) for person in persons
    ])  # fmt: skip
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    empty = lambda: {"images": [], "faces": [], "who": [], "looks": [], "seconds": 0.0}  # noqa: E731
    real, drawn = empty(), [empty() for _ in chosen]
    started = time.monotonic()
    for who in rng.permutation(len(persons)):
        i = int(own[persons[who]][0])
        pose, look = pose_row(pose_of(world.pose[i])), lexicon.look_of(world.look[i])
        text = captions.compose(None, look, frozenset(captions.LOOK_FIELDS), rng)
        noise = rng.standard_normal((1, 16, 32, 24)).astype(np.float32)
        for setting, found in zip([None, *chosen], [real, *drawn], strict=True):
            start = time.perf_counter()
            image = world.image(i) if setting is None else pipeline.draw(centres[who], text, pose, noise, vars(setting))
            found["seconds"] += time.perf_counter() - start
            found["images"].append(image)
            found["faces"].append(pipeline.embed(image))
            found["who"].append(int(who))
            found["looks"].append(world.look[i])
        passed = time.monotonic() - started
        if passed * (1 + 1 / len(real["who"])) > 60 * minutes:
            break
    for found in (real, *drawn):
        found["looks"] = np.array(found["looks"], np.int64)
    truth = {"centres": centres, "images": real["images"]}
    rows = [row_of(None, real, truth)] + [row_of(setting, found, truth) for setting, found in zip(chosen, drawn, strict=True)]
    for row in rows[::-1]:
        row["cosine"] /= rows[0]["cosine"]
    return rows


def table(rows: list[dict]) -> str:
    """Markdown."""
    names = (
        "steps",
        "guidance",
        "hair style",
        "hair colour",
        "outfit",
        "scene",
        "rank-1",
        "cosine share",
        "sharpness",
        "seconds",
    )
    lines = [f"| {' | '.join(names)} |", "|" + "---:|" * len(names)]
    for row in rows:
        of = (f"{row['steps']}", f"{row['guidance']:g}") if row["steps"] else ("drawings", "")
        shares = [f"{100 * row[name]:.0f} %" for name in (*JUDGED, "rank1")]
        seconds = f"{row['seconds']:.2f}" if row["steps"] else ""
        lines.append("| " + " | ".join([*of, *shares, f"{row['cosine']:.2f}", f"{row['sharpness']:.2f}", seconds]) + " |")
    return "\n".join(lines)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=6)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--shift", type=float, default=manifest.SHIFT)
    parser.add_argument("--all", action="store_true", help="every guidance at every number of steps")
    parser.add_argument("--seed", type=int, default=0)
    options = parser.parse_args(arguments)
    manifest.SHIFT = options.shift
    rows = measure(World(options.data), Pipeline(options.pack, 1), settings(options.all), options.minutes, options.seed)
    RUNS.mkdir(parents=True, exist_ok=True)
    (RUNS / "steps.json").write_text(json.dumps({"shift": options.shift, "rows": rows}, indent=1) + "\n")
    print(f"{rows[0]['pictures']} pictures at each setting, shift {options.shift:g}\n\n{table(rows)}")
