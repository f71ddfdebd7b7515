"""python -m atelier.export upscaler [--work DIR] [--out DIR] [--steps]: the upscaler as ONNX, weights in half precision.

`--steps` writes what needs no training, without a network.
"""

import argparse
from pathlib import Path

import torch

from .. import checkpoint
from ..upscaler_net import Steps, Upscaler
from ._file import PACK, export
from .generator import check, pixels

DYNAMIC = {"image": {2: "H", 3: "W"}, "master": {2: "4H", 3: "4W"}}


def write(upscaler: Steps, path: Path) -> float:
    """Returns the largest difference to the module, over its largest output, at a size other than the one it was traced at."""
    export(upscaler, {"image": pixels(1, 64, 48)}, ["master"], path, DYNAMIC)
    return check(path, upscaler, {"image": pixels(1, 40, 88)})


def trained(path: Path) -> Upscaler:
    state = checkpoint.load(path)
    if state is None:
        raise FileNotFoundError(f"{path}: train it first with python -m atelier.upscaler")
    upscaler = Upscaler()
    upscaler.load_state_dict(state["model"])
    return upscaler


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--out", type=Path, default=PACK)
    parser.add_argument("--steps", action="store_true", help="without a network")
    options = parser.parse_args(arguments)
    torch.manual_seed(0)
    upscaler, path = Steps() if options.steps else trained(options.work / "upscaler.pt"), options.out / "upscaler.onnx"
    print({"error": round(write(upscaler, path), 5), "bytes": path.stat().st_size})
