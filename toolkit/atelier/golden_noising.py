"""Golden numbers of what a diffusion is taught: noisy samples, targets, and how much each time counts.

    pip install diffusers && python -m atelier.golden_noising      writes tests/golden/noising.json

The samples and velocities are those of diffusers' DDPMScheduler; the weights are min-SNR-5 (Hang et al. 2023) over its
compute_snr, as diffusers' train_text_to_image.py takes them for either prediction.
"""

import json

import torch
from diffusers import DDPMScheduler
from diffusers.training_utils import compute_snr

from .golden_philox import normal
from .golden_unet import OUT

GAMMA, SEED, LENGTH = 5.0, 11, 12
TIMES = (0, 1, 17, 140, 261, 500, 741, 981, 999)
WALKS = (("scaled-linear", 0.00085, 0.012), ("linear", 0.0001, 0.02))


def walk(schedule: str, first: float, last: float, predicts: str) -> dict:
    kind = "v_prediction" if predicts == "v" else "epsilon"
    scheduler = DDPMScheduler(1000, first, last, schedule.replace("-", "_"), prediction_type=kind)
    picture, noise = (torch.from_numpy(normal(SEED, stream, LENGTH)).expand(len(TIMES), -1) for stream in (0, 1))
    times = torch.tensor(TIMES)
    snr = compute_snr(scheduler, times)
    weight = snr.clamp(max=GAMMA) / (snr + 1 if predicts == "v" else snr)
    sample = scheduler.add_noise(picture, noise, times)
    target = scheduler.get_velocity(picture, noise, times) if predicts == "v" else noise
    return {
        "sampler": {"betas": {"schedule": schedule, "first": first, "last": last}, "trainSteps": 1000, "prediction": predicts},
        "weight": weight.tolist(), "sample": sample.tolist(), "target": target.tolist(),
    }  # fmt: skip


def main() -> None:
    walks = [walk(*betas, predicts) for betas in WALKS for predicts in ("epsilon", "v")]
    golden = {"seed": SEED, "length": LENGTH, "gamma": GAMMA, "times": list(TIMES), "walks": walks}
    (OUT / "noising.json").write_text(json.dumps(golden) + "\n")


if __name__ == "__main__":
    main()
