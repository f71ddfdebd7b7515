"""Fit the hint: components of every sheet from aligned training pictures, coefficients by regression, then all on latents."""

import time

import cv2
import numpy as np
import torch
import torch.nn.functional as F
from torch import Tensor

from . import checkpoint
from .faces.align import similarity, template
from .hint import ATTRIBUTES, Hint, one_hot
from .hint_layers import FACE, FIGURE, HALF, HEAD, Frame, Sheet

SCENE_AT = 4  # position of the scene in ATTRIBUTES
FIGURE_PARTS, HEAD_PARTS = (1, 2, 3, 4, 5), (1, 3, 5)  # indices of vocabulary.PARSING


def cover(parsing: np.ndarray, parts: tuple[int, ...]) -> np.ndarray:
    """uint8 [128, 96] -> float32 [256, 192], how much these parts cover, with an edge of about two points."""
    mask = np.isin(parsing, parts).astype(np.float32)
    return np.clip((cv2.resize(mask, HALF[::-1], interpolation=cv2.INTER_CUBIC) - 0.5) * 2 + 0.5, 0, 1)


def upright(matrix: np.ndarray, centre: np.ndarray, goal: np.ndarray) -> np.ndarray:
    """The same scale and centre without the turn."""
    scale = float(np.hypot(matrix[0, 0], matrix[0, 1]))
    return np.array([[scale, 0, goal[0] - scale * centre[0]], [0, scale, goal[1] - scale * centre[1]]])


def warp(picture: np.ndarray, matrix: np.ndarray, frame: Frame, border: int) -> np.ndarray:
    found = frame.points(matrix) @ np.array([[2, 0, 0.5], [0, 2, 0.5], [0, 0, 1]])  # pixels of the half picture
    warped = cv2.warpAffine(picture, found, (frame.width, frame.height), flags=cv2.INTER_LINEAR, borderMode=border)
    return warped.transpose(2, 0, 1).reshape(-1).astype(np.float16)


def parts_of(world, chosen: np.ndarray) -> dict[str, np.ndarray]:
    """float16 [N, .] of every sheet: `scene` with its visibility in `seen`, `figure` and `head` premultiplied, `face`."""
    rows: dict[str, list[np.ndarray]] = {name: [] for name in ("scene", "seen", "figure", "head", "face")}
    goal = template(112, 0).mean(0)
    for i in chosen:
        picture = world.image(i, 2).astype(np.float32) / 255
        whole, head = cover(world.parsing[i], FIGURE_PARTS)[..., None], cover(world.parsing[i], HEAD_PARTS)[..., None]
        matrix = similarity(world.landmarks[i], template(112, 0))
        level = upright(matrix, world.landmarks[i].mean(0), goal)
        small = cv2.resize(np.concatenate([picture * (whole < 0.02), whole < 0.02], 2), (48, 64), interpolation=cv2.INTER_AREA)
        rows["scene"].append(small[..., :3].transpose(2, 0, 1).reshape(-1).astype(np.float16))
        rows["seen"].append(small[..., 3].reshape(-1).astype(np.float16))
        rows["figure"].append(warp(np.concatenate([picture * whole, whole], 2), level, FIGURE, cv2.BORDER_REPLICATE))
        rows["head"].append(warp(np.concatenate([picture * head, head], 2), matrix, HEAD, cv2.BORDER_CONSTANT))
        rows["face"].append(warp(picture, matrix, FACE, cv2.BORDER_REPLICATE))
    return {name: np.stack(each) for name, each in rows.items()}


def fill(parts: dict[str, np.ndarray], scenes: np.ndarray) -> np.ndarray:
    """Places with what the figure hides taken from the mean of the same place, shaded as what is seen of this one."""
    colour, seen = parts["scene"].astype(np.float32).reshape(len(scenes), 3, -1), parts["seen"].astype(np.float32)[:, None]
    filled = np.empty_like(colour)
    for scene in np.unique(scenes):
        mine = scenes == scene
        mean = (colour[mine].sum(0) + 1e-3) / (seen[mine].sum(0) + 2e-3)
        shade = colour[mine].sum(2, keepdims=True) / ((mean * seen[mine]).sum(2, keepdims=True) + 1e-3)
        filled[mine] = colour[mine] + (1 - seen[mine]) * np.clip(mean * shade, 0, 1)
    return filled.reshape(len(scenes), -1)


def start(sheet: Sheet, rows: Tensor, weight: Tensor | None = None) -> Tensor:
    """Set mean and components; -> the rows' coefficients [N, components]."""
    with torch.no_grad():
        sheet.mean.copy_(rows.mean(0))
        root = torch.ones(rows.shape[1]) if weight is None else weight.clamp_min(0.1).sqrt()
        centred = (rows - sheet.mean) * root
        _, _, directions = torch.svd_lowrank(centred, q=min(len(sheet.basis) + 16, len(rows)), niter=2)
        found = directions[:, : len(sheet.basis)]
        sheet.basis[: found.shape[1]].copy_(found.T / root)
        return F.pad(centred @ found, (0, len(sheet.basis) - found.shape[1]))  # fewer pictures than components: a smoke run


