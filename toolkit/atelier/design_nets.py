"""Three denoisers of one cost to choose between: a convolutional U-Net, the shipped hybrid, a transformer on patches.

All read 2x2 patches of the same preconditioned latent and hint, know their places by the same Fourier basis, and are told the
same things; each takes of text and identity what its kind can: the U-Net pooled in its modulation, the others by attention too.
Widths are such that one step of each costs about the same in ONNX Runtime on one core (`cost` in designs.py measures it). Nothing
here knows of noise schedules, targets or training.
"""

from dataclasses import dataclass, fields

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import people
from .projector import Tensors
from .text import POOL, attend
from .unet import LEFT, PLANE, POSE, Denoiser, DenoiserConfig, coordinates, fourier, grid, grow, perceptron, planes, waves

LATENT = 16
PATCH = 4 * LATENT


@dataclass(frozen=True)
class Told:
    """What a batch is told: hint [B, 16, h, w], context [B, 64, 192], person [B, 38], scale [B] 0 or 1, pose [B, 8]."""

    hint: Tensor
    context: Tensor
    person: Tensor
    scale: Tensor
    pose: Tensor

    def __getitem__(self, rows) -> "Told":
        return Told(*(getattr(self, field.name)[rows] for field in fields(self)))


class Design(nn.Module):
    inner: tuple[str, ...]  # modules whose matrices are hidden ones, for Muon

    def forward(self, sample: Tensor, t: Tensor, told: Told) -> Tensor:
        """The flow velocity noise - x0 of sample [B, 16, h, w] at t [B]."""
        raise NotImplementedError

    def hidden(self) -> list[nn.Parameter]:
        """Matrices and kernels that mix channels inside the network."""
        return [
            p
            for name, p in self.named_parameters()
            if p.ndim in (2, 4) and p.shape[1] > 1 and name.startswith(self.inner) and "modulate" not in name
        ]


class Trunk(Design):
    """Patches of what the hint leaves over, preconditioned as in Denoiser.forward; the body is the subclass's."""

    def __init__(self, width: int, signal: int):
        super().__init__()
        self.width = width
        self.time, self.pose, self.words = perceptron(64, signal), perceptron(POSE, signal), perceptron(192, signal)
        self.person = perceptron(people.SIZE, signal)
        self.enter, self.where = nn.Linear(2 * PATCH + 2, width), nn.Linear(PLANE, width, bias=False)
        self.leave = nn.Linear(width, PATCH)
        for part in (self.where.weight, self.leave.weight, self.leave.bias):
            nn.init.zeros_(part)

    def body(self, x: Tensor, signal: Tensor, told: Told) -> Tensor:
        """x [B, H, W, width] -> the same"""
        raise NotImplementedError

    def forward(self, sample: Tensor, t: Tensor, told: Told) -> Tensor:
        at = t.view(-1, 1, 1, 1)
        spread = (at * at + LEFT * LEFT * (1 - at) * (1 - at)).sqrt()
        rest = sample - (1 - at) * told.hint
        present = told.pose[:, POSE - 1 :]
        signal = F.silu(
            self.time(waves(t))
            + self.pose(told.pose * present) * present
            + self.words(told.context.sum(1) / POOL)
            + told.scale[:, None] * self.person(told.person)
        )
        patches = grid(F.pixel_unshuffle(torch.cat([rest / spread, told.hint], 1), 2))
        places = coordinates(patches)
        x = self.enter(torch.cat([patches, places], -1)) + self.where(fourier(places[:1]))
        x = self.body(x, signal, told)
        out = F.pixel_shuffle(planes(self.leave(F.layer_norm(x, (self.width,)))), 2)
        return (at - LEFT * LEFT * (1 - at)) / (spread * spread) * rest + LEFT * out / spread - told.hint


class Convolutions(nn.Module):
    """Two 3x3 convolutions, modulated between, on planes (Dhariwal & Nichol 2021)."""

    def __init__(self, width: int, signal: int):
        super().__init__()
        self.norm1, self.norm2 = nn.GroupNorm(8, width), nn.GroupNorm(8, width, affine=False)
        self.first, self.second = nn.Conv2d(width, width, 3, padding=1), nn.Conv2d(width, width, 3, padding=1)
        self.modulate = nn.Linear(signal, 2 * width)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.modulate.bias)
        nn.init.normal_(self.second.weight, std=0.02)

    def forward(self, x: Tensor, signal: Tensor) -> Tensor:
        stretch, shift = self.modulate(signal)[..., None, None].chunk(2, 1)
        inner = self.norm2(self.first(F.silu(self.norm1(x)))) * (1 + stretch) + shift
        return x + self.second(F.silu(inner))


