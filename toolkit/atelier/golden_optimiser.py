"""Golden numbers of learning's steps: `python -m atelier.golden_optimiser` writes tests/golden/optimiser.json.

PyTorch's Adam on single-precision tensors, its gradients clipped together by their norm, its rate warmed up in a line and then
let down along half a cosine; identity tokens and deltas at rates of their own. The gradients are Philox noise, one stream a step
and tensor, some far beyond the clip.
"""

import json
import math

import torch
from torch.optim.lr_scheduler import LambdaLR

from .golden_philox import normal
from .golden_unet import OUT

SEED, STEPS, WARM_UP, CLIP = 5, 24, 6, 1.0
RATES = {"identity.k.0": 0.03, "delta.query.a": 0.003}
LENGTHS = {"identity.k.0": 6, "delta.query.a": 4}
LOUD = 20.0  # every fourth gradient, so often as it is clipped hard; the others are small


def share(step: int) -> float:
    return (step + 1) / WARM_UP if step < WARM_UP else 0.5 * (1 + math.cos(math.pi * (step - WARM_UP) / (STEPS - WARM_UP)))


def main() -> None:
    names = list(RATES)
    tensors = {name: torch.from_numpy(normal(SEED, i, LENGTHS[name]).copy()) for i, name in enumerate(names)}
    for tensor in tensors.values():
        tensor.requires_grad_()
    optimiser = torch.optim.Adam([{"params": [tensors[name]], "lr": RATES[name]} for name in names])
    schedule = LambdaLR(optimiser, share)
    shares, after = [], []
    for step in range(STEPS):
        for i, name in enumerate(names):
            noise = normal(SEED, len(names) * (step + 1) + i, LENGTHS[name]) * (LOUD if step % 4 == 0 else 0.05)
            tensors[name].grad = torch.from_numpy(noise.astype("float32"))
        torch.nn.utils.clip_grad_norm_(list(tensors.values()), CLIP)
        shares.append(schedule.get_last_lr()[0] / RATES[names[0]])
        optimiser.step()
        schedule.step()
        after.append({name: tensor.tolist() for name, tensor in tensors.items()})
    golden = {"seed": SEED, "steps": STEPS, "warmUp": WARM_UP, "clip": CLIP, "loud": LOUD, "rates": RATES, "lengths": LENGTHS,
              "shares": shares, "after": after}  # fmt: skip
    (OUT / "optimiser.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
