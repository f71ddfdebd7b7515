"""The denoiser: a U-Net over 2x2 patches of latents that is told the noise level, the text, who it is and how the head is turned.

Two levels (h/2, h/4). Every block mixes neighbours with a depthwise convolution and channels with a gated-residual MLP
modulated by adaLN (Peebles & Xie 2023); the lower level and the first block back up attend to text and identity, the lower one
also to itself. Identity enters as keys and values next to the text's (Ye et al. 2023, IP-Adapter) and, pooled, in the modulation.
A plane Fourier basis tells every position where it is, at any size. The flow starts from the hint of hint.py. It knows nothing
of schedules, tokens or embeddings.
"""

import math
from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import unsaid
from .hint import ATTRIBUTES, PERSON, Hint, probabilities
from .text import POOL, attend

POSE = 8  # yaw/40, pitch/15, roll/10, gaze x, gaze y, mouth, eyes, presence
IDENTITY_TOKENS = 4
WAVES = 6  # per axis, up to six half periods over the picture
PLANE = (1 + 2 * WAVES) ** 2
LEFT = 0.47  # standard deviation of a latent less its hint
DECIDED = 8.0  # what was not said is decided for one of the possibilities, rather than blurred over all of them


@dataclass(frozen=True)
class DenoiserConfig:
    latent: int = 16
    context: int = 192
    widths: tuple[int, int] = (192, 256)
    down: int = 2
    bottom: int = 2
    up: int = 2
    expand: tuple[int, int] = (2, 4)
    head: int = 32
    modulation: int = 256

    @property
    def identity_widths(self) -> list[int]:
        """Channels of each identity attention, in order."""
        return [self.widths[1]] * self.bottom + [self.widths[0]]


