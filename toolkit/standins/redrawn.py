"""What diffusers draws of a picture that is there already: all of it, or where a mask lets it, latents after every step.

The U-Nets are the four-channel ones of the stand-ins, so that a mask works as diffusers' inpainting has it for those: what is
held is put back after every step. Diffusers leaves the first of the steps out; the app spaces its steps within what is left. The
cases are those where both walk the same ones.
"""

import diffusers
import torch
from diffusers.pipelines.latent_consistency_models import pipeline_latent_consistency_img2img as consistent
from diffusers.pipelines.stable_diffusion import pipeline_stable_diffusion_img2img as whole
from diffusers.pipelines.stable_diffusion import pipeline_stable_diffusion_inpaint as within
from diffusers.schedulers import scheduling_lcm

from . import words
from .golden import DIFFUSION, FINAL, LCM, PLAIN, WORDS, Case, Fresh, case, noise, packed
from .models import build
from .shapes import BETAS, HEIGHT, STANDINS, WIDTH

STRENGTH, TAKEN = 0.5, 4  # steps that are walked
CASES: dict[str, Case] = {
    "sd15": case("DDIMScheduler", "ddim", "leading", TAKEN, 7.5, *FINAL),
    "sd-turbo": case("EulerDiscreteScheduler", "euler", "trailing", TAKEN, 1.0, *PLAIN),
    "lcm": LCM,
    "sdxs": case("EulerDiscreteScheduler", "euler", "trailing", TAKEN, 1.0, *PLAIN),
}
assert DIFFUSION["trainSteps"] == BETAS["num_train_timesteps"]


def free_cells() -> torch.Tensor:
    """[1, 1, h, w]: the upper left quarter may change, and a cell of the right edge."""
    cells = torch.zeros(1, 1, HEIGHT, WIDTH)
    cells[..., : HEIGHT // 2, : WIDTH // 2] = 1
    cells[..., HEIGHT - 3, WIDTH - 1] = 1
    return cells


def draw(pipeline, chosen: Case, latent: torch.Tensor, masked: bool) -> list[torch.Tensor]:
    pipeline.set_progress_bar_config(disable=True)
    for module in (whole, within, consistent):
        module.randn_tensor = lambda *_, **__: noise(0)
    scheduling_lcm.randn_tensor = Fresh()
    kept: list[torch.Tensor] = []

    def keep(_pipeline, _step, _time, told: dict) -> dict:
        kept.append(told["latents"].clone())
        return told

    leaves_out = not isinstance(pipeline, consistent.LatentConsistencyModelImg2ImgPipeline)
    # Of the picture in pixels only its size is asked: its latent is given.
    where = {"mask_image": free_cells().repeat_interleave(8, 2).repeat_interleave(8, 3), "masked_image_latents": latent,
             "height": 8 * HEIGHT, "width": 8 * WIDTH} if masked else {}  # fmt: skip
    steps = round(chosen.steps / STRENGTH) if leaves_out else chosen.steps
    pipeline(
        WORDS, image=latent, strength=STRENGTH, num_inference_steps=steps,
        guidance_scale=chosen.guidance, output_type="latent", callback_on_step_end=keep, **where,
    )  # fmt: skip
    assert len(kept) == chosen.steps, f"{len(kept)} steps"
    return kept


def cases(latent: torch.Tensor) -> list[dict]:
    """latent (1, 4, h, w), as it is walked."""
    from .__main__ import FIXTURES

    found = []
    for standin in STANDINS:
        tokenizer = words.tokenizer(FIXTURES / "tokenizer", standin.pad)
        networks, chosen = build(standin, len(tokenizer)), CASES[standin.name]
        networks.unet.register_to_config(sample_size=64)  # these pipelines ask for one
        for masked in (False, True):
            if masked and standin.unet == "lcm":
                continue  # diffusers has no inpainting for it
            scheduler = getattr(diffusers, chosen.scheduler)(**BETAS, prediction_type="epsilon", **chosen.config)
            parts = (networks.vae, networks.text, tokenizer, networks.unet, scheduler, None, None)
            if standin.unet == "lcm":
                pipeline = consistent.LatentConsistencyModelImg2ImgPipeline(*parts, requires_safety_checker=False)
            else:
                kind = within.StableDiffusionInpaintPipeline if masked else whole.StableDiffusionImg2ImgPipeline
                pipeline = kind(*parts, requires_safety_checker=False)
            latents = draw(pipeline, chosen, latent, masked)
            found.append({
                "pack": standin.name, "sampler": chosen.sampler, "steps": chosen.steps, "guidance": chosen.guidance,
                "strength": STRENGTH, "free": free_cells().flatten().int().tolist() if masked else None,
                "latents": [packed(each) for each in latents],
            })  # fmt: skip
    return found
