"""Golden flow-match Euler loops for the browser's engine, walked by diffusers.

    pip install diffusers && python -m atelier.golden_flow      writes tests/golden/flow-euler.json

The network is tanh(A x) + t, so that a wrong sample or a wrong time at any step shows in all later ones.
"""

import json
from pathlib import Path

import numpy as np
import torch
from diffusers import FlowMatchEulerDiscreteScheduler

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "flow-euler.json"
CASES = ((1, 1.0), (8, 1.0), (20, 3.0), (28, 1.5))  # (steps, shift)
SIZE = 6


def walk(steps: int, shift: float, generator: torch.Generator) -> dict:
    scheduler = FlowMatchEulerDiscreteScheduler(shift=shift)
    scheduler.set_timesteps(sigmas=np.linspace(1.0, 1.0 / steps, steps))
    sample = torch.randn(SIZE, generator=generator)
    matrix = torch.randn(SIZE, SIZE, generator=generator) / SIZE**0.5
    start, samples = sample.tolist(), []
    for sigma, timestep in zip(scheduler.sigmas, scheduler.timesteps, strict=False):
        sample = scheduler.step(torch.tanh(matrix @ sample) + sigma, timestep, sample).prev_sample
        samples.append(sample.tolist())
    return {
        "steps": steps,
        "shift": shift,
        "sigmas": scheduler.sigmas.tolist(),
        "start": start,
        "matrix": matrix.tolist(),
        "samples": samples,
    }


def main() -> None:
    generator = torch.Generator().manual_seed(0)
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(json.dumps({"cases": [walk(steps, shift, generator) for steps, shift in CASES]}) + "\n")


if __name__ == "__main__":
    main()
