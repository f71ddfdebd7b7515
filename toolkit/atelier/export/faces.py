"""python -m atelier.export faces [--work DIR] [--out DIR] [--only NAME]: the averaged weights of the face stack as ONNX."""

import argparse
from pathlib import Path

import torch

from .. import checkpoint
from ..faces.detector import OUTPUTS, Detector, PublishedDetector
from ..faces.embedder import Embedder
from ..faces.landmarks import Landmarks
from ..faces.parser import Parser
from ._file import PACK, export


def _averaged(work: Path, name: str, prefix: str = "") -> dict[str, torch.Tensor]:
    state = checkpoint.load(work / f"{name}.pt")
    if state is None:
        raise FileNotFoundError(f"{work / name}.pt: train it first with python -m atelier.faces {name}")
    return {key.removeprefix(prefix): value for key, value in state["ema"]["model"].items() if key.startswith(prefix)}


def export_detector(work: Path, out: Path) -> None:
    detector = Detector()
    detector.load_state_dict(_averaged(work, "detector"))
    dynamic = {"input": {2: "height", 3: "width"}} | {name: {1: f"cells{name[name.index('_') :]}"} for name in OUTPUTS}
    example = {"input": torch.zeros(1, 3, 320, 320)}
    export(PublishedDetector(detector), example, list(OUTPUTS), out / "face_detector.onnx", dynamic)


def export_embedder(work: Path, out: Path) -> None:
    embedder = Embedder()
    embedder.load_state_dict(_averaged(work, "embedder", "embedder."))
    export(embedder, {"data": torch.zeros(1, 3, 112, 112)}, ["fc1"], out / "face_embedder.onnx")


def export_landmarks(work: Path, out: Path) -> None:
    landmarks = Landmarks()
    landmarks.load_state_dict(_averaged(work, "landmarks"))
    export(landmarks, {"image": torch.zeros(1, 3, 112, 112)}, ["points"], out / "face_landmarks.onnx")


def export_parser(work: Path, out: Path) -> None:
    parser = Parser()
    parser.load_state_dict(_averaged(work, "parser"))
    export(parser, {"image": torch.zeros(1, 3, 256, 256)}, ["logits"], out / "parser.onnx")


WRITERS = {"detector": export_detector, "embedder": export_embedder, "landmarks": export_landmarks, "parser": export_parser}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--work", type=Path, default=Path("work"))
    parser.add_argument("--out", type=Path, default=PACK)
    parser.add_argument("--only", choices=sorted(WRITERS))
    options = parser.parse_args(arguments)
    for name, write in WRITERS.items():
        if options.only in (None, name):
            write(options.work, options.out)
