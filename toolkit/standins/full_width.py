"""Networks of the packs at their own width, with random weights in half precision: what a device has to load and run.

python -m standins.full_width FOLDER sdxs|sd15      writes FOLDER/text_encoder.onnx, unet.onnx and vae_decoder.onnx

For `npm run bench:full-pack`, never committed: 880 MB and 2.1 GB. Names, element types and files are the repository's, one file a
graph; the latent's height and width are free, so that a small picture can be drawn too. What they draw means nothing.
"""

import argparse
import warnings
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from diffusers import AutoencoderKL, AutoencoderTiny, UNet2DConditionModel
from torch import Tensor, nn
from transformers import CLIPTextConfig, CLIPTextModel

from atelier.golden_unet import spread

from .export import OPSET

SIDE, LENGTH, SEED, BLOCK = 8, 77, 15, 1 << 22


@dataclass(frozen=True)
class Size:
    """As in the repositories' own config.json; parameters were counted against the files' bytes."""

    unet: dict
    tiny: bool  # whether TAESD decodes
    batch: int | None  # of the U-Net, where it is fixed
    time: torch.dtype


ATTENTION = {"in_channels": 4, "out_channels": 4, "cross_attention_dim": 768, "attention_head_dim": 8, "norm_num_groups": 32}
SIZES = {
    # skillsafeai/sdxs-512-dreamshaper-onnx-webgpu: 315.7 million weights
    "sdxs": Size(
        ATTENTION | {
            "block_out_channels": (320, 640, 1280), "layers_per_block": 1, "mid_block_type": None,
            "down_block_types": ("DownBlock2D", "CrossAttnDownBlock2D", "CrossAttnDownBlock2D"),
            "up_block_types": ("CrossAttnUpBlock2D", "CrossAttnUpBlock2D", "UpBlock2D"),
        }, True, 1, torch.float32,
    ),
    # microsoft/stable-diffusion-v1.5-webnn: 859.5 million
    "sd15": Size(ATTENTION | {"block_out_channels": (320, 640, 1280, 1280), "layers_per_block": 2}, False, 2, torch.int64),
}  # fmt: skip


class Text(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.net = CLIPTextModel(CLIPTextConfig(
            vocab_size=49408, hidden_size=768, intermediate_size=3072, num_hidden_layers=12, num_attention_heads=12,
            max_position_embeddings=LENGTH, hidden_act="quick_gelu", attn_implementation="eager", eos_token_id=49407,
        ))  # fmt: skip

    def forward(self, ids: Tensor) -> Tensor:
        return self.net(ids).last_hidden_state.float()


class Denoise(nn.Module):
    def __init__(self, size: Size) -> None:
        super().__init__()
        self.net = UNet2DConditionModel(**size.unet)

    def forward(self, sample: Tensor, timestep: Tensor, context: Tensor) -> Tensor:
        return self.net(sample.half(), timestep, context.half(), return_dict=False)[0].float()


class Decode(nn.Module):
    def __init__(self, size: Size) -> None:
        super().__init__()
        self.net = AutoencoderTiny() if size.tiny else AutoencoderKL(
            up_block_types=("UpDecoderBlock2D",) * 4, down_block_types=("DownEncoderBlock2D",) * 4,
            block_out_channels=(128, 256, 512, 512), layers_per_block=2, latent_channels=4,
        )  # fmt: skip

    def forward(self, latent: Tensor) -> Tensor:
        return self.net.decode(latent.half(), return_dict=False)[0].float()


def filled(make) -> nn.Module:
    """The network in half precision, its weights noise; never held in single."""
    with torch.device("meta"):
        net = make().half()
    kept = {name: buffer.shape for name, buffer in net.named_buffers()}
    net = net.to_empty(device="cpu").eval().requires_grad_(False)
    for name, shape in kept.items():  # positions are the one buffer
        assert name.endswith("position_ids"), name
        net.get_buffer(name).copy_(torch.arange(shape[-1]).expand(shape))
    noise = torch.from_numpy(np.random.default_rng(SEED).standard_normal(2 * BLOCK, dtype=np.float32))
    for i, (name, parameter) in enumerate(net.named_parameters()):
        mean, deviation = spread(name, tuple(parameter.shape))
        flat, first = parameter.view(-1), 1 + i  # the exporter makes one of equal ones
        for start in range(0, flat.numel(), BLOCK):
            part = flat[start : start + BLOCK]
            part.copy_(noise[first : first + part.numel()] * deviation + mean)
    return net


def write(net: nn.Module, inputs: dict[str, Tensor], output: str, free: dict, path: Path) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, tuple(inputs.values()), str(path), dynamo=False, opset_version=OPSET, input_names=list(inputs),
            output_names=[output], dynamic_axes=free, do_constant_folding=False,
        )  # fmt: skip
    print(path.name, path.stat().st_size, flush=True)


@torch.no_grad()
def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    parser.add_argument("pack", choices=SIZES)
    asked = parser.parse_args()
    size, batch = SIZES[asked.pack], SIZES[asked.pack].batch
    plane = {2: "height", 3: "width"}
    latent, image = ("latent", "image") if size.tiny else ("latent_sample", "sample")
    write(filled(Text), {"input_ids": torch.randint(0, 49000, (batch, LENGTH))}, "last_hidden_state", {},
          asked.folder / "text_encoder.onnx")  # fmt: skip
    write(filled(lambda: Decode(size)), {latent: torch.randn(1, 4, SIDE, SIDE)}, image, {latent: plane},
          asked.folder / "vae_decoder.onnx")  # fmt: skip
    write(filled(lambda: Denoise(size)), {
        "sample": torch.randn(batch, 4, SIDE, SIDE), "timestep": torch.full((batch,), 999, dtype=size.time),
        "encoder_hidden_states": torch.randn(batch, LENGTH, 768),
    }, "out_sample", {"sample": plane}, asked.folder / "unet.onnx")  # fmt: skip


if __name__ == "__main__":
    main()
