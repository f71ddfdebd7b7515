"""Golden pictures for the browser's engine: `python -m atelier.golden`.

Writes tests/golden/text-to-image.json, and image-to-image.json for what is drawn again (golden_edit.py).

The whole loop over the exported graphs in onnxruntime for Python, two steps with guidance: Philox noise, tokens, context,
identity, pose, denoiser, decoder. Every stage leaves its mean, deviation and first numbers, so that a difference names its stage.
The pack's revision is kept: other weights, other numbers.
"""

import argparse
import json
from pathlib import Path

import numpy as np

from . import golden_edit, manifest, prior
from .evaluate.generator import Pipeline
from .export._file import PACK
from .flow import sigmas
from .golden_philox import normal

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "text-to-image.json"
PROMPT = "a portrait of someone, long red curls, a black leather jacket, neon street at night, soft smile"
SEED, STEPS, GUIDANCE, SIZE = 999_999, 2, 1.5, (18, 16)  # latent height and width: a small picture
POSE = (0.25, -0.2, 0.1, 0.3, 0.0, 0.0, 0.85, 1.0)  # in the graph's units


def summary(array: np.ndarray) -> dict:
    flat = array.reshape(-1).astype(np.float64)
    return {"shape": list(array.shape), "mean": float(flat.mean()), "deviation": float(flat.std()), "first": flat[:8].tolist()}


def revision() -> str:
    return json.loads(manifest.MANIFEST.read_text())["packs"][0]["revision"]


def conditions(pipeline: Pipeline, pack: Path) -> tuple[np.ndarray, dict]:
    """The mean person's embedding, and what the denoiser is told besides words."""
    mean = prior.read(pack / "prior.json")["mean"]
    embedding = (mean / np.linalg.norm(mean)).astype(np.float32)[None]
    told = pipeline.run("identity_projector", {"embedding": embedding})
    return embedding, told | {"identity.scale": np.ones(1, np.float32), "pose": np.array([POSE], np.float32)}


def edits(pipeline: Pipeline, pack: Path) -> dict:
    """Pictures drawn again; what they are told is that of `case`."""
    _, told = conditions(pipeline, pack)
    contexts = (pipeline.context(PROMPT), pipeline.context(""))
    cases = []
    for each in golden_edit.CASES:
        found = golden_edit.stages(
            pipeline, told, contexts, SIZE, SEED, STEPS, manifest.SHIFT, GUIDANCE, each["strength"], each["masked"]
        )
        cases.append(each | {"stages": {name: summary(value) for name, value in found.items()}})
    return {"revision": revision(), "cases": cases}


def case(pipeline: Pipeline, pack: Path) -> dict:
    embedding, told = conditions(pipeline, pack)
    context, empty = pipeline.context(PROMPT), pipeline.context("")
    height, width = SIZE
    sample = normal(SEED, 0, 16 * height * width).reshape(1, 16, height, width)
    stages = {"noise": summary(sample), "context": summary(context), "identity.v.0": summary(told["identity.v.0"])}
    levels = sigmas(STEPS, manifest.SHIFT)
    for i in range(STEPS):
        at = told | {"sample": sample, "timestep": levels[i : i + 1]}
        asked, away = (pipeline.run("denoiser", at | {"context": each})["prediction"] for each in (context, empty))
        sample = sample + (levels[i + 1] - levels[i]) * (away + np.float32(GUIDANCE) * (asked - away))
        stages[f"sample.{i + 1}"] = summary(sample)
    stages["image"] = summary(pipeline.run("vae_decoder", {"latent": sample})["image"])
    return {
        "revision": revision(), "prompt": PROMPT,
        "ids": pipeline.words.encode(PROMPT).ids, "embedding": embedding[0].tolist(), "seed": SEED, "steps": STEPS,
        "shift": manifest.SHIFT, "guidance": GUIDANCE, "pose": list(POSE), "width": 16 * width, "height": 16 * height,
        "stages": stages,
    }  # fmt: skip


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    pipeline = Pipeline(options.pack, threads=1)
    options.out.write_text(json.dumps(case(pipeline, options.pack)) + "\n")
    options.out.with_name("image-to-image.json").write_text(json.dumps(edits(pipeline, options.pack)) + "\n")


if __name__ == "__main__":
    main()
