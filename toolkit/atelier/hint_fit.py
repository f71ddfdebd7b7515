"""Fit the hint: components of parts painted alone, their coefficients by regression, then everything at once on latents."""

import time
from pathlib import Path

import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import checkpoint, people, rigs
from .hint import ATTRIBUTES, Hint, one_hot, pose_input
from .hint_frames import BODY, PATCHES, body_points, head_points
from .hint_layers import PARTS, Layer, Mixer, Sheet

EDGE = 0.15  # weight of a distance far from the outline, where only its sign counts
BEYOND = 0.05  # weight of a colour that the part does not cover


class Sprites:
    """All parts of a folder that `atelier.sprites` wrote, in memory."""

    def __init__(self, folder: Path, most: int = 100_000):
        rows: dict[str, list[np.ndarray]] = {}
        count = 0
        for path in sorted(folder.glob("*.npz")):
            with np.load(path) as shard:
                for name in shard.files:
                    rows.setdefault(name, []).append(shard[name] + count if name.endswith(".of") else shard[name])
                count += len(shard["seed"])
            if count >= most:
                break
        self.arrays = {name: np.concatenate(found) for name, found in rows.items()}
        self.look, self.rig = self.arrays["look"].astype(np.int64), self.arrays["rig"]
        self.attributes = one_hot(torch.from_numpy(self.look))
        self.person = torch.from_numpy(people.parameters(self.arrays["identity"]))
        self.pose = pose_input(torch.from_numpy(self.arrays["pose"]).float())
        self.places = rigs.standard(self.rig)

    def both(self, hint: Hint) -> Tensor:
        return torch.cat([hint.told(self.attributes, self.person, self.pose), self.places], -1)


def seen(name: str, rigs_of: np.ndarray) -> np.ndarray:
    """bool [N, height, width]: what of the part's window lies in the picture."""
    window = PARTS[name].window
    points = np.stack([body_points(rig) if window is BODY else head_points(rig, window) for rig in rigs_of])
    return ((points > 0) & (points < np.array(rigs.SIZE))).all(-1)


