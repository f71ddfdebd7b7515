"""What diffusers draws with a stand-in: the words' embeddings, latents after every step of every scheduler, pixels at the end."""

import base64
from dataclasses import dataclass

import diffusers
import numpy as np
import torch
from diffusers import LatentConsistencyModelPipeline, StableDiffusionPipeline
from diffusers.schedulers import scheduling_euler_ancestral_discrete, scheduling_lcm

from atelier.golden_philox import normal

from .models import Networks
from .shapes import BETAS, HEIGHT, WIDTH, Standin

SEED, STEPS_STREAM = 1234, 1024
WORDS = "A portrait of a person with curly dark hair, don't smile; 35mm"


@dataclass(frozen=True)
class Case:
    scheduler: str  # class of diffusers
    config: dict
    sampler: dict  # the same, in the manifest's words
    steps: int
    guidance: float


DIFFUSION = {"betas": {"schedule": "scaled-linear", "first": 0.00085, "last": 0.012}, "trainSteps": 1000, "prediction": "epsilon"}


def spaced(spacing: str, offset: int = 1) -> tuple[dict, dict]:
    return {"timestep_spacing": spacing, "steps_offset": offset}, {"spacing": spacing, "offset": offset}


def case(scheduler: str, kind: str, spacing: str, steps: int, guidance: float, config: dict = {}, more: dict = {}) -> Case:  # noqa: B006
    theirs, ours = spaced(spacing)
    return Case(scheduler, theirs | config, {"kind": kind} | DIFFUSION | ours | more, steps, guidance)


KARRAS = ({"use_karras_sigmas": True}, {"karras": True})
FINAL = ({"set_alpha_to_one": False, "clip_sample": False}, {"finalAlphaOne": False})
PLAIN = ({"use_karras_sigmas": False}, {"karras": False})
LCM = Case("LCMScheduler", {"original_inference_steps": 50, "set_alpha_to_one": True, "clip_sample": False},
           {"kind": "lcm", **DIFFUSION, "originalSteps": 50}, 4, 8.0)  # fmt: skip

CASES: dict[str, tuple[Case, ...]] = {
    "sd15": (
        case("EulerDiscreteScheduler", "euler", "linspace", 4, 7.5, *PLAIN),
        case("EulerDiscreteScheduler", "euler", "leading", 4, 7.5, *KARRAS),
        case("EulerAncestralDiscreteScheduler", "euler-ancestral", "leading", 4, 7.5),
        case("DDIMScheduler", "ddim", "leading", 4, 7.5, *FINAL),
        case("DPMSolverMultistepScheduler", "dpmpp-2m", "leading", 4, 7.5, *KARRAS),
        case("UniPCMultistepScheduler", "unipc", "leading", 4, 7.5, *PLAIN),
    ),
    "sd-turbo": (case("EulerDiscreteScheduler", "euler", "trailing", 1, 1.0, *PLAIN),
                 case("EulerDiscreteScheduler", "euler", "trailing", 4, 1.0, *PLAIN)),
    "lcm": (LCM,),
    "sdxs": (case("EulerDiscreteScheduler", "euler", "trailing", 1, 1.0, *PLAIN),),
}  # fmt: skip


def noise(stream: int) -> torch.Tensor:
    return torch.from_numpy(normal(SEED, stream, 4 * HEIGHT * WIDTH)).reshape(1, 4, HEIGHT, WIDTH)


class Fresh:
    """Noise that schedulers ask for while they step, by address as the browser's engine has it."""

    def __init__(self) -> None:
        self.asked = 0

    def __call__(self, shape: tuple[int, ...], **_) -> torch.Tensor:
        self.asked += 1
        return noise(STEPS_STREAM + self.asked - 1).reshape(shape)


def packed(values: torch.Tensor) -> str:
    """Little-endian float32 in base64."""
    return base64.b64encode(values.detach().numpy().astype("<f4").tobytes()).decode()


def draw(standin: Standin, networks: Networks, tokenizer, chosen: Case) -> dict:
    scheduler = getattr(diffusers, chosen.scheduler)(**BETAS, prediction_type="epsilon", **chosen.config)
    kind = LatentConsistencyModelPipeline if standin.unet == "lcm" else StableDiffusionPipeline
    networks.vae.config.scaling_factor = standin.scale
    pipeline = kind(networks.vae, networks.text, tokenizer, networks.unet, scheduler, None, None, requires_safety_checker=False)
    pipeline.set_progress_bar_config(disable=True)
    fresh = Fresh()
    scheduling_lcm.randn_tensor = scheduling_euler_ancestral_discrete.randn_tensor = fresh
    latents: list[torch.Tensor] = []

    def keep(_pipeline, _step, _time, kept: dict) -> dict:
        latents.append(kept["latents"].clone())
        return kept

    picture = pipeline(
        WORDS, height=8 * HEIGHT, width=8 * WIDTH, num_inference_steps=chosen.steps, guidance_scale=chosen.guidance,
        latents=noise(0), output_type="np", callback_on_step_end=keep,
    ).images[0]  # fmt: skip
    pixels = np.round(255 * picture).astype(np.uint8)
    assert pixels.std() > 8, f"{standin.name}: a picture of nothing, {pixels.std()}"
    assert len(latents) == chosen.steps
    return {
        "sampler": chosen.sampler, "steps": chosen.steps, "guidance": chosen.guidance,
        "latents": [packed(each) for each in latents], "pixels": base64.b64encode(pixels.tobytes()).decode(),
    }  # fmt: skip


def record(standin: Standin, networks: Networks, tokenizer) -> dict:
    ids = tokenizer(WORDS, padding="max_length", max_length=77, truncation=True).input_ids
    empty = tokenizer("", padding="max_length", max_length=77, truncation=True).input_ids
    contexts = [networks.text(torch.tensor([each])).last_hidden_state for each in (ids, empty)]
    return {
        "ids": ids, "emptyIds": empty, "context": packed(contexts[0]), "emptyContext": packed(contexts[1]),
        "cases": [draw(standin, networks, tokenizer, each) for each in CASES[standin.name]],
    }  # fmt: skip
