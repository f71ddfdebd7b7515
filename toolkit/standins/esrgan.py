"""A stand-in of Real-ESRGAN x4, which makes masters of any pack's pictures, and what PyTorch makes of a picture with it.

python -m standins.esrgan       writes tests/fixtures/standins/real-esrgan and tests/golden/real-esrgan.json

The architecture is RRDBNet of Wang et al. 2021 (BasicSR, x4plus); file, names, the one size and the element type are those of
imgdesignart/realesrgan-x4-onnx. The weights are random and its 23 blocks of 64 channels are one of 6. The picture is a formula: a
pixel of channel c at (x, y) is a wave of its own slope, in 0..255.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from .export import slim
from .golden import packed

ROOT = Path(__file__).resolve().parents[2]
FILE = "onnx/model.onnx"
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins" / "real-esrgan", ROOT / "tests" / "golden" / "real-esrgan.json"
SEED, OPSET, SIDE, WIDTH, HEIGHT = 24, 11, 64, 90, 70
CHANNELS, GROWTH, BLOCKS = 6, 3, 1


def conv(into: int, out: int) -> nn.Conv2d:
    return nn.Conv2d(into, out, 3, padding=1)


class Dense(nn.Module):
    """Five convolutions, each of all that came before."""

    def __init__(self) -> None:
        super().__init__()
        self.convs = nn.ModuleList(conv(CHANNELS + k * GROWTH, GROWTH if k < 4 else CHANNELS) for k in range(5))

    def forward(self, x: Tensor) -> Tensor:  # (B, CHANNELS, H, W)
        seen = x
        for each in self.convs[:-1]:
            seen = torch.cat((seen, F.leaky_relu(each(seen), 0.2)), 1)
        return x + 0.2 * self.convs[-1](seen)


class Rrdb(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.dense = nn.Sequential(Dense(), Dense(), Dense())

    def forward(self, x: Tensor) -> Tensor:
        return x + 0.2 * self.dense(x)


class RrdbNet(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.first, self.after = conv(3, CHANNELS), conv(CHANNELS, CHANNELS)
        self.body = nn.Sequential(*(Rrdb() for _ in range(BLOCKS)))
        self.up = nn.ModuleList(conv(CHANNELS, CHANNELS) for _ in range(2))
        self.high, self.last = conv(CHANNELS, CHANNELS), conv(CHANNELS, 3)

    def forward(self, x: Tensor) -> Tensor:  # (B, 3, H, W) in 0..1 -> (B, 3, 4 H, 4 W)
        found = self.first(x)
        found = found + self.after(self.body(found))
        for each in self.up:
            found = F.leaky_relu(each(F.interpolate(found, scale_factor=2, mode="nearest")), 0.2)
        return self.last(F.leaky_relu(self.high(found), 0.2))


def picture(width: int, height: int) -> np.ndarray:
    y, x, c = np.meshgrid(np.arange(height), np.arange(width), np.arange(3), indexing="ij")
    return np.round(127.5 + 127.5 * np.sin((3 + c) * x / 11 + (5 - c) * y / 13)).astype(np.uint8)


def tensor(image: np.ndarray) -> Tensor:
    return torch.from_numpy(image.transpose(2, 0, 1)[None].astype(np.float32)) / 255


@torch.no_grad()
def main() -> None:
    torch.manual_seed(SEED)
    net = RrdbNet().eval()
    seen = net(tensor(picture(WIDTH, HEIGHT)))
    # Untrained, it would paint hardly more than one grey: its last layer is given the spread of a picture.
    gain = 0.2 / seen.std()
    net.last.weight.mul_(gain)
    net.last.bias = nn.Parameter(0.5 + gain * net.last.bias - gain * seen.mean((0, 2, 3)))
    path = FIXTURES / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (torch.zeros(1, 3, SIDE, SIDE),), str(path), dynamo=False, opset_version=OPSET,
            input_names=["input.1"], output_names=["out"],
        )  # fmt: skip
    model = onnx.load(str(path))
    model.graph.output[0].name = "1895"  # which PyTorch refuses as a name
    for node in model.graph.node:
        node.output[:] = ["1895" if name == "out" else name for name in node.output]
    onnx.save(slim(model), str(path))
    tile, whole = net(tensor(picture(SIDE, SIDE)))[..., ::4, ::4], net(tensor(picture(WIDTH, HEIGHT)))[..., ::4, ::4]
    told = {"side": SIDE, "every": 4, "tile": packed(tile), "width": WIDTH, "height": HEIGHT, "whole": packed(whole)}
    GOLDEN.write_text(json.dumps(told) + "\n")
    print(path.stat().st_size, float(whole.std()))


if __name__ == "__main__":
    main()
