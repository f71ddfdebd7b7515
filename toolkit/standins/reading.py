"""Stand-ins of what reads photographs back, an encoder of latents and a parser, and what diffusers makes of them.

python -m standins.reading      writes tests/fixtures/standins/reading and tests/golden/reading.json

The encoder is exported as nmkd/stable-diffusion-1.5-onnx-fp16 has it, by diffusers' own script in half precision: its output is
drawn by chance from what was read, with a node that nobody can seed. The golden latent is the middle of that, AutoencoderKL's
mode. The parser has the border of MediaPipe's multiclass selfie segmenter after tf2onnx: pixels first, channels last, six
classes; its parts lie where those of a portrait do.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import AutoencoderKL
from torch import Tensor, nn
from torch.nn import functional

from atelier.golden_philox import normal

from .export import slim
from .golden import packed
from .redrawn import cases
from .shapes import HEIGHT, WIDTH

ROOT = Path(__file__).resolve().parents[2]
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins" / "reading", ROOT / "tests" / "golden" / "reading.json"
ENCODER, PARSER = "vae_encoder/model.onnx", "selfie_multiclass_256x256.onnx"
SEED, SIDE, EVERY = 78, 256, 16
SCALE = 0.18215
OPSETS = {ENCODER: 14, PARSER: 17}  # the repositories'


class Encode(nn.Module):
    """diffusers' script: `vae_encoder.encode(sample)[0].sample()`."""

    def __init__(self, net: AutoencoderKL) -> None:
        super().__init__()
        self.net = net

    def forward(self, sample: Tensor) -> Tensor:
        return self.net.encode(sample, return_dict=False)[0].sample()


class Parse(nn.Module):
    """Logits that lie where a portrait's parts do, and move a little with what is seen."""

    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Conv2d(3, 6, 5, padding=2)
        self.where = nn.Parameter(torch.zeros(1, 6, 16, 16))
        for row in range(16):
            for column in range(16):
                across, down = (column + 0.5) / 16 - 0.5, (row + 0.5) / 16
                face = (across / 0.24) ** 2 + ((down - 0.42) / 0.24) ** 2 < 1
                hair = (across / 0.34) ** 2 + ((down - 0.36) / 0.34) ** 2 < 1 and down < 0.6
                clothes = down > 0.72 and abs(across) < 0.12 + 0.9 * (down - 0.6)
                neck = abs(across) < 0.14 and 0.6 < down <= 0.72
                part = 3 if face else 1 if hair else 4 if clothes else 2 if neck else 0
                self.where.data[0, part, row, column] = 4

    def forward(self, pixels: Tensor) -> Tensor:
        seen = self.seen(pixels.permute(0, 3, 1, 2))  # [1, 6, SIDE, SIDE]
        where = functional.interpolate(self.where, size=(SIDE, SIDE), mode="bilinear", align_corners=False)
        return (seen + where).permute(0, 2, 3, 1)


def export(
    net: nn.Module, given: Tensor, file: str, border: tuple[str, str], free: dict[int, str], beside: str = ""
) -> onnx.ModelProto:
    path = FIXTURES / beside / file
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (given,), str(path), dynamo=False, opset_version=OPSETS[file],
            input_names=[border[0]], output_names=[border[1]], dynamic_axes={border[0]: free} if free else None,
        )  # fmt: skip
    model = slim(onnx.load(str(path)))
    onnx.save(model, str(path))
    return model


def autoencoder() -> AutoencoderKL:
    """What half precision can hold, with a latent of a picture's spread that chance would move by a third."""
    net = AutoencoderKL(
        down_block_types=("DownEncoderBlock2D",) * 4, up_block_types=("UpDecoderBlock2D",) * 4, block_out_channels=(8,) * 4,
        norm_num_groups=4, layers_per_block=1, latent_channels=4,
    ).eval()  # fmt: skip
    net.quant_conv.weight[:4] *= 20
    for parameter in net.parameters():
        parameter.copy_(parameter.half().float())
    return net


@torch.no_grad()
def main() -> None:
    torch.manual_seed(SEED)
    net, parser = autoencoder(), Parse().eval()
    # Whole levels of eight bits: the browser begins with the same picture.
    height, width = 8 * HEIGHT, 8 * WIDTH
    levels = np.clip(np.round(127.5 + 60 * normal(SEED, 0, 3 * height * width)), 0, 255).reshape(3, height, width)
    image = torch.from_numpy(levels / 127.5 - 1).float()[None]
    mode = SCALE * net.encode(image).latent_dist.mode()
    assert mode.std() > 0.1, f"a latent of nothing, {mode.std()}"
    free = {0: "batch", 1: "channels", 2: "height", 3: "width"}
    border = ("sample", "latent_sample")
    export(Encode(net), image, ENCODER, border, free, "exact")
    redrawn = cases(mode)
    model = export(Encode(net).half(), image.half(), ENCODER, border, free)
    assert any(node.op_type == "RandomNormalLike" for node in model.graph.node), "nothing is left to chance"
    seen = np.clip(np.round(127.5 + 60 * normal(SEED, 1, 3 * SIDE * SIDE)), 0, 255).reshape(1, SIDE, SIDE, 3)
    pixels = torch.from_numpy(seen / 255).float()
    export(parser, pixels, PARSER, ("input_29", "Identity"), {})
    logits = parser(pixels)[:, ::EVERY, ::EVERY].permute(0, 3, 1, 2).contiguous()
    told = {"seed": SEED, "latent": packed(mode), "cases": redrawn, "every": EVERY, "logits": packed(logits)}
    GOLDEN.write_text(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
