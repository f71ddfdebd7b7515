"""The parts that are trained together: denoiser, text encoder, identity projector; and a picture drawn with them in PyTorch."""

from pathlib import Path

import torch
from torch import Tensor, nn

from . import checkpoint, flow, people
from .export import _file
from .projector import IdentityProjector, Reader, Tensors
from .text import LENGTH, TextConfig, TextEncoder
from .unet import Denoiser, DenoiserConfig

EMBEDDING = 128


class Generator(nn.Module):
    def __init__(self, vocabulary: int, config: DenoiserConfig | None = None):
        super().__init__()
        self.config = config or DenoiserConfig()
        self.net = Denoiser(self.config)
        self.text = TextEncoder(TextConfig(vocabulary=vocabulary))
        self.projector = IdentityProjector(Reader(EMBEDDING, people.SIZE), Tensors(people.SIZE, self.config.identity_widths))

    def context(self, ids: Tensor) -> Tensor:
        """ids [B, L] -> [B, 64, 192]"""
        return nn.functional.pad(self.text(ids), (0, 0, 0, LENGTH - ids.shape[1]))

    def velocity(
        self, sample: Tensor, t: Tensor, context: Tensor, person: Tensor, scale: Tensor, pose: Tensor, rig=None
    ) -> Tensor:
        """context [B, 64, 192], person [B, SIZE] standardised parameters, scale [B] 0 or 1, pose [B, 8]."""
        keys, values = self.projector.tensors(person)
        return self.net(sample, t, context, keys, values, scale, pose, rig)

    @torch.no_grad()
    def draw(
        self, noise: Tensor, ids: Tensor, empty: Tensor, person: Tensor, pose: Tensor, steps: int, guidance: float, shift: float
    ) -> Tensor:
        """Guided Euler walk from noise [B, 16, h, w] to latents; `empty` [L] is the empty prompt. Both halves know the person."""
        n = len(noise)
        both = self.context(torch.cat([ids, empty.expand(n, -1)]))
        people2, poses2, scale = torch.cat([person, person]), torch.cat([pose, pose]), torch.ones(2 * n)

        def velocity(sample: Tensor, t: float) -> Tensor:
            out = self.velocity(torch.cat([sample, sample]), torch.full((2 * n,), t), both, people2, scale, poses2)
            return out[n:] + guidance * (out[:n] - out[n:])

        return flow.euler(velocity, noise, flow.sigmas(steps, shift))


GRAPHS = {
    "vae": {"encoder": "vae_encoder", "decoder": "vae_decoder"},
    "denoiser": {"net": "denoiser", "text": "text_encoder", "projector": "identity_projector"},
}


def restore(stage: str, model: nn.Module, out: Path) -> None:
    """Write the shipped weights as the checkpoint that a stage resumes from."""
    for part, file in GRAPHS[stage].items():
        module, found = getattr(model, part), _file.weights(file, "module.")
        state = module.state_dict()
        module.load_state_dict(state | {name: found[name] for name, value in state.items() if value.is_floating_point()})
    checkpoint.save(out, model=model.state_dict(), step=0, reader=True)
