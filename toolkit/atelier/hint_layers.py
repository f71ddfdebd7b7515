"""The parts that the hint lays over one another: place, hair behind, body, scarf, head and features, hair in front, what is worn.

Principal components of whole pictures smear an edge over every place where it may stand. Here each part lies in a window that
goes with it (hint_frames.py), every hair style and outfit has components of its own, and what a part covers is apart from its
colours: a signed distance to its outline (Leventon et al. 2000), which stays sharp however it is mixed. Painted over one
another at half the picture's size they make a rough picture, which the linear encoder turns into a latent.
"""

from dataclasses import dataclass

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import hint_frames as frames
from .hint_frames import BODY, FACE, HAIR, HEAD, LENS, LENSES, PATCHES, RIG, Window
from .sprites import REACH, SHEER

PICTURE = (256, 192)  # height and width of half the default picture
HAIR_AT, OUTFIT_AT, EXPRESSION_AT, ACCESSORY_AT = 0, 32, 87, 93  # where an attribute's classes begin among the probabilities
STRESS = 1.4  # how far a drawn expression is from the mean of all, of what was learned


@dataclass(frozen=True)
class Part:
    window: Window
    experts: tuple[int, ...]  # whose probabilities choose among the part's own components; none: always there, one set
    outline: int  # components of each
    colour: int
    thin: float = 0.0  # more outline where a picture is drawn: thin things seldom lie over one another, and their mean is nothing


PARTS = {
    "hair_back": Part(HAIR, tuple(range(HAIR_AT, HAIR_AT + 18)), 3, 3),
    "body": Part(BODY, tuple(range(OUTFIT_AT, OUTFIT_AT + 16)), 5, 9),
    "scarf": Part(BODY, (ACCESSORY_AT + 5,), 6, 10),
    "head": Part(HEAD, (), 24, 64),
    "hair_front": Part(HAIR, tuple(range(HAIR_AT, HAIR_AT + 19)), 8, 5),
    "left_lens": Part(LENS, (ACCESSORY_AT + 1, ACCESSORY_AT + 2), 16, 6),
    "right_lens": Part(LENS, (ACCESSORY_AT + 1, ACCESSORY_AT + 2), 16, 6),
    "earrings": Part(HEAD, (ACCESSORY_AT + 4,), 8, 5, 0.25),
    "hat": Part(HAIR, (ACCESSORY_AT + 3,), 12, 10),
}
ABOVE = 20.0  # windows are left open below and at the sides, where a part may go on, and closed above
FEATURES = 40  # components of an eye, the nose, the mouth
SCENE, SCENES = (64, 48), 80


class Mixer(nn.Module):
    """What is told -> coefficients."""

    def __init__(self, told: int, out: int, hidden: int = 320):
        super().__init__()
        self.enter = nn.Linear(told, hidden)
        self.mix = nn.ModuleList(nn.Linear(hidden, hidden) for _ in range(2))
        self.leave = nn.Linear(hidden, out)
        self.drop = nn.Dropout(0.05)

    def forward(self, told: Tensor) -> Tensor:
        x = F.gelu(self.enter(told), approximate="tanh")
        for layer in self.mix:
            x = x + F.gelu(layer(self.drop(x)), approximate="tanh")
        return self.leave(x)


class Sheet(nn.Module):
    """Components of several experts, mixed; -> [B, channels, height, width]."""

    def __init__(self, channels: int, height: int, width: int, components: int, experts: int = 1):
        super().__init__()
        self.shape, self.components, self.experts = (channels, height, width), components, experts
        size = channels * height * width
        self.basis = nn.Parameter(torch.zeros(experts * components, size))
        self.mean = nn.Parameter(torch.zeros(experts, size))

    def forward(self, mixed: Tensor, share: Tensor) -> Tensor:
        """mixed [B, experts, components], share [B, experts]"""
        chosen = (mixed * share[:, :, None]).flatten(1)
        return (chosen @ self.basis + share @ self.mean).view(-1, *self.shape)


