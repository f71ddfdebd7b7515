"""A stand-in whose weights lie beside its graph, as exporters of the field keep what is too large for one file.

python -m standins.beside        writes tests/fixtures/standins/sdxs-beside from the U-Net of tests/fixtures/standins/sdxs

The layout is that of repositories with `unet/model.onnx` and `unet/model.onnx_data` (d0gr/sdxl-lightning-onnx-webgpu,
gfodor/segmind-vega-fp16-onnx): one file for all large tensors, named relative to the graph, each with offset and length. The
weights are the same, so the golden numbers are too.
"""

import shutil
from pathlib import Path

import onnx

FIXTURES = Path(__file__).resolve().parents[2] / "tests" / "fixtures" / "standins"
WHOLE, APART = FIXTURES / "sdxs" / "unet.onnx", FIXTURES / "sdxs-beside" / "unet" / "model.onnx"
SMALL = 256  # bytes; smaller tensors stay in the graph


def write() -> None:
    shutil.rmtree(APART.parent, ignore_errors=True)
    APART.parent.mkdir(parents=True)
    onnx.save(
        onnx.load(str(WHOLE)), str(APART), save_as_external_data=True, all_tensors_to_one_file=True,
        location=f"{APART.name}_data", size_threshold=SMALL,
    )  # fmt: skip


if __name__ == "__main__":
    write()
