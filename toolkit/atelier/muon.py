"""Muon (Jordan et al. 2024): momentum whose matrices are orthogonalised before the step; in float32, for any device.

A convolution counts as the matrix [outputs, inputs x kernel].
"""

import torch
from torch import Tensor

COEFFICIENTS = (
    (4.0848, -6.8946, 2.9270),
    (3.9505, -6.3029, 2.6377),
    (3.7418, -5.5913, 2.3037),
    (2.8769, -3.1427, 1.2046),
    (2.8366, -3.0525, 1.2012),
)


def orthogonalise(g: Tensor, iterations: int = len(COEFFICIENTS)) -> Tensor:
    """The nearest matrix with all singular values near 1, by odd polynomials; stacks [..., m, n] are fine."""
    x = g / (g.norm(dim=(-2, -1), keepdim=True) + 1e-7)
    tall = g.shape[-2] > g.shape[-1]
    x = x.mT if tall else x
    for a, b, c in COEFFICIENTS[:iterations]:
        gram = x @ x.mT
        x = a * x + (b * gram + c * gram @ gram) @ x
    return x.mT if tall else x


class Muon(torch.optim.Optimizer):
    def __init__(self, parameters, lr: float, momentum: float = 0.95, weight_decay: float = 0.0, iterations: int = 5):
        """iterations: three are nearly as good as five where the step is a large part of the cost."""
        defaults = {"lr": lr, "momentum": momentum, "weight_decay": weight_decay, "iterations": iterations}
        super().__init__(parameters, defaults)

    @torch.no_grad()
    def step(self) -> None:
        for group in self.param_groups:
            by_shape: dict[torch.Size, list[tuple[Tensor, Tensor]]] = {}
            for p in group["params"]:
                if p.grad is None:
                    continue
                memory = self.state[p].setdefault("momentum", torch.zeros_like(p))
                memory.lerp_(p.grad, 1 - group["momentum"])
                by_shape.setdefault(p.shape, []).append((p, p.grad.lerp(memory, group["momentum"])))
            for shape, pairs in by_shape.items():
                steps = orthogonalise(torch.stack([g.flatten(1) for _, g in pairs]), group["iterations"])
                size = group["lr"] * max(1.0, shape[0] / shape[1:].numel()) ** 0.5
                for (p, _), step in zip(pairs, steps, strict=True):
                    p.mul_(1 - group["lr"] * group["weight_decay"]).add_(step.view_as(p), alpha=-size)