class Block(nn.Module):
    """On a grid [B, H, W, C]; `attention` lists what it attends to besides its neighbours."""

    def __init__(self, config: DenoiserConfig, width: int, expand: int, attends_self: bool, attends_out: bool):
        super().__init__()
        self.width, self.head = width, config.head
        self.neighbours = nn.Conv2d(width, width, 3, padding=1, groups=width)
        self.modulate = nn.Linear(config.modulation, 3 * width)
        nn.init.zeros_(self.modulate.weight)
        nn.init.zeros_(self.modulate.bias)
        self.up, self.down = nn.Linear(width, expand * width), nn.Linear(expand * width, width)
        nn.init.normal_(self.down.weight, std=0.02)
        self.attends_self, self.attends_out = attends_self, attends_out
        if attends_self:
            self.self_qkv, self.self_out = nn.Linear(width, 3 * width), nn.Linear(width, width)
            nn.init.normal_(self.self_out.weight, std=0.02)
        if attends_out:
            self.query, self.text_kv = nn.Linear(width, width), nn.Linear(config.context, 2 * width)
            self.text_out, self.identity_out = nn.Linear(width, width), nn.Linear(width, width)
            nn.init.normal_(self.text_out.weight, std=0.02)
            nn.init.normal_(self.identity_out.weight, std=0.02)

    def heads(self, x: Tensor) -> Tensor:
        """[B, N, C] -> [B, heads, N, C/heads]"""
        b, n, c = x.shape
        return x.view(b, n, c // self.head, self.head).transpose(1, 2)

    def merge(self, x: Tensor) -> Tensor:
        return x.transpose(1, 2).flatten(2)

    def norm(self, x: Tensor) -> Tensor:
        return F.layer_norm(x, (self.width,))

    def forward(
        self, x: Tensor, signal: Tensor, context: Tensor, key: Tensor | None, value: Tensor | None, scale: Tensor
    ) -> Tensor:
        b, h, w, c = x.shape
        x = (x + self.neighbours(x.permute(0, 3, 1, 2)).permute(0, 2, 3, 1)).reshape(b, h * w, c)
        if self.attends_self:
            q, k, v = (self.heads(part) for part in self.self_qkv(self.norm(x)).chunk(3, -1))
            x = x + self.self_out(self.merge(attend(q, k, v)))
        if self.attends_out:
            q = self.heads(self.query(self.norm(x)))
            k, v = (self.heads(part) for part in self.text_kv(context).chunk(2, -1))
            person = self.identity_out(self.merge(attend(q, self.heads(key), self.heads(value))))
            x = x + self.text_out(self.merge(attend(q, k, v))) + scale * person
        stretch, shift, gate = self.modulate(signal)[:, None].chunk(3, -1)
        inner = self.norm(x) * (1 + stretch) + shift
        x = x + (1 + gate) * self.down(F.gelu(self.up(inner), approximate="tanh"))
        return x.view(b, h, w, c)


class Denoiser(nn.Module):
    """The flow velocity noise - x0 of a noisy latent; see `forward`."""

    def __init__(self, config: DenoiserConfig | None = None):
        super().__init__()
        self.config = config = config or DenoiserConfig()
        wide, low = config.widths
        signal = config.modulation
        patch = 4 * config.latent
        self.time, self.pose, self.words = perceptron(64, signal), perceptron(POSE, signal), perceptron(config.context, signal)
        self.person = perceptron(IDENTITY_TOKENS * config.identity_widths[0], signal)
        self.namer = nn.Linear(config.context, sum(ATTRIBUTES) + PERSON)  # what the text asks for, and whom
        self.hint = Hint(POSE)
        self.enter = nn.Linear(2 * patch + 2, wide)
        self.where = nn.ModuleList(nn.Linear(PLANE, width, bias=False) for width in (wide, low, wide))
        for place in self.where:
            nn.init.zeros_(place.weight)
        self.down = nn.ModuleList(Block(config, wide, config.expand[0], False, False) for _ in range(config.down))
        self.shrink = nn.Conv2d(wide, low, 3, stride=2, padding=1)
        self.bottom = nn.ModuleList(Block(config, low, config.expand[1], True, True) for _ in range(config.bottom))
        self.grow = nn.Linear(low, 4 * wide)
        self.join = nn.Linear(2 * wide, wide)
        self.up = nn.ModuleList(Block(config, wide, config.expand[0], False, i == 0) for i in range(config.up))
        self.leave = nn.Linear(wide, patch)
        nn.init.zeros_(self.leave.weight)
        nn.init.zeros_(self.leave.bias)

    def forward(
        self, sample: Tensor, timestep: Tensor, context: Tensor, keys: list[Tensor], values: list[Tensor], scale: Tensor,
        pose: Tensor, rig: Tensor | None = None,
    ) -> Tensor:  # fmt: skip
        """sample [B, 16, h, w], h and w even; timestep [B] in 0..1; context [B, 64, 192]; keys and values [B, 4, C_i]; scale [1]
        or [B]; pose [B, 8]."""
        scale = scale.view(-1, 1, 1)
        who, asked = scale[:, 0], self.namer(context.sum(1) / POOL)
        named, described = asked.split([sum(ATTRIBUTES), PERSON], -1)
        attributes = probabilities(named * DECIDED)
        if not self.training:
            pose = unsaid.posed(pose, attributes)
        present = pose[:, POSE - 1 :]
        signal = F.silu(
            self.time(waves(timestep))
            + self.pose(pose * present) * present
            + self.words(context.sum(1) / POOL)
            + scale[:, 0] * self.person(values[0].flatten(1))
        )
        people = iter(zip(keys, values, strict=True))

        def run(blocks: nn.ModuleList, x: Tensor) -> Tensor:
            for block in blocks:
                key, value = next(people) if block.attends_out else (None, None)
                x = block(x, signal, context, key, value, scale)
            return x

        person = who * values[0][:, 0, :PERSON] + (1 - who) * described
        hint = resize(self.hint(attributes, person, pose * present, rig), sample)
        if self.training:  # the hint and what it is told have losses of their own; a person is learned through it as well
            hint = hint.detach()

        # What is left of the sample without the hint, preconditioned as in Karras et al. 2022 so that nothing has to be copied.
        t = timestep.view(-1, 1, 1, 1)
        spread = (t * t + LEFT * LEFT * (1 - t) * (1 - t)).sqrt()
        rest = sample - (1 - t) * hint
        patches = grid(F.pixel_unshuffle(torch.cat([rest / spread, hint], 1), 2))
        places = coordinates(patches)
        plane = fourier(places[:1])
        x1 = run(self.down, self.enter(torch.cat([patches, places], -1)) + self.where[0](plane))
        x2 = grid(self.shrink(planes(x1)))
        x2 = run(self.bottom, x2 + self.where[1](fourier(coordinates(x2[:1]))))
        x1 = run(self.up, self.join(torch.cat([x1, grow(self.grow(x2), x1)], -1)) + self.where[2](plane))
        out = F.pixel_shuffle(planes(self.leave(F.layer_norm(x1, (self.config.widths[0],)))), 2)
        return (t - LEFT * LEFT * (1 - t)) / (spread * spread) * rest + LEFT * out / spread - hint


def resize(hint: Tensor, like: Tensor) -> Tensor:
    """The hint at the size of `like`."""
    return F.interpolate(hint, size=like.shape[2:], mode="bilinear", align_corners=False)


def perceptron(enter: int, width: int) -> nn.Sequential:
    return nn.Sequential(nn.Linear(enter, width), nn.SiLU(), nn.Linear(width, width))


def grid(x: Tensor) -> Tensor:
    """[B, C, H, W] -> [B, H, W, C]"""
    return x.permute(0, 2, 3, 1)


def planes(x: Tensor) -> Tensor:
    """[B, H, W, C] -> [B, C, H, W]"""
    return x.permute(0, 3, 1, 2)


def grow(x: Tensor, like: Tensor) -> Tensor:
    """Depth to space by 2 on a grid, cropped to the size of `like` (an odd side was rounded up on the way down)."""
    b, h, w, c = x.shape
    x = x.view(b, h, w, 2, 2, c // 4).permute(0, 1, 3, 2, 4, 5).reshape(b, 2 * h, 2 * w, c // 4)
    return x[:, : like.shape[1], : like.shape[2]]


def coordinates(x: Tensor) -> Tensor:
    """[B, H, W, C] -> [B, H, W, 2], y and x in -1..1, through running sums so that a graph of any size can compute them."""
    one = torch.ones_like(x[..., :1])
    axes = []
    for axis in (1, 2):
        rank = one.cumsum(axis)
        axes.append((2 * rank - 1) / rank.amax(axis, keepdim=True) - 1)
    return torch.cat(axes, -1)


def fourier(places: Tensor) -> Tensor:
    """[B, H, W, 2] -> [B, H, W, 169]: products of 1, sines and cosines along both axes. Without them a network this small spends
    its first thousands of steps on finding out where things are."""
    half_turns = torch.arange(1, WAVES + 1, device=places.device) * (math.pi / 2)
    axes = []
    for axis in range(2):
        angles = places[..., axis : axis + 1] * half_turns
        axes.append(torch.cat([torch.ones_like(angles[..., :1]), angles.sin(), angles.cos()], -1))
    return (axes[0].unsqueeze(-1) * axes[1].unsqueeze(-2)).flatten(-2)


def waves(timestep: Tensor) -> Tensor:
    """[B] in 0..1 -> [B, 64] sines and cosines."""
    frequencies = torch.exp(torch.arange(32, device=timestep.device) * (math.log(1000.0) / 31))
    angles = timestep[:, None] * frequencies
    return torch.cat([angles.sin(), angles.cos()], -1)
