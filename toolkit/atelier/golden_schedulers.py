"""Golden walks of every scheduler for diffusions, walked by diffusers.

    pip install diffusers && python -m atelier.golden_schedulers      writes tests/golden/schedulers.json

The network is 0.3 x + 0.1 sin(t / 100), so that a wrong model input or a wrong time at any step shows in all later ones. Fresh
noise is given, not drawn: the same numbers are in the file.
"""

import json
from math import sin
from pathlib import Path

import diffusers
import torch
from diffusers.schedulers import scheduling_euler_ancestral_discrete, scheduling_lcm

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "schedulers.json"
STEPS = (1, 4, 10, 25)
SIZE = 4
BETAS = {"schedule": "scaled-linear", "first": 0.00085, "last": 0.012}  # of Stable Diffusion 1 and 2

# What the browser is told of a scheduler, and what diffusers calls it.
NAMES = {
    "euler": "EulerDiscreteScheduler",
    "euler-ancestral": "EulerAncestralDiscreteScheduler",
    "ddim": "DDIMScheduler",
    "dpmpp-2m": "DPMSolverMultistepScheduler",
    "unipc": "UniPCMultistepScheduler",
    "lcm": "LCMScheduler",
}
KEYS = {
    "spacing": "timestep_spacing",
    "offset": "steps_offset",
    "karras": "use_karras_sigmas",
    "finalAlphaOne": "set_alpha_to_one",
    "originalSteps": "original_inference_steps",
}
LEADING = {"spacing": "leading", "offset": 1}
TRAILING = {"spacing": "trailing", "offset": 0}
LINSPACE = {"spacing": "linspace", "offset": 0}
CASES = (
    {"kind": "euler", "prediction": "epsilon", **TRAILING, "karras": False},
    {"kind": "euler", "prediction": "epsilon", **LINSPACE, "karras": False},
    {"kind": "euler", "prediction": "epsilon", **LEADING, "karras": True},
    {"kind": "euler", "prediction": "v", **LEADING, "karras": False},
    {"kind": "euler-ancestral", "prediction": "epsilon", **LEADING},
    {"kind": "euler-ancestral", "prediction": "v", **TRAILING},
    {"kind": "ddim", "prediction": "epsilon", **LEADING, "finalAlphaOne": False},
    {"kind": "ddim", "prediction": "v", **TRAILING, "finalAlphaOne": True},
    {"kind": "ddim", "prediction": "epsilon", **LINSPACE, "finalAlphaOne": False},
    {"kind": "dpmpp-2m", "prediction": "epsilon", **LEADING, "karras": True},
    {"kind": "dpmpp-2m", "prediction": "epsilon", **LINSPACE, "karras": False},
    {"kind": "dpmpp-2m", "prediction": "v", **TRAILING, "karras": False},
    {"kind": "unipc", "prediction": "epsilon", **LEADING, "karras": False},
    {"kind": "unipc", "prediction": "epsilon", **LINSPACE, "karras": True},
    {"kind": "unipc", "prediction": "v", **TRAILING, "karras": False},
    {"kind": "lcm", "prediction": "epsilon", "originalSteps": 50},
    {"kind": "lcm", "prediction": "v", "originalSteps": 50},
)


def build(case: dict) -> diffusers.SchedulerMixin:
    config = {KEYS[key]: value for key, value in case.items() if key in KEYS}
    prediction = {"epsilon": "epsilon", "v": "v_prediction"}[case["prediction"]]
    if case["kind"] in ("ddim", "lcm"):
        config["clip_sample"] = False
    return getattr(diffusers, NAMES[case["kind"]])(
        num_train_timesteps=1000,
        beta_schedule=BETAS["schedule"].replace("-", "_"),
        beta_start=BETAS["first"],
        beta_end=BETAS["last"],
        prediction_type=prediction,
        **config,
    )


def rounded(values: torch.Tensor, digits: int = 6) -> list[float]:
    return [round(value, digits) for value in values.double().tolist()]


def walk(case: dict, steps: int, generator: torch.Generator) -> dict:
    scheduler = build(case)
    scheduler.set_timesteps(steps)
    noises = torch.randn(steps + 2, SIZE, generator=generator).round(decimals=4)  # of the start, of a picture, of every step
    fresh = iter(noises[2:])
    for module in (scheduling_euler_ancestral_discrete, scheduling_lcm):
        module.randn_tensor = lambda *_, **__: next(fresh)[None]
    middle = steps // 2
    noised = scheduler.add_noise(noises[1][None], noises[0][None], scheduler.timesteps[middle][None])[0]
    start = sample = noises[0][None] * scheduler.init_noise_sigma
    samples = []
    for timestep in scheduler.timesteps:
        seen = scheduler.scale_model_input(sample, timestep)
        sample = scheduler.step(0.3 * seen + 0.1 * sin(float(timestep) / 100), timestep, sample).prev_sample
        samples.append(rounded(sample[0]))
    return {
        "steps": steps,
        "timesteps": rounded(scheduler.timesteps, 4),
        "sigmas": rounded(scheduler.sigmas) if hasattr(scheduler, "sigmas") else None,
        "noises": [rounded(noise, 4) for noise in noises],
        "start": rounded(start[0]),
        "noised": rounded(noised),
        "samples": samples,
    }


def main() -> None:
    generator = torch.Generator().manual_seed(0)
    cases = [
        {"sampler": {**case, "betas": BETAS, "trainSteps": 1000}, "walks": [walk(case, steps, generator) for steps in STEPS]}
        for case in CASES
    ]
    OUT.write_text(json.dumps({"cases": cases}) + "\n")


if __name__ == "__main__":
    main()
