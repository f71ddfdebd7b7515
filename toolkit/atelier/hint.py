"""The hint: roughly what the picture will be, straight from what is asked, for the denoiser to work out.

A perceptron from attributes, person and pose to coefficients of the leading principal components of whole latents. It costs a
thousandth of a denoiser step to train and settles layout and colour, which a small denoiser is slowest to learn; the flow is then
trained on what is left over. Where a head stands in the frame differs from drawing to drawing, so the perceptron is told the
five landmarks too; in use a second one supplies their mean. Attributes come as probabilities, so a word that was not said is an
average of what could have been.
"""

import time

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import checkpoint
from .face_hint import FaceHint

ATTRIBUTES = (20, 12, 16, 12, 18, 6, 3, 6, 6)  # classes of each attribute, in the order of vocabulary's groups
PERSON = 38  # people.SIZE
LANDMARKS = 10
FIELD = (16, 32, 24)  # the latent of the default picture


class Hint(nn.Module):
    def __init__(self, pose: int, components: int = 512, width: int = 768):
        super().__init__()
        told = sum(ATTRIBUTES) + PERSON + pose
        self.place = nn.Sequential(nn.Linear(told, 256), nn.GELU(approximate="tanh"), nn.Linear(256, LANDMARKS))
        self.enter = nn.Linear(told + LANDMARKS, width)
        self.mix = nn.ModuleList(nn.Linear(width, width) for _ in range(2))
        self.leave = nn.Linear(width, components)
        self.basis = nn.Parameter(torch.zeros(components, int(np.prod(FIELD))), requires_grad=False)
        self.mean = nn.Parameter(torch.zeros(int(np.prod(FIELD))), requires_grad=False)
        self.drop = nn.Dropout(0.1)
        self.face = FaceHint(told)

    def told(self, attributes: Tensor, person: Tensor, pose: Tensor) -> Tensor:
        return torch.cat([attributes * 2, person, pose * 2], -1)

    def told_of(self, source) -> Tensor:
        """All pictures of a `denoiser.Pictures`."""
        look = torch.from_numpy(source.look.astype(np.int64))
        return self.told(one_hot(look), torch.from_numpy(source.parameters), source.pose)

    def coefficients(self, told: Tensor, landmarks: Tensor) -> Tensor:
        """-> [B, components]"""
        x = F.gelu(self.enter(torch.cat([told, landmarks], -1)), approximate="tanh")
        for layer in self.mix:
            x = x + F.gelu(layer(self.drop(x)), approximate="tanh")
        return self.leave(x)

    def forward(self, attributes: Tensor, person: Tensor, pose: Tensor, landmarks: Tensor | None = None) -> Tensor:
        """attributes [B, 99] probabilities, person [B, 38], pose [B, 8], landmarks [B, 10] in `units` -> [B, 16, 32, 24]"""
        told = self.told(attributes, person, pose)
        landmarks = self.place(told) if landmarks is None else landmarks
        return self.face(told, landmarks, self.whole(told, landmarks))

    def whole(self, told: Tensor, landmarks: Tensor) -> Tensor:
        """The hint without the face laid over it."""
        return (self.coefficients(told, landmarks) @ self.basis + self.mean).view(-1, *FIELD)


def units(landmarks: np.ndarray) -> Tensor:
    """[N, 5, 2] pixels of a 384x512 picture -> [N, 10] of about zero mean and unit variance."""
    return torch.from_numpy((landmarks.reshape(-1, 5, 2) - (192, 220)) / (30, 50)).float().flatten(1)


def probabilities(logits: Tensor) -> Tensor:
    """[B, 99] logits of all attributes -> [B, 99], each attribute's softmax."""
    return torch.cat([part.softmax(-1) for part in logits.split(ATTRIBUTES, -1)], -1)


def one_hot(look: Tensor) -> Tensor:
    """[B, 9] class indices -> [B, 99]"""
    return torch.cat([F.one_hot(look[:, k], n).float() for k, n in enumerate(ATTRIBUTES)], -1)