class Layer(nn.Module):
    """A part's signed distance and colours."""

    def __init__(self, told: int, part: Part, sheer: bool):
        super().__init__()
        self.part, self.sheer, self.experts = part, sheer, max(1, len(part.experts))
        window = part.window
        self.mixer = Mixer(told, self.experts * (part.outline + part.colour))
        self.outline = Sheet(1, window.height, window.width, part.outline, self.experts)
        self.colour = Sheet(3, window.height, window.width, part.colour, self.experts)

    def coefficients(self, told: Tensor) -> tuple[Tensor, Tensor]:
        mixed = self.mixer(told).view(-1, self.experts, self.part.outline + self.part.colour)
        return mixed[:, :, : self.part.outline], mixed[:, :, self.part.outline :]

    def forward(self, told: Tensor, attributes: Tensor) -> tuple[Tensor, Tensor]:
        """-> colours [B, 3, h, w] in 0..1 and the distance [B, 1, h, w] in REACH head units, -1 where the part is not worn; of a
        sheer part how much it covers, 0..1."""
        share = attributes[:, list(self.part.experts)] if self.part.experts else torch.ones_like(attributes[:, :1])
        there = share.sum(1, keepdim=True)
        outline, colour = self.coefficients(told)
        distance = self.outline(outline, share)
        if self.part.thin and not self.training:
            distance = distance + self.part.thin
        if not self.sheer:
            distance = distance - (1 - there).view(-1, 1, 1, 1)
        return self.colour(colour, share / there.clamp_min(1e-3)), distance