def regress(name: str, sheet: Sheet, told: Tensor, target: Tensor, minutes: float, batch: int = 256, rate: float = 1e-3) -> None:
    log = checkpoint.Log(name, every=20)
    trained = [p for p in sheet.parameters() if p is not sheet.basis and p is not sheet.mean]
    optimizer = torch.optim.AdamW(trained, rate, betas=(0.9, 0.99), weight_decay=0.05)
    scale = target.square().mean().sqrt()
    begun, step = time.monotonic(), 0
    while (elapsed := (time.monotonic() - begun) / 60) < minutes:
        optimizer.param_groups[0]["lr"] = rate * min(1.0, (step + 1) / 100) * max(0.01, 1 - elapsed / minutes)
        chosen = torch.randint(0, len(told), (batch,))
        rows = told[chosen]
        loss = ((sheet.coefficients(rows + 0.03 * torch.randn_like(rows)) - target[chosen]) / scale).square().mean()
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        step += 1
        log.step(step, batch, loss=loss.item(), left=float(loss.item() * scale**2 / target.square().mean()))
    log.flush(step)


def told_of(hint: Hint, source) -> tuple[Tensor, Tensor, Tensor, Tensor]:
    """(attributes, person, pose, landmarks) of a `denoiser.Pictures`."""
    look = one_hot(torch.from_numpy(source.look.astype(np.int64)))
    return look, torch.from_numpy(source.parameters), source.pose, source.landmarks


def begin(hint: Hint, world, pictures, encoder: torch.nn.Conv2d, minutes: float) -> None:
    """Components and coefficients of every sheet by themselves."""
    sheets = hint.sheets
    with torch.no_grad():
        sheets.analysis.copy_(F.avg_pool2d(encoder.weight, 2) * 4)
        sheets.offset.copy_(encoder.bias)
    parts = parts_of(world, pictures.chosen)
    parts["scene"] = fill(parts, pictures.look[:, SCENE_AT])
    attributes, person, pose, landmarks = told_of(hint, pictures)
    both = torch.cat([hint.told(attributes, person, pose), landmarks], -1)
    for name, share in (("scene", 0.2), ("figure", 0.3), ("head", 0.3), ("face", 0.2)):
        rows = torch.from_numpy(parts.pop(name)).float()
        sheet = getattr(sheets, name)
        sheet.train()
        weight = sheets.mask.expand(1, 3, -1, -1).reshape(-1) if name == "face" else None
        regress(f"hint-{name}", sheet, both, start(sheet, rows, weight), minutes * share)
        sheet.eval()


def finish(hint: Hint, pictures, held, minutes: float, keep, batch: int = 32, rate: float = 5e-4, seed: int = 0) -> float:
    """All sheets at once on what counts, the latents; -> share of held-out variance left. `keep(hint)` every few minutes."""
    torch.manual_seed(seed)
    log = checkpoint.Log("hint")
    average = torch.cat([torch.full((n,), 1.0 / n) for n in ATTRIBUTES])
    owner = torch.repeat_interleave(torch.arange(len(ATTRIBUTES)), torch.tensor(ATTRIBUTES))
    looks, persons, poses, places = told_of(hint, pictures)
    bases = [p for name, p in hint.sheets.named_parameters() if p.requires_grad and name.endswith(("basis", "mean"))]
    rest = [p for name, p in hint.sheets.named_parameters() if p.requires_grad and not name.endswith(("basis", "mean"))]
    optimizer = torch.optim.AdamW(
        [{"params": rest, "factor": 1.0, "weight_decay": 0.02}, {"params": bases, "factor": 0.1, "weight_decay": 0.0}],
        rate, betas=(0.9, 0.98),
    )  # fmt: skip
    average_of, trial = checkpoint.EMA(hint.sheets, 0.995), trial_of(hint, held)
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
        attributes = torch.where((torch.rand(batch, len(ATTRIBUTES)) < 0.03)[:, owner], average, looks[chosen])
        person = persons[chosen] * (torch.rand(batch, 1) >= 0.05)
        person = person + 0.05 * torch.randn_like(person)
        pose = poses[chosen] * (torch.rand(batch, 1) >= 0.15)
        landmarks = places[chosen] + 0.02 * torch.randn_like(places[chosen])
        target = torch.from_numpy(pictures.latent[chosen.numpy()]).float()
        found = hint.sheets(hint.told(attributes, person, pose), landmarks)
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


def trial_of(hint: Hint, held, count: int = 256) -> tuple[Tensor, ...]:
    return *(rows[:count] for rows in told_of(hint, held)), torch.from_numpy(held.latent[:count]).float()


@torch.no_grad()
def remaining(hint: Hint, trial: tuple[Tensor, ...]) -> float:
    """Share of the variance of latents that the hint leaves, on held-out pictures with their true landmarks."""
    latent = trial[-1]
    pieces = zip(*(rows.split(32) for rows in trial), strict=True)
    error = sum(float((hint(*piece[:4]) - piece[4]).square().sum()) for piece in pieces)
    return error / float((latent - latent.mean(0)).square().sum())
