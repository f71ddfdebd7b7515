"""Rectified flow (Liu et al. 2022): x_t = (1 - t) x0 + t noise, velocity noise - x0; its times in training and its Euler walk.

It never sees what the network is told; callers pass a function of (sample, t).
"""

from collections.abc import Callable
from itertools import pairwise

import numpy as np
import torch
from torch import Tensor


def training_times(n: int, shift: float, generator: torch.Generator | None = None) -> Tensor:
    """[n] in 0..1: four in five logit-normal (Esser et al. 2024), the rest uniform so that both ends are seen; then shifted."""
    normal = torch.sigmoid(torch.randn(n, generator=generator))
    uniform = torch.rand(n, generator=generator)
    return shifted(torch.where(torch.rand(n, generator=generator) < 0.8, normal, uniform), shift)


def shifted(t, shift: float):
    """Move times towards noise: shift t / (1 + (shift - 1) t)."""
    return shift * t / (1 + (shift - 1) * t)


def sigmas(steps: int, shift: float) -> np.ndarray:
    """[steps + 1] float32 from 1 down to 0, evenly spaced then shifted: diffusers' FlowMatchEulerDiscreteScheduler."""
    return np.append(shifted(np.linspace(1, 1 / steps, steps), shift), 0).astype(np.float32)


def euler(velocity: Callable[[Tensor, float], Tensor], noise: Tensor, levels: np.ndarray) -> Tensor:
    sample = noise
    for now, then in pairwise(levels):
        sample = sample + float(then - now) * velocity(sample, float(now))
    return sample