class Sheets(nn.Module):
    def __init__(self, told: int, latent: int = 16):
        super().__init__()
        both = told + RIG
        self.scene_mixer, self.scene = Mixer(both, SCENES), Sheet(3, *SCENE, SCENES)
        self.layers = nn.ModuleDict({name: Layer(both, part, name in SHEER) for name, part in PARTS.items()})
        self.feature_mixer = Mixer(both, FEATURES * len(PATCHES))
        self.features = nn.ModuleDict(
            {name: Sheet(3, window.height, window.width, FEATURES) for name, (window, _) in PATCHES.items()}
        )
        self.analysis = nn.Parameter(torch.zeros(latent, 3, 8, 8), requires_grad=False)  # the linear encoder, at half size
        self.offset = nn.Parameter(torch.zeros(latent), requires_grad=False)
        self.register_buffer("rows", torch.arange(PICTURE[0]).float().view(1, -1, 1) * 2 + 1, persistent=False)
        points = torch.from_numpy(FACE.points()).float()[None]
        self.register_buffer("across", points[..., 0], persistent=False)
        self.register_buffer("up", points[..., 1], persistent=False)
        self.register_buffer("enlarged", HEAD.grid(points[..., 0], points[..., 1]), persistent=False)  # the face out of the head
        self.register_buffer("columns", torch.arange(PICTURE[1]).float().view(1, 1, -1) * 2 + 1, persistent=False)

    def place(self, both: Tensor) -> Tensor:
        return self.scene(self.scene_mixer(both)[:, None], torch.ones_like(both[:, :1]))

    def canvas(self, told: Tensor, attributes: Tensor, rig: Tensor) -> Tensor:
        """rig [B, 21] standardised -> the rough picture [B, 3, 256, 192] in 0..1."""
        both, joints = torch.cat([told, rig], -1), frames.raw(rig)
        painted = {name: layer(both, attributes) for name, layer in self.layers.items()}
        middle = joints[:, frames.CENTRE_X : frames.CENTRE_Y + 1]
        on_head = frames.head_plane(joints, self.columns, self.rows, middle)
        hair, head, face = HAIR.grid(*on_head), HEAD.grid(*on_head), FACE.grid(*on_head)
        body = BODY.grid(*frames.body_plane(joints, self.columns, self.rows))
        sharp = joints[:, frames.SCALE].view(-1, 1, 1, 1) * (REACH / 2)  # points of this canvas to a unit of distance
        picture = F.interpolate(self.place(both), size=PICTURE, mode="bilinear", align_corners=False)
        skull = over(painted["head"], painted["earrings"], HEAD)
        near = sample(self.face(both, joints, middle, skull[0], [painted[name] for name in LENSES]), face)
        parts = (
            (hair, painted["hair_back"]), (body, over(painted["body"], painted["scarf"], BODY)), (head, skull),
            (hair, over(painted["hair_front"], painted["hat"], HAIR)),
        )  # fmt: skip
        for grid, part in parts:
            colour, distance = sample(torch.cat(part, 1), grid).split([3, 1], 1)
            if part is skull:
                inside = ((1 - face.abs()) * 8).clamp(0, 1)
                colour = colour + (inside[..., 0] * inside[..., 1])[:, None] * (near - colour)
            distance = distance - ABOVE * (-1 - grid[..., 1]).clamp(min=0)[:, None]
            picture = picture + (distance * sharp + 0.5).clamp(0, 1) * (colour - picture)
        return picture

    def face(self, both: Tensor, joints: Tensor, middle: Tensor, head: Tensor, lenses: list[tuple[Tensor, Tensor]]) -> Tensor:
        """The face near by [B, 3, h, w]: the head's colours, on them eyes, nose and mouth, then what is worn before the eyes."""
        colour = sample(head, self.enlarged.expand(both.shape[0], -1, -1, -1))
        points = joints[:, frames.LANDMARKS].view(-1, 5, 2)

        def about(of: tuple[int, ...]) -> tuple[Tensor, Tensor]:
            x, y = frames.head_plane(joints, *points[:, list(of)].mean(1)[..., None, None].unbind(1), middle)
            return self.across - x, self.up - y

        mixed = self.feature_mixer(both if self.training else stressed(both)).split(FEATURES, -1)
        for (name, (window, of)), mine in zip(PATCHES.items(), mixed, strict=True):
            grid = window.grid(*about(of))
            patch = sample(self.features[name](mine[:, None], torch.ones_like(both[:, :1])), grid)
            inside = ((1 - grid.abs()) * 4).clamp(0, 1)
            colour = colour + (inside[..., 0] * inside[..., 1])[:, None] * (patch - colour)
        for of, lens in zip(LENSES.values(), lenses, strict=True):
            grid = LENS.grid(*about(of))
            worn, cover = sample(torch.cat(lens, 1), grid).split([3, 1], 1)
            inside = ((1 - grid.abs()) * 8).clamp(0, 1)
            colour = colour + (inside[..., 0] * inside[..., 1])[:, None] * cover.clamp(0, 1) * (worn - colour)
        return colour

    def forward(self, told: Tensor, attributes: Tensor, rig: Tensor) -> Tensor:
        """-> latent [B, 16, 32, 24]"""
        picture = self.canvas(told, attributes, rig) * 2 - 1
        return F.conv2d(picture, self.analysis, stride=8) + self.offset.view(1, -1, 1, 1)


def stressed(told: Tensor) -> Tensor:
    """A mean over drawings of an expression is weaker than any of them: told [B, 99 + ...] with the expression further from
    the mean of all, as guidance has it (Ho and Salimans 2022), without a second run. Not where networks are trained."""
    before, shown, after = told.split([EXPRESSION_AT, ACCESSORY_AT - EXPRESSION_AT, told.shape[1] - ACCESSORY_AT], -1)
    mean = shown.mean(-1, keepdim=True)
    return torch.cat([before, mean + STRESS * (shown - mean), after], -1)


def over(under: tuple[Tensor, Tensor], upper: tuple[Tensor, Tensor], window: Window) -> tuple[Tensor, Tensor]:
    """Colours and distance of two parts in one window, one upon the other."""
    cover = (upper[1] * (REACH * window.density) + 0.5).clamp(0, 1)
    return under[0] + cover * (upper[0] - under[0]), torch.maximum(under[1], upper[1])


def sample(sheet: Tensor, grid: Tensor) -> Tensor:
    return F.grid_sample(sheet, grid, mode="bilinear", padding_mode="border", align_corners=False)