def start_basis(hint: Hint, latents: np.ndarray, weight: np.ndarray) -> None:
    """Set mean and components from latents [N, 16, 32, 24], cells weighted by [32, 24]."""
    root = torch.from_numpy(np.sqrt(np.broadcast_to(weight, FIELD)).reshape(-1).astype(np.float32))
    flat = torch.from_numpy(latents.reshape(len(latents), -1).astype(np.float32))
    mean = flat.mean(0)
    _, _, directions = torch.svd_lowrank((flat - mean) * root, q=min(len(hint.basis) + 16, len(flat)), niter=2)
    found = directions[:, : len(hint.basis)]
    with torch.no_grad():
        hint.basis[: found.shape[1]].copy_(found.T / root)
        hint.mean.copy_(mean)


def train(hint: Hint, pictures, held, minutes: float, batch: int = 256, rate: float = 1e-3) -> None:
    """Regress the coefficients of the training pictures; attributes, person and pose are left out now and then."""
    log = checkpoint.Log("hint", every=20)
    cells = pictures.weight.mean((0, 1)).numpy()
    start_basis(hint, pictures.latent, cells)
    root = torch.from_numpy(np.sqrt(np.broadcast_to(cells, FIELD)).reshape(-1).astype(np.float32))
    analysis = (hint.basis * root * root).T  # [12288, components]: weighted latents to coefficients

    def told(source) -> tuple[Tensor, ...]:
        flat = torch.from_numpy(source.latent.reshape(len(source.latent), -1)).float()
        target = torch.cat([(part - hint.mean) @ analysis for part in flat.split(1000)])
        return (
            one_hot(torch.from_numpy(source.look.astype(np.int64))),
            torch.from_numpy(source.parameters),
            source.pose,
            source.landmarks,
            target,
        )

    sets, trial = told(pictures), told(held)
    total = float((trial[4] - sets[4].mean(0)).square().sum(1).mean())
    average = torch.cat([torch.full((n,), 1.0 / n) for n in ATTRIBUTES])
    owner = torch.repeat_interleave(torch.arange(len(ATTRIBUTES)), torch.tensor(ATTRIBUTES))
    optimizer = torch.optim.AdamW([p for p in hint.parameters() if p.requires_grad], rate, betas=(0.9, 0.99), weight_decay=0.05)
    start, step = time.monotonic(), 0
    scale = sets[4].square().mean().sqrt()
    while (elapsed := (time.monotonic() - start) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.01, 1 - elapsed / minutes)
        chosen = torch.randint(0, len(sets[0]), (batch,))
        attributes, person, pose, landmarks, target = (each[chosen] for each in sets)
        unsaid = (torch.rand(batch, len(ATTRIBUTES)) < 0.03)[:, owner]
        attributes = torch.where(unsaid, average, attributes)
        person = person * (torch.rand(batch, 1) >= 0.05) + 0.1 * torch.randn_like(person)
        pose = pose * (torch.rand(batch, 1) >= 0.15)
        told_rows = hint.told(attributes, person, pose)
        placed = (hint.place(told_rows) - landmarks).square().mean()
        noisy = landmarks + 0.03 * torch.randn_like(landmarks)
        loss = ((hint.coefficients(told_rows, noisy) - target) / scale).square().mean() + 0.1 * placed
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        log.step(step, batch, loss=loss.item(), placed=placed.item())
        if step % 500 == 0:
            log.note(step=step, explained=round(explained(hint, trial, total), 4))
    log.flush(step)
    log.note(event="done", step=step, explained=round(explained(hint, trial, total), 4))


@torch.no_grad()
def explained(hint: Hint, trial: tuple[Tensor, ...], total: float) -> float:
    """Share of the held-out coefficients' variance."""
    hint.eval()
    error = float((hint.coefficients(hint.told(*trial[:3]), trial[3]) - trial[4]).square().sum(1).mean())
    hint.train()
    return 1 - error / total