def components(sheet: Sheet, expert: int, rows: np.ndarray, weight: np.ndarray, there: np.ndarray | None = None) -> None:
    """Mean and principal components of these rows [N, size]; what is not `there` is filled in from the components themselves."""
    x = torch.from_numpy(rows).float().flatten(1)
    k, first = sheet.components, expert * sheet.components
    root = torch.from_numpy(weight).float().flatten().clamp_min(1e-3).sqrt()
    known = None if there is None else torch.from_numpy(there).flatten(1).repeat(1, x.shape[1] // there[0].size)
    mean = x.mean(0) if known is None else (x * known).sum(0) / known.sum(0).clamp_min(1)
    if known is not None:
        x = torch.where(known, x, mean)
    for _ in range(1 if known is None else 3):
        mean = x.mean(0)
        centred = (x - mean) * root
        _, _, directions = torch.svd_lowrank(centred, q=min(k + 6, len(x)), niter=2)
        basis = directions[:, :k].T
        if known is not None:
            x = torch.where(known, x, (centred @ basis.T @ basis) / root + mean)
    spread = ((x - mean) * root @ basis.T).std(0, correction=0).clamp_min(1e-3)  # so that coefficients are about one
    with torch.no_grad():
        sheet.mean[expert] = mean
        sheet.basis[first : first + len(basis)] = basis / root * spread[:, None]


def goal_of(layer: Layer, stored: Tensor) -> Tensor:
    return stored / 255 if layer.sheer else stored / 127 - 128 / 127


def begin_layer(name: str, layer: Layer, sprites: Sprites, both: Tensor, minutes: float, group: int = 24) -> None:
    if name not in sprites.arrays:  # a smoke run
        return
    part, of = layer.part, sprites.arrays[f"{name}.of"]
    rows = sprites.arrays[name]
    there = np.ones(rows.shape[:3], bool) if layer.sheer else seen(name, sprites.rig[of])
    classes = sprites.attributes[:, list(part.experts)].argmax(1).numpy()[of] if part.experts else np.zeros(len(of), int)
    members = []
    for expert in range(layer.experts):
        mine = np.flatnonzero(classes == expert)
        members.append(mine)
        if not len(mine):  # a smoke run
            continue
        near = goal_of(layer, torch.from_numpy(rows[mine, ..., 3]).float()).numpy()
        covered = (BEYOND + (near > (0.02 if layer.sheer else -0.3)).mean(0)).astype(np.float32)
        components(layer.outline, expert, near[:, None], np.ones_like(covered), there[mine])
        colour = rows[mine, ..., :3].transpose(0, 3, 1, 2).astype(np.float32) / 255
        components(layer.colour, expert, colour, np.tile(covered, (3, 1, 1)), there[mine])
    log = checkpoint.Log(f"hint-{name}", every=20)
    optimizer = torch.optim.AdamW(layer.mixer.parameters(), 2e-3, betas=(0.9, 0.99), weight_decay=0.02)
    begun, step, rng = time.monotonic(), 0, np.random.default_rng(0)
    size, drawn_of = (part.window.height, part.window.width), [k for k in range(layer.experts) if len(members[k])]
    layer.train()
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = 2e-3 * min(1.0, (step + 1) / 100) * max(0.02, 1 - elapsed / minutes)
        total = torch.zeros(())
        for expert in rng.choice(drawn_of, min(4, len(drawn_of)), replace=False):
            chosen = rng.choice(members[expert], group if layer.experts > 1 else 2 * group)
            outline, colour = layer.coefficients(noisy(both[of[chosen]]))
            k = expert * part.outline
            near = outline[:, expert] @ layer.outline.basis[k : k + part.outline].detach() + layer.outline.mean[expert].detach()
            k = expert * part.colour
            drawn = colour[:, expert] @ layer.colour.basis[k : k + part.colour].detach() + layer.colour.mean[expert].detach()
            target = torch.from_numpy(rows[chosen]).float()
            known = torch.from_numpy(there[chosen]).float()
            goal = goal_of(layer, target[..., 3])
            edge = known if layer.sheer else torch.where(goal.abs() < 0.99, 1.0, EDGE) * known
            off = edge * (near.view(-1, *size) - goal).square()
            covered = ((goal.clamp(0, 1) if layer.sheer else (goal > -0.3).float()) + BEYOND) * known
            miss = covered[:, None] * (drawn.view(-1, 3, *size) - target[..., :3].permute(0, 3, 1, 2) / 255).square()
            shape, tint = (100, 3) if layer.sheer else (1, 30)  # glasses differ in colour for no reason that is told
            total = total + shape * off.sum() / edge.sum() + tint * miss.sum() / covered.sum() / 3
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        step += 1
        log.step(step, group, loss=total.item() / min(4, len(drawn_of)))
    log.flush(step)
    layer.eval()


def begin_whole(name: str, sheets: list[Sheet], mixer: Mixer, targets: list[np.ndarray], both: Tensor, minutes: float) -> None:
    """Sheets that show every picture: uint8 [N, height, width, 3] each."""
    targets = [rows.transpose(0, 3, 1, 2) for rows in targets]
    for sheet, rows in zip(sheets, targets, strict=True):
        chosen = np.random.default_rng(0).choice(len(rows), min(len(rows), 6000), replace=False)
        components(sheet, 0, rows[chosen].astype(np.float32) / 255, np.ones(rows.shape[1:], np.float32))
    log = checkpoint.Log(f"hint-{name}", every=20)
    optimizer = torch.optim.AdamW(mixer.parameters(), 2e-3, betas=(0.9, 0.99), weight_decay=0.02)
    begun, step, rng = time.monotonic(), 0, np.random.default_rng(0)
    mixer.train()
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = 2e-3 * min(1.0, (step + 1) / 100) * max(0.02, 1 - elapsed / minutes)
        chosen = rng.integers(0, len(both), 96)
        total = torch.zeros(())
        for sheet, mixed, rows in zip(sheets, mixer(noisy(both[chosen])).split(sheets[0].components, -1), targets, strict=True):
            drawn = mixed @ sheet.basis.detach() + sheet.mean[0].detach()
            total = total + (drawn - torch.from_numpy(rows[chosen]).flatten(1) / 255).square().mean()
        optimizer.zero_grad()
        total.backward()
        optimizer.step()
        step += 1
        log.step(step, 96, loss=total.item() / len(sheets))
    log.flush(step)
    mixer.eval()


def noisy(rows: Tensor) -> Tensor:
    return rows + 0.03 * torch.randn_like(rows)


def begin(hint: Hint, sprites: Sprites, encoder: torch.nn.Conv2d, minutes: float) -> None:
    """Every part by itself, and the perceptron that places them."""
    sheets, both = hint.sheets, sprites.both(hint)
    with torch.no_grad():
        sheets.analysis.copy_(F.avg_pool2d(encoder.weight, 2) * 4)
        sheets.offset.copy_(encoder.bias)
    place(hint, sprites, minutes * 0.05)
    begin_whole("scene", [sheets.scene], sheets.scene_mixer, [sprites.arrays["scene"]], both, minutes * 0.1)
    features = [sheets.features[name] for name in PATCHES]
    begin_whole("features", features, sheets.feature_mixer, [sprites.arrays[name] for name in PATCHES], both, minutes * 0.17)
    shares = {
        "hair_back": 0.08, "body": 0.2, "scarf": 0.03, "head": 0.13, "hair_front": 0.15, "left_lens": 0.025, "right_lens": 0.025,
        "earrings": 0.01, "hat": 0.03,
    }  # fmt: skip
    for name, layer in sheets.layers.items():
        begin_layer(name, layer, sprites, both, minutes * shares[name])


def place(hint: Hint, sprites: Sprites, minutes: float, batch: int = 256) -> None:
    """The mean rig of what is told; people and poses are left out at times, as the denoiser's are."""
    goal = rigs.usual(sprites.rig, sprites.look)
    optimizer = torch.optim.AdamW(hint.place.parameters(), 2e-3, weight_decay=0.01)
    begun = time.monotonic()
    log, step = checkpoint.Log("hint-place", every=20), 0
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = 2e-3 * max(0.01, 1 - elapsed / minutes)
        chosen = torch.randint(0, len(goal), (batch,))
        told = hint.told(*dropped(sprites.attributes[chosen], sprites.person[chosen], sprites.pose[chosen]))
        loss = (hint.place(told) - goal[chosen]).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        log.step(step, batch, loss=loss.item())
    log.flush(step)


AVERAGE = torch.cat([torch.full((n,), 1.0 / n) for n in ATTRIBUTES])
OWNER = torch.repeat_interleave(torch.arange(len(ATTRIBUTES)), torch.tensor(ATTRIBUTES))


def dropped(attributes: Tensor, person: Tensor, pose: Tensor) -> tuple[Tensor, Tensor, Tensor]:
    """What training hides now and then: an attribute, the person, the pose; and the doubt in which a person is read."""
    n = len(attributes)
    attributes = torch.where((torch.rand(n, len(ATTRIBUTES)) < 0.03)[:, OWNER], AVERAGE, attributes)
    person = person * (torch.rand(n, 1) >= 0.05)
    return attributes, person + 0.08 * torch.randn_like(person), pose * (torch.rand(n, 1) >= 0.15)


def told_of(source) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(attributes, person, pose, rig) of a `denoiser.Pictures`."""
    look = one_hot(torch.from_numpy(source.look.astype(np.int64)))
    return look, torch.from_numpy(source.parameters), source.pose, source.rig


def finish(hint: Hint, pictures, held, minutes: float, keep, batch: int = 32, rate: float = 4e-4, seed: int = 0) -> float:
    """All parts at once on what counts, the latents; -> share of held-out variance left. `keep(hint)` every few minutes."""
    torch.manual_seed(seed)
    log = checkpoint.Log("hint")
    looks, persons, poses, places = told_of(pictures)
    trained = [(name, p) for name, p in hint.sheets.named_parameters() if p.requires_grad]
    bases = [p for name, p in trained if name.endswith(("basis", "mean"))]
    rest = [p for name, p in trained if not name.endswith(("basis", "mean"))]
    optimizer = torch.optim.AdamW(
        [{"params": rest, "factor": 1.0, "weight_decay": 0.01}, {"params": bases, "factor": 0.25, "weight_decay": 0.0}],
        rate, betas=(0.9, 0.98),
    )  # fmt: skip
    average_of, trial = checkpoint.EMA(hint.sheets, 0.995), trial_of(held)
    begun, step = time.monotonic(), 0
    kept = begun

    def measure() -> float:
        mine, hint.sheets = hint.sheets, average_of.model
        hint.sheets.eval()
        left = remaining(hint, trial)
        keep(hint)
        hint.sheets = mine
        log.note(event="held out", step=step, left=round(left, 4))
        return left

    hint.sheets.train()
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        factor = min(1.0, (step + 1) / 50) * min(1.0, max(0.02, 1.6 * (1 - elapsed / minutes)))
        for group in optimizer.param_groups:
            group["lr"] = rate * factor * group["factor"]
        chosen = torch.from_numpy(pictures.rng.integers(0, len(looks), batch))
        attributes, person, pose = dropped(looks[chosen], persons[chosen], poses[chosen])
        target = torch.from_numpy(pictures.latent[chosen.numpy()]).float()
        found = hint(attributes, person, pose, places[chosen] + 0.01 * torch.randn_like(places[chosen]))
        loss = (pictures.weight[chosen] * (found - target).square()).mean()
        optimizer.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(rest, 1.0)
        optimizer.step()
        average_of.update(hint.sheets)
        step += 1
        log.step(step, batch, loss=loss.item())
        if time.monotonic() - kept > 240:
            measure()
            kept = time.monotonic()
    log.flush(step)
    left = measure()
    hint.sheets.load_state_dict(average_of.model.state_dict())
    hint.sheets.eval()
    return left


def trial_of(held, count: int = 256) -> tuple[Tensor, ...]:
    return *(rows[:count] for rows in told_of(held)), torch.from_numpy(held.latent[:count]).float()


@torch.no_grad()
def remaining(hint: Hint, trial: tuple[Tensor, ...]) -> float:
    """Share of the variance of latents that the hint leaves, on held-out pictures with their true rigs."""
    latent = trial[-1]
    pieces = zip(*(rows.split(32) for rows in trial), strict=True)
    error = sum(float((hint(*piece[:4]) - piece[4]).square().sum()) for piece in pieces)
    return error / float((latent - latent.mean(0)).square().sum())
