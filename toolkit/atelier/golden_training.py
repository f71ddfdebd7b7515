"""Golden gradients of the whole denoiser: `python -m atelier.golden_training` writes tests/golden/training.json.

The loss of two noisy latents, weighted by place, over the shipped weights with low-rank deltas beside every projection of
attention, and its gradients by PyTorch's autograd. All inputs are Philox noise, one stream each. Of every gradient its norm and
evenly spread elements are kept, and the pack's revision: other weights, other numbers. Of one latent also how unlike a person its
face is: one less the cosine through the step's estimate, a window of the decoder, a tilted crop and the embedder.
"""

import argparse
import json
from pathlib import Path

import torch
import torch.nn.functional as F
from torch import Tensor, nn

from . import manifest
from .autoencoder import AutoencoderConfig, Decoder
from .export._file import PACK, shipped
from .faces.embedder import Embedder
from .golden_philox import normal
from .unet import IDENTITY_TOKENS, POSE, Denoiser

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "training.json"
SEED, SIZE, BATCH, RANK, KEPT = 4, (10, 8), 2, 4, 24
PROJECTIONS = ("self_qkv", "self_out", "query", "text_kv", "text_out", "identity_out")
DELTA_SCALE = 0.5
WINDOW, CROP = (3, 2, 5, 4), 112  # of the latent: first row and column, height, width; points of an aligned face's side
TURN = ((0.6, -0.2, 0.1), (0.2, 0.7, -0.05))  # from the crop's -1..1 to the window's


class Delta(nn.Module):
    """y = xW + scale (xA)B"""

    def __init__(self, base: nn.Linear, a: Tensor, b: Tensor):
        super().__init__()
        self.base, self.a, self.b = base, nn.Parameter(a), nn.Parameter(b)

    def forward(self, x: Tensor) -> Tensor:
        return self.base(x) + DELTA_SCALE * (x @ self.a @ self.b)


class Noise:
    """Tensors of noise, one Philox stream after another."""

    def __init__(self) -> None:
        self.stream = 0

    def __call__(self, *shape: int) -> Tensor:
        self.stream += 1
        return torch.from_numpy(normal(SEED, self.stream - 1, torch.Size(shape).numel())).view(shape)


def likeness(pack: Path) -> dict:
    net = shipped(Denoiser(), "denoiser", "module.", pack)
    decoder = shipped(Decoder(AutoencoderConfig()), "vae_decoder", "module.", pack)
    embedder, noise = shipped(Embedder(), "face_embedder", "", pack), Noise()
    h, w = SIZE
    sample, context, pose = noise(1, 16, h, w), noise(1, 64, net.config.context), noise(1, POSE)
    person = F.normalize(noise(1, 128))
    tensors = {f"identity.{kind}.{i}": noise(1, IDENTITY_TOKENS, width).requires_grad_()
               for i, width in enumerate(net.config.identity_widths) for kind in "kv"}
    keys, values = ([tensors[f"identity.{kind}.{i}"] for i in range(len(net.config.identity_widths))] for kind in "kv")
    t, (top, left, height, width) = 0.75, WINDOW
    estimate = sample - t * net(sample, torch.tensor([t]), context, keys, values, torch.ones(1), pose)
    image = decoder(estimate[:, :, top : top + height, left : left + width])
    places = F.affine_grid(torch.tensor([TURN]), [1, 3, CROP, CROP], align_corners=False)
    face = F.grid_sample(image, places, padding_mode="border", align_corners=False).clamp(-1, 1)
    cosine = F.cosine_similarity(embedder((face + 1) * 127.5), person)
    (1 - cosine).sum().backward()
    return {
        "timestep": t, "window": list(WINDOW), "crop": CROP, "turn": [list(row) for row in TURN], "cosine": cosine.item(),
        "gradients": {name: summary(tensor) for name, tensor in tensors.items()},
    }  # fmt: skip


def case(pack: Path) -> dict:
    net, noise = shipped(Denoiser(), "denoiser", "module.", pack), Noise()
    h, w = SIZE
    sample, target, context = noise(BATCH, 16, h, w), noise(BATCH, 16, h, w), noise(BATCH, 64, net.config.context)
    pose, weight = noise(BATCH, POSE), noise(BATCH, 1, h, w) ** 2
    keys, values = [], []
    for width in net.config.identity_widths:
        keys.append(noise(BATCH, IDENTITY_TOKENS, width).requires_grad_())
        values.append(noise(BATCH, IDENTITY_TOKENS, width).requires_grad_())
    learned = {f"identity.{kind}.{i}": each[i] for i in range(len(keys)) for kind, each in (("k", keys), ("v", values))}
    for name, module in sorted(net.named_modules()):
        for part in PROJECTIONS:
            if hasattr(module, part):
                base = getattr(module, part)
                delta = Delta(base, 0.1 * noise(base.in_features, RANK), 0.1 * noise(RANK, base.out_features))
                setattr(module, part, delta)
                learned |= {f"delta.module.{name}.{part}.a": delta.a, f"delta.module.{name}.{part}.b": delta.b}
    timestep = torch.linspace(0.3, 0.8, BATCH)
    out = net(sample, timestep, context, keys, values, torch.ones(1), pose)
    loss = (weight * (out - target) ** 2).mean()
    loss.backward()
    return {
        "revision": json.loads(manifest.MANIFEST.read_text())["packs"][0]["revision"], "seed": SEED, "size": list(SIZE),
        "batch": BATCH, "rank": RANK, "deltaScale": DELTA_SCALE, "timestep": timestep.tolist(), "loss": loss.item(),
        "gradients": {name: summary(tensor) for name, tensor in learned.items()}, "likeness": likeness(pack),
    }  # fmt: skip


def summary(tensor: Tensor) -> dict:
    flat = tensor.grad.flatten().double()
    return {"shape": list(tensor.shape), "norm": flat.norm().item(), "spread": flat[:: max(1, len(flat) // KEPT)].tolist()}


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--pack", type=Path, default=PACK)
    parser.add_argument("--out", type=Path, default=OUT)
    options = parser.parse_args()
    options.out.write_text(json.dumps(case(options.pack)) + "\n")


if __name__ == "__main__":
    main()
