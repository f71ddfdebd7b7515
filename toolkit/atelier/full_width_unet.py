"""A U-Net of Stable Diffusion 1.5's widths, random weights: `python -m atelier.full_width_unet FOLDER` (pip install diffusers).

The stock export of diffusers: FOLDER/unet.onnx and, beside it, 860 million weights in FOLDER/weights.bin (3.4 GB) for
`npm run bench:full-width`. Never committed. All weights are never held at once: while it is exported every parameter is
one number repeated, and noise is written in its place.
"""

import argparse
import tempfile
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from torch import nn

from .golden_unet import Stock, spread

# runwayml/stable-diffusion-v1-5, unet/config.json
CONFIG = {
    "sample_size": 64, "block_out_channels": (320, 640, 1280, 1280), "layers_per_block": 2, "cross_attention_dim": 768,
    "attention_head_dim": 8, "norm_num_groups": 32,
}  # fmt: skip
SEED, SIDE, WORDS = 15, 8, 77
BLOCK = 1 << 22  # numbers of noise, written again and again


def hollow() -> nn.Module:
    """The net with parameters that take no memory; different ones, for the exporter makes one of equal ones."""
    with torch.device("meta"):
        net = Stock(**CONFIG)
    for i, (name, parameter) in enumerate(list(net.named_parameters())):
        owner, _, own = name.rpartition(".")
        value = torch.full((1,), 1e-3 + 1e-6 * i).expand(parameter.shape)
        setattr(net.get_submodule(owner), own, nn.Parameter(value, requires_grad=False))
    return net.eval()


def exported(net: nn.Module, folder: Path) -> onnx.ModelProto:
    """Its graph; where the weights lie is to be said anew."""
    inputs = torch.randn(1, 4, SIDE, SIDE), torch.tensor([481]), torch.randn(1, WORDS, CONFIG["cross_attention_dim"])
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, inputs, str(folder / "unet.onnx"), dynamo=False, opset_version=17, output_names=["out_sample"],
            input_names=["sample", "timestep", "encoder_hidden_states"], dynamic_axes={
                "sample": {0: "batch_size", 2: "height", 3: "width"}, "timestep": {0: "steps"},
                "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"},
            },
        )  # fmt: skip
    return onnx.load(folder / "unet.onnx", load_external_data=False)


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("folder", type=Path)
    asked = parser.parse_args()
    asked.folder.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=asked.folder) as folder:
        model = exported(hollow(), Path(folder))
    noise = np.random.default_rng(SEED).standard_normal(BLOCK, dtype=np.float32)
    offset = 0
    with (asked.folder / "weights.bin").open("wb") as file:
        for tensor in model.graph.initializer:
            if tensor.data_location != onnx.TensorProto.EXTERNAL:
                continue
            mean, deviation = spread(tensor.name, tuple(tensor.dims))
            values, size = noise * np.float32(deviation) + np.float32(mean), int(np.prod(tensor.dims))
            for start in range(0, size, BLOCK):
                file.write(values[: min(BLOCK, size - start)].tobytes())
            del tensor.external_data[:]
            for key, value in (("location", "weights.bin"), ("offset", str(offset)), ("length", str(4 * size))):
                tensor.external_data.add(key=key, value=value)
            offset += 4 * size
    onnx.save(model, asked.folder / "unet.onnx")


if __name__ == "__main__":
    main()
