"""`python -m atelier.export generator --vae work/vae.pt --denoiser work/denoiser.pt`: the generator's five graphs.

`--blank` writes untrained graphs of the final shapes, for building against. Every graph is compared with its module through
onnxruntime before it counts as written.
"""

import argparse
import json
from pathlib import Path

import onnxruntime as ort
import torch
from torch import Tensor, nn

from .. import checkpoint, manifest, prior, tokenizer
from ..autoencoder import Autoencoder
from ..generator import EMBEDDING, Generator
from ..hint_frames import PATCHES
from ..hint_layers import PARTS
from ..text import LENGTH
from ..unet import IDENTITY_TOKENS, POSE
from ._file import PACK
from ._file import export as write_graph

TOLERANCE = 0.04  # of the largest output: what half-precision and eight-bit weights may move it by
# More than half of the denoiser's numbers: the directions that the hint mixes. A Standard picture then moves by 0.4 of 255, rms.
LAYERS = tuple(f"layers.{name}.{of}" for name in PARTS for of in ("outline", "colour"))
SHEETS = ("scene", *(f"features.{name}" for name in PATCHES), *LAYERS)
EIGHT_BIT = {"denoiser": tuple(f"module.hint.sheets.{name}.{rows}" for name in SHEETS for rows in ("basis", "mean"))}


class One(nn.Module):
    """A module under the name `module`, so that all files name their weights alike."""

    def __init__(self, module: nn.Module):
        super().__init__()
        self.module = module

    def forward(self, x: Tensor) -> Tensor:
        return self.module(x)


class Projector(One):
    def forward(self, embedding: Tensor) -> list[Tensor]:
        keys, values = self.module(embedding)
        return [tensor for pair in zip(keys, values, strict=True) for tensor in pair]


class Velocity(One):
    def forward(
        self, sample: Tensor, timestep: Tensor, context: Tensor, scale: Tensor, pose: Tensor, *identity: Tensor
    ) -> Tensor:  # fmt: skip
        return self.module(sample, timestep, context, list(identity[0::2]), list(identity[1::2]), scale, pose)


def identity_names(model: Generator) -> list[str]:
    return [f"identity.{kind}.{i}" for i in range(len(model.config.identity_widths)) for kind in "kv"]


def check(path: Path, module: nn.Module, inputs: dict[str, Tensor]) -> float:
    """Largest difference to the module, over its largest output, at these inputs."""
    session = ort.InferenceSession(str(path))
    found = session.run(None, {name: value.numpy() for name, value in inputs.items()})
    with torch.no_grad():
        wanted = module(*inputs.values())
    wanted = wanted if isinstance(wanted, list) else [wanted]
    pairs = [(torch.from_numpy(a), b) for a, b in zip(found, wanted, strict=True)]
    error = max(float((a - b).abs().max() / b.abs().max().clamp_min(1e-3)) for a, b in pairs)
    if error > TOLERANCE:
        raise SystemExit(f"{path.name}: the exported graph differs from its module by {error:.4f}")
    return error


def sample_inputs(model: Generator, batch: int, height: int, width: int) -> dict[str, Tensor]:
    r = torch.randn
    told = {
        "sample": r(batch, 16, height, width), "timestep": torch.rand(batch), "context": r(batch, LENGTH, 192),
        "identity.scale": torch.ones(1), "pose": r(batch, POSE),
    }  # fmt: skip
    for i, width_i in enumerate(model.config.identity_widths):
        told |= {f"identity.{kind}.{i}": r(batch, IDENTITY_TOKENS, width_i) for kind in "kv"}
    return told


def export(model: Generator, vae: Autoencoder, folder: Path) -> dict[str, float]:
    """Write all five graphs; returns the error of each, at a size other than the one it was traced at."""
    model, vae = model.cpu().eval(), vae.cpu().eval()
    picture, latent, rows = {0: "batch", 2: "H", 3: "W"}, {0: "batch", 2: "h", 3: "w"}, {0: "batch"}
    told, other = sample_inputs(model, 2, 32, 24), sample_inputs(model, 1, 32, 18)
    names = identity_names(model)
    jobs = {  # name: module, inputs to trace, inputs of another size to try, output names, dynamic axes
        "vae_encoder": (
            One(vae.encoder), {"image": pixels(1, 512, 384)}, {"image": pixels(2, 448, 448)}, ["latent"],
            {"image": picture, "latent": latent},
        ),
        "vae_decoder": (
            One(vae.decoder), {"latent": torch.randn(1, 16, 32, 24)}, {"latent": torch.randn(2, 16, 28, 28)}, ["image"],
            {"latent": latent, "image": picture},
        ),
        "text_encoder": (
            One(model.text), {"input_ids": ids(1)}, {"input_ids": ids(3)}, ["context"], {"input_ids": rows, "context": rows},
        ),
        "identity_projector": (
            Projector(model.projector), {"embedding": unit(1)}, {"embedding": unit(2)}, names,
            {name: rows for name in ["embedding", *names]},
        ),
        "denoiser": (
            Velocity(model.net), told, other, ["prediction"],
            {name: rows for name in told if name != "identity.scale"} | {"sample": latent, "prediction": latent},
        ),
    }  # fmt: skip
    errors = {}
    for name, (module, traced, tried, outputs, dynamic) in jobs.items():
        path = folder / f"{name}.onnx"
        write_graph(module, traced, outputs, path, dynamic, EIGHT_BIT.get(name, ()))
        errors[name] = round(max(check(path, module, case) for case in (traced, tried)), 5)
    return errors


def ids(batch: int) -> Tensor:
    tokens = torch.zeros(batch, LENGTH, dtype=torch.int64)
    tokens[:, :20] = torch.randint(1, 50, (batch, 20))
    return tokens


def pixels(batch: int, height: int, width: int) -> Tensor:
    return torch.rand(batch, 3, height, width) * 2 - 1


def unit(batch: int) -> Tensor:
    return nn.functional.normalize(torch.randn(batch, EMBEDDING), dim=-1)


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--vae", type=Path, default=Path("work/vae.pt"))
    parser.add_argument("--denoiser", type=Path, default=Path("work/denoiser.pt"))
    parser.add_argument("--out", type=Path, default=PACK)
    parser.add_argument("--blank", action="store_true", help="untrained weights")
    options = parser.parse_args(arguments)
    torch.manual_seed(0)
    model, vae = Generator(tokenizer.load(options.out).get_vocab_size()), Autoencoder()
    if options.blank:
        vae.start_linear(torch.rand(2000, 3, 16, 16) * 2 - 1, torch.ones(2000))
        prior.write(options.out / "prior.json", prior.fit(unit(400).numpy()))
    else:
        vae.load_state_dict(checkpoint.load(options.vae)["model"])
        model.load_state_dict(checkpoint.load(options.denoiser)["model"])
    manifest.PREVIEW.parent.mkdir(parents=True, exist_ok=True)
    manifest.PREVIEW.write_text(json.dumps(manifest.preview_of(vae.decoder.linear)) + "\n")
    errors = export(model, vae, options.out)
    print(json.dumps({"errors": errors, "bytes": {path.name: path.stat().st_size for path in sorted(options.out.iterdir())}}))
