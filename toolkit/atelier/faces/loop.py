"""The training loop that detector, embedder and parser share: time budget, cosine rate, averaged weights, resume.

A task says how to make a batch (numpy arrays, in a thread of its own) and how to score it; nothing here knows what is learned.
"""

import queue
import threading
import time
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn

from .. import checkpoint
from ..device import Device
from ..muon import Muon

Batch = tuple[np.ndarray, ...]


@dataclass(frozen=True)
class LoopConfig:
    name: str
    work: Path  # folder of checkpoints
    minutes: float
    rate: float  # AdamW: norms, biases, heads
    matrix_rate: float = 0.02  # Muon: convolutions
    weight_decay: float = 1e-4
    ema: float = 0.998
    seed: int = 0
    fresh: bool = False  # ignore an earlier checkpoint
    save_every: float = 180.0  # seconds


def feed(make: Callable[[np.random.Generator], Batch], seed: int, threads: int, ahead: int = 4) -> Iterator[Batch]:
    """Batches made ahead of the network; decoding and warping release Python's lock."""
    ready: queue.Queue = queue.Queue(ahead)
    stop = threading.Event()

    def produce(rng: np.random.Generator) -> None:
        try:
            while not stop.is_set():
                item = make(rng)
                while not stop.is_set():
                    try:
                        ready.put(item, timeout=0.5)
                        break
                    except queue.Full:
                        continue
        except Exception as error:  # handed to the consumer, which raises it
            ready.put(error)

    for k in range(threads):
        threading.Thread(target=produce, args=(np.random.default_rng([seed, k]),), daemon=True).start()
    try:
        while True:
            item = ready.get()
            if isinstance(item, Exception):
                raise item
            yield item
    finally:
        stop.set()


def optimizers_of(model: nn.Module, config: LoopConfig) -> list[torch.optim.Optimizer]:
    """Muon for the convolutions that mix many channels, AdamW for everything else."""
    matrices = [
        m.weight for m in model.modules() if isinstance(m, nn.Conv2d) and m.groups == 1 and m.bias is None and m.in_channels > 3
    ]
    chosen = {id(p) for p in matrices}
    rest = [p for p in model.parameters() if id(p) not in chosen]
    adam = torch.optim.AdamW(rest, config.rate, weight_decay=config.weight_decay)
    return [Muon(matrices, config.matrix_rate, iterations=3), adam]


def train(
    config: LoopConfig,
    device: Device,
    model: nn.Module,
    make: Callable[[np.random.Generator], Batch],
    score: Callable[[nn.Module, tuple[Tensor, ...]], tuple[Tensor, dict[str, float]]],
    validate: Callable[[nn.Module], dict[str, float]] | None = None,
) -> nn.Module:
    """Returns the averaged model, on the CPU, in eval mode; it is also in the checkpoint under "ema"."""
    torch.manual_seed(config.seed)
    path = config.work / f"{config.name}.pt"
    model = model.to(device.kind, memory_format=torch.channels_last).train()
    average = checkpoint.EMA(model, config.ema)
    optimizers = optimizers_of(model, config)
    step, elapsed = 0, 0.0
    state = None if config.fresh else checkpoint.load(path)
    if state:
        model.load_state_dict(state["model"])
        average.load_state_dict(state["ema"])
        for optimizer, own in zip(optimizers, state["optimizers"], strict=True):
            optimizer.load_state_dict(own)
        step, elapsed = state["step"], state["elapsed"]
    log = checkpoint.Log(config.name)
    parameters = sum(p.numel() for p in model.parameters())
    log.note(event="start", device=device.kind, minutes=config.minutes, step=step, parameters=parameters)

    def save() -> None:
        own = [optimizer.state_dict() for optimizer in optimizers]
        checkpoint.save(path, model=model.state_dict(), ema=average.state_dict(), optimizers=own, step=step, elapsed=elapsed)

    batches = feed(make, config.seed + step, threads=8 if device.large else 1)
    last = saved = time.monotonic()
    while elapsed < config.minutes * 60:
        factor = checkpoint.cosine_rate(elapsed, config.minutes * 60, warmup=min(10.0, config.minutes * 6))
        for optimizer, rate in zip(optimizers, (config.matrix_rate, config.rate), strict=True):
            optimizer.param_groups[0]["lr"] = rate * factor
        batch = tuple(torch.from_numpy(array).to(device.kind, non_blocking=True) for array in next(batches))
        with device.autocast():
            loss, parts = score(model, batch)
        if not torch.isfinite(loss):
            raise FloatingPointError(f"{config.name}: loss is {loss.item()} at step {step}")
        model.zero_grad()
        loss.backward()
        nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        for optimizer in optimizers:
            optimizer.step()
        average.update(model)
        step += 1
        log.step(step, len(batch[0]), loss=loss.item(), **parts)
        now = time.monotonic()
        elapsed, last = elapsed + now - last, now
        if now - saved > config.save_every:
            save()
            saved = now
    log.flush(step)
    save()
    result = average.model.cpu().eval()
    log.note(event="done", step=step, seconds=round(elapsed), **(validate(result) if validate else {}))
    return result
