"""The networks of a stand-in: diffusers' and transformers' own classes at toy width, seeded."""

from dataclasses import dataclass

import torch
from diffusers import AutoencoderKL, AutoencoderTiny, UNet2DConditionModel
from transformers import CLIPTextConfig, CLIPTextModel

from .shapes import LENGTH, Standin

TEXT_WIDTH, HEADS = 16, 4


@dataclass(frozen=True)
class Networks:
    text: CLIPTextModel
    unet: UNet2DConditionModel
    vae: AutoencoderKL | AutoencoderTiny


def text_encoder(kind: str, vocabulary: int) -> CLIPTextModel:
    config = CLIPTextConfig(
        vocab_size=vocabulary, hidden_size=TEXT_WIDTH, intermediate_size=2 * TEXT_WIDTH, num_hidden_layers=2,
        num_attention_heads=HEADS, max_position_embeddings=LENGTH, attn_implementation="eager",
        hidden_act="quick_gelu" if kind == "clip-l" else "gelu",
        bos_token_id=vocabulary - 2, eos_token_id=vocabulary - 1, pad_token_id=vocabulary - 1, initializer_range=0.3,
    )  # fmt: skip
    return CLIPTextModel(config)


def unet(kind: str) -> UNet2DConditionModel:
    """SD 1.5 and 2.1: four levels. LCM: the same, and told its guidance. SDXS: three levels, no middle."""
    common = {"in_channels": 4, "out_channels": 4, "layers_per_block": 1, "norm_num_groups": 4, "cross_attention_dim": TEXT_WIDTH,
              "attention_head_dim": 4}  # fmt: skip
    if kind == "sdxs":
        down = ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D")
        up = ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D")
        blocks = {"down_block_types": down, "up_block_types": up, "mid_block_type": None}
        return UNet2DConditionModel(**common, **blocks, block_out_channels=(8, 8, 16))
    cond = {"time_cond_proj_dim": 256} if kind == "lcm" else {}
    return UNet2DConditionModel(**common, block_out_channels=(8, 8, 8, 16), **cond)


def autoencoder(kind: str) -> AutoencoderKL | AutoencoderTiny:
    if kind == "tiny":
        return AutoencoderTiny(encoder_block_out_channels=(8,) * 4, decoder_block_out_channels=(8,) * 4)
    return AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, block_out_channels=(8,) * 4,
        norm_num_groups=4, layers_per_block=1, latent_channels=4,
    )  # fmt: skip


@torch.no_grad()
def build(standin: Standin, vocabulary: int) -> Networks:
    """Weights are what half precision can hold: the golden numbers are then those of the very weights that are shipped."""
    torch.manual_seed(sum(standin.name.encode()))
    parts = (text_encoder(standin.text, vocabulary), unet(standin.unet), autoencoder(standin.vae))
    for network in parts:
        network.eval().requires_grad_(False)
        for parameter in network.parameters():
            parameter.copy_((parameter * (1.0 if parameter.ndim < 2 else 1.6)).half().float())
    # It would otherwise say almost the same of everything.
    parts[1].conv_out.weight.mul_(4).copy_(parts[1].conv_out.weight.half().float())
    return Networks(*parts)
