"""What every training loop shares: atomic checkpoints, an averaged copy of the weights, and one log line a minute.

Checkpoints go to a work folder that is not committed; the log goes to runs/NAME.log, which is.
"""

import copy
import json
import time
from datetime import UTC, datetime
from pathlib import Path

import torch
from torch import nn

RUNS = Path(__file__).resolve().parents[1] / "runs"


def save(path: str | Path, **state) -> None:
    """torch.save through a rename, so that a kill leaves the previous checkpoint whole."""
    path = Path(path)
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(path.suffix + ".partial")
    torch.save(state, partial)
    partial.replace(path)


def load(path: str | Path) -> dict | None:
    """The saved state on the CPU, or None where there is none yet."""
    return torch.load(path, map_location="cpu", weights_only=False) if Path(path).exists() else None


class EMA:
    """Exponential moving average of parameters and buffers, with the usual warm-up min(decay, (1+n)/(10+n))."""

    def __init__(self, model: nn.Module, decay: float = 0.999):
        self.decay, self.updates = decay, 0
        self.model = copy.deepcopy(model).eval().requires_grad_(False)

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        self.updates += 1
        decay = min(self.decay, (1 + self.updates) / (10 + self.updates))
        source = model.state_dict()
        for name, value in self.model.state_dict().items():
            if value.is_floating_point():
                value.lerp_(source[name].to(value.dtype), 1 - decay)
            else:
                value.copy_(source[name])

    def state_dict(self) -> dict:
        return {"model": self.model.state_dict(), "updates": self.updates}

    def load_state_dict(self, state: dict) -> None:
        self.model.load_state_dict(state["model"])
        self.updates = state["updates"]


class Log:
    """Averages what a loop reports and writes one JSON line a minute: time, step, samples a second, means since the last line."""

    def __init__(self, name: str, every: float = 60.0, runs: Path = RUNS):
        runs.mkdir(parents=True, exist_ok=True)
        self.path, self.every = runs / f"{name}.log", every
        self.sums: dict[str, float] = {}
        self.steps = self.samples = 0
        self.since = time.monotonic()

    def step(self, step: int, samples: int, **values: float) -> None:
        self.steps, self.samples = self.steps + 1, self.samples + samples
        for name, value in values.items():
            self.sums[name] = self.sums.get(name, 0.0) + float(value)
        if time.monotonic() - self.since >= self.every:
            self.flush(step)

    def flush(self, step: int) -> None:
        if not self.steps:
            return
        seconds = time.monotonic() - self.since
        means = {name: round(total / self.steps, 5) for name, total in self.sums.items()}
        self.note(step=step, rate=round(self.samples / seconds, 1), **means)
        self.sums, self.steps, self.samples, self.since = {}, 0, 0, time.monotonic()

    def note(self, **values) -> None:
        line = json.dumps({"time": datetime.now(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"), **values})
        print(line, flush=True)
        with self.path.open("a") as file:
            file.write(line + "\n")


def cosine_rate(step: int, total: int, warmup: int = 100, floor: float = 0.02) -> float:
    """Learning-rate factor: linear warm-up, then a half cosine down to `floor`."""
    if step < warmup:
        return (step + 1) / warmup
    progress = min(1.0, (step - warmup) / max(1, total - warmup))
    return floor + (1 - floor) * 0.5 * (1 + float(torch.cos(torch.tensor(progress * torch.pi))))
