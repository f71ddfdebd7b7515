"""The shipped ONNX files: where they lie, how weights are stored in them, and how a module gets them back.

Weights are kept in half precision under their state-dict names, each behind a Cast that the runtime folds when it loads the file;
batch norms stay apart from convolutions in the file (the runtime fuses them), so that a shipped file can be trained further.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

PACK = Path(__file__).resolve().parents[3] / "public" / "packs" / "atelier"
SMALLEST = 256  # arrays with fewer numbers stay fp32: biases and norms matter more than their bytes


def export(
    module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], path: Path, dynamic: dict[str, dict[int, str]] | None = None
) -> None:
    """Write the module as one ONNX file of opset 17, weights named as in its state dict."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.onnx.export(
        module.cpu().eval(), tuple(inputs.values()), str(partial), input_names=list(inputs), output_names=outputs,
        opset_version=17, dynamic_axes=dynamic, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE,
        dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(partial))
    store_half(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(partial))
    partial.replace(path)


def store_half(model: onnx.ModelProto) -> None:
    """Replace every large fp32 initializer by a half-precision one of the same name and a Cast to fp32, in place."""
    graph = model.graph
    casts = {}
    for tensor in graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.dtype == np.float32 and array.size >= SMALLEST:
            tensor.CopyFrom(numpy_helper.from_array(array.astype(np.float16), tensor.name))
            casts[tensor.name] = f"{tensor.name}.fp32"
    for node in graph.node:
        for k, name in enumerate(node.input):
            if name in casts:
                node.input[k] = casts[name]
    nodes = [helper.make_node("Cast", [name], [wide], to=TensorProto.FLOAT) for name, wide in casts.items()]
    nodes.extend(graph.node)
    del graph.node[:]
    graph.node.extend(nodes)


def weights(name: str, prefix: str = "") -> dict[str, Tensor]:
    """Initializers of public/packs/atelier/NAME.onnx as fp32 tensors, `prefix` taken off their names."""
    tensors = onnx.load(str(PACK / f"{name}.onnx")).graph.initializer
    return {
        tensor.name.removeprefix(prefix): torch.from_numpy(numpy_helper.to_array(tensor).copy()).float()
        for tensor in tensors
        if tensor.name.startswith(prefix) and tensor.data_type in (TensorProto.FLOAT, TensorProto.FLOAT16)
    }