class ConvolutionalUNet(Trunk):
    """Two levels of convolutions, as the hybrid has them."""

    inner = ("down", "shrink", "bottom", "grow", "join", "up")

    def __init__(self, widths: tuple[int, int] = (144, 272), blocks: tuple[int, int, int] = (2, 2, 2), signal: int = 256):
        wide, low = widths
        super().__init__(wide, signal)
        of = zip((wide, low, wide), blocks, strict=True)
        self.down, self.bottom, self.up = (nn.ModuleList(Convolutions(width, signal) for _ in range(n)) for width, n in of)
        self.shrink = nn.Conv2d(wide, low, 3, stride=2, padding=1)
        self.grow, self.join = nn.Linear(low, 4 * wide), nn.Linear(2 * wide, wide)

    def body(self, x: Tensor, signal: Tensor, told: Told) -> Tensor:
        x1 = planes(x)
        for block in self.down:
            x1 = block(x1, signal)
        x2 = self.shrink(x1)
        for block in self.bottom:
            x2 = block(x2, signal)
        x1 = grid(x1)
        x1 = planes(self.join(torch.cat([x1, grow(self.grow(grid(x2)), x1)], -1)))
        for block in self.up:
            x1 = block(x1, signal)
        return grid(x1)


class Layer(nn.Module):
    """Attention to all patches, to text and person, and a perceptron, adaLN-modulated (Peebles & Xie 2023), on [B, N, C]."""

    def __init__(self, width: int, head: int, signal: int):
        super().__init__()
        self.width, self.head = width, head
        self.qkv, self.query, self.text_kv = nn.Linear(width, 3 * width), nn.Linear(width, width), nn.Linear(192, 2 * width)
        self.outs = nn.ModuleList(nn.Linear(width, width) for _ in range(3))  # of itself, the text, the person
        self.up, self.down = nn.Linear(width, 4 * width), nn.Linear(4 * width, width)
        self.modulate = nn.Linear(signal, 6 * width)
        for last in (*self.outs, self.down):
            nn.init.normal_(last.weight, std=0.02)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.modulate.bias)

    def heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, self.width // self.head, self.head).transpose(1, 2)

    def attend(self, out: int, q: Tensor, k: Tensor, v: Tensor) -> Tensor:
        return self.outs[out](attend(self.heads(q), self.heads(k), self.heads(v)).transpose(1, 2).flatten(2))

    def norm(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, (self.width,))

    def forward(self, x: Tensor, signal: Tensor, told: Told, key: Tensor, value: Tensor) -> Tensor:
        stretch1, shift1, gate1, stretch2, shift2, gate2 = self.modulate(signal)[:, None].chunk(6, -1)
        x = x + (1 + gate1) * self.attend(0, *self.qkv(self.norm(x) * (1 + stretch1) + shift1).chunk(3, -1))
        q = self.query(self.norm(x))
        x = x + self.attend(1, q, *self.text_kv(told.context).chunk(2, -1))
        x = x + told.scale[:, None, None] * self.attend(2, q, key, value)
        inner = self.norm(x) * (1 + stretch2) + shift2
        return x + (1 + gate2) * self.down(F.gelu(self.up(inner), approximate="tanh"))


class PatchTransformer(Trunk):
    inner = ("layers",)

    def __init__(self, width: int = 128, layers: int = 5, head: int = 32, signal: int = 256):
        super().__init__(width, signal)
        self.layers = nn.ModuleList(Layer(width, head, signal) for _ in range(layers))
        self.tensors = Tensors(people.SIZE, [width] * layers)

    def body(self, x: Tensor, signal: Tensor, told: Told) -> Tensor:
        shape, x = x.shape, x.flatten(1, 2)
        for layer, key, value in zip(self.layers, *self.tensors(told.person), strict=True):
            x = layer(x, signal, told, key, value)
        return x.view(shape)


class Ready(nn.Module):
    """In the place of the denoiser's own hint: it comes finished, as what the hint would be told of the rig."""

    def forward(self, attributes: Tensor, person: Tensor, pose: Tensor, rig: Tensor) -> Tensor:
        return rig


class Hybrid(Design):
    """The shipped denoiser, its hint given."""

    inner = ("net.down", "net.shrink", "net.bottom", "net.grow", "net.join", "net.up")

    def __init__(self, config: DenoiserConfig | None = None):
        super().__init__()
        self.net = Denoiser(config)
        self.net.hint = Ready()
        self.net.namer.requires_grad_(False)  # its answer only reaches the hint
        self.tensors = Tensors(people.SIZE, self.net.config.identity_widths)

    def forward(self, sample: Tensor, t: Tensor, told: Told) -> Tensor:
        keys, values = self.tensors(told.person)
        return self.net(sample, t, told.context, keys, values, told.scale, told.pose, told.hint)


DESIGNS = {"convolutional U-Net": ConvolutionalUNet, "hybrid (shipped)": Hybrid, "patch transformer": PatchTransformer}
