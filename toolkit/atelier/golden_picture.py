"""A golden picture for the browser's engine: `python -m atelier.golden_picture` writes tests/golden/tiny-picture.json.

The toy pack of tests/fixtures/tiny, drawn by numpy and onnxruntime's native build: noise by address, shifted Euler, guidance, a
layer at another strength, identity and pose. What the app draws of the same request has to be this.
"""

import json
from itertools import pairwise
from pathlib import Path

import numpy as np
import onnxruntime

from .golden_philox import normal

ROOT = Path(__file__).resolve().parents[2]
TINY, OUT = ROOT / "tests" / "fixtures" / "tiny", ROOT / "tests" / "golden" / "tiny-picture.json"
SEED, STEPS, SHIFT, GUIDANCE, SCALE = 12345, 5, 2.0, 2.5, 0.8
HEIGHT, WIDTH, LATENT = 4, 3, 4
IDS, LOUD, STRENGTH = [2, 20, 33, 41, 50, 3], (3, 5), 1.3  # tokens 3 and 4 are a layer's, louder than trained
POSE = {"yaw": 20.0, "pitch": -7.5, "roll": 5.0, "gazeX": 0.3, "gazeY": -0.2, "mouth": 0.1, "eyes": 0.9}


def session(name: str):
    return onnxruntime.InferenceSession(str(TINY / f"{name}.onnx"), providers=["CPUExecutionProvider"])


def main() -> None:
    encoder, denoiser, decoder, projector = map(session, ("text_encoder", "denoiser", "vae_decoder", "identity_projector"))
    padded = lambda ids: np.array([ids + [0] * (16 - len(ids))], np.int64)  # noqa: E731
    context, empty = (encoder.run(None, {"input_ids": padded(ids)})[0] for ids in (IDS, [2, 3]))
    rows = slice(*LOUD)
    context[:, rows] = empty[:, rows] + STRENGTH * (context[:, rows] - empty[:, rows])

    prototype = np.sin(np.arange(12, dtype=np.float64))
    prototype = (prototype / np.linalg.norm(prototype)).astype(np.float32)
    names = [output.name for output in projector.get_outputs()]
    identity = dict(zip(names, projector.run(None, {"embedding": prototype[None]}), strict=True))
    pose = [POSE["yaw"] / 40, POSE["pitch"] / 15, POSE["roll"] / 10, *(POSE[k] for k in ("gazeX", "gazeY", "mouth", "eyes")), 1]
    fixed = identity | {"identity.scale": np.array([SCALE], np.float32), "pose": np.array([pose], np.float32)}

    even = np.linspace(1, 0, STEPS + 1)
    sigmas = SHIFT * even / (1 + (SHIFT - 1) * even)
    sample = normal(SEED, 0, LATENT * HEIGHT * WIDTH).reshape(1, LATENT, HEIGHT, WIDTH)
    for now, then in pairwise(sigmas):
        told = {"sample": sample, "timestep": np.array([now], np.float32)} | fixed
        with_words, without = (denoiser.run(None, told | {"context": words})[0] for words in (context, empty))
        sample = (sample + (then - now) * (without + GUIDANCE * (with_words - without))).astype(np.float32)
    image = decoder.run(None, {"latent": sample})[0]
    told = {
        "seed": SEED, "steps": STEPS, "guidance": GUIDANCE, "identityStrength": SCALE, "ids": IDS,
        "layer": {"from": LOUD[0], "to": LOUD[1], "strength": STRENGTH}, "pose": POSE,
        "size": {"width": WIDTH * 16, "height": HEIGHT * 16},
    }  # fmt: skip
    values = lambda array: [round(float(v), 5) for v in array.ravel()]  # noqa: E731
    OUT.write_text(json.dumps(told | {"latent": values(sample), "image": values(image[:, :, ::4, ::4])}) + "\n")


if __name__ == "__main__":
    main()
