"""The shipped ONNX files: where they lie, how weights are stored in them, and how a module gets them back.

Weights are kept in half precision under their state-dict names, each behind a Cast that the runtime folds when it loads the file;
batch norms stay apart from convolutions in the file (the runtime fuses them), so that a shipped file can be trained further.
A matrix that is only ever mixed row by row may be kept in eight bits, with one scale per row, behind a DequantizeLinear.
"""

from pathlib import Path

import numpy as np
import onnx
import torch
from onnx import TensorProto, helper, numpy_helper
from torch import Tensor, nn

PACK = Path(__file__).resolve().parents[3] / "public" / "packs" / "atelier"
SCALE = ".row_scale"  # of an int8 matrix's rows, behind its name
SMALLEST = 256  # arrays with fewer numbers stay fp32: biases and norms matter more than their bytes


def export(
    module: nn.Module, inputs: dict[str, Tensor], outputs: list[str], path: Path,
    dynamic: dict[str, dict[int, str]] | None = None, eight_bit: tuple[str, ...] = (),
) -> None:  # fmt: skip
    """Write the module as one ONNX file of opset 17, weights named as in its state dict; those of `eight_bit` as int8 rows."""
    path.parent.mkdir(parents=True, exist_ok=True)
    partial = path.with_suffix(".partial")
    torch.onnx.export(
        module.cpu().eval(), tuple(inputs.values()), str(partial), input_names=list(inputs), output_names=outputs,
        opset_version=17, dynamic_axes=dynamic, do_constant_folding=False, training=torch.onnx.TrainingMode.PRESERVE,
        dynamo=False,
    )  # fmt: skip
    model = onnx.load(str(partial))
    narrow_constants(model)
    store_int8(model, eight_bit)
    store_half(model)
    onnx.checker.check_model(model)
    onnx.save(model, str(partial))
    partial.replace(path)


def narrow_constants(model: onnx.ModelProto) -> None:
    """Double-precision constants, which tracing leaves behind Python floats, to fp32: ORT on WebGPU cannot read the former."""
    for node in model.graph.node:
        for attribute in node.attribute:
            if node.op_type == "Constant" and attribute.t.data_type == TensorProto.DOUBLE:
                attribute.t.CopyFrom(numpy_helper.from_array(numpy_helper.to_array(attribute.t).astype(np.float32)))


def store_half(model: onnx.ModelProto) -> None:
    """Replace every large fp32 initializer by a half-precision one of the same name and a Cast to fp32, in place."""
    casts = []
    for tensor in model.graph.initializer:
        array = numpy_helper.to_array(tensor)
        if array.dtype == np.float32 and array.size >= SMALLEST and not tensor.name.endswith(SCALE):
            tensor.CopyFrom(numpy_helper.from_array(array.astype(np.float16), tensor.name))
            casts.append(helper.make_node("Cast", [tensor.name], [f"{tensor.name}.fp32"], to=TensorProto.FLOAT))
    _widen(model, casts)


def store_int8(model: onnx.ModelProto, names: tuple[str, ...]) -> None:
    """Replace these fp32 matrices by int8 ones of the same name, their rows' scales and a DequantizeLinear to fp32, in place."""
    tensors = {tensor.name: tensor for tensor in model.graph.initializer}
    wide = []
    for name in (name for name in names if name in tensors):  # of several that are alike, untrained ones, one is stored
        rows = numpy_helper.to_array(tensors[name])
        scale = np.maximum(np.abs(rows).max(1) / 127, np.finfo(np.float32).tiny)
        tensors[name].CopyFrom(numpy_helper.from_array(np.round(rows / scale[:, None]).astype(np.int8), name))
        model.graph.initializer.append(numpy_helper.from_array(scale, name + SCALE))
        wide.append(helper.make_node("DequantizeLinear", [name, name + SCALE], [f"{name}.fp32"], axis=0))
    _widen(model, wide)


def _widen(model: onnx.ModelProto, nodes: list[onnx.NodeProto]) -> None:
    """Whoever read a node's first input reads its output instead."""
    wide = {node.input[0]: node.output[0] for node in nodes}
    for node in model.graph.node:
        node.input[:] = [wide.get(name, name) for name in node.input]
    nodes = [*nodes, *model.graph.node]
    del model.graph.node[:]
    model.graph.node.extend(nodes)


def weights(name: str, prefix: str = "", pack: Path = PACK) -> dict[str, Tensor]:
    """Initializers of PACK/NAME.onnx as fp32 tensors, `prefix` taken off their names."""
    stored = {tensor.name: numpy_helper.to_array(tensor) for tensor in onnx.load(str(pack / f"{name}.onnx")).graph.initializer}

    def wide(key: str) -> Tensor:
        array = stored[key].astype(np.float32)
        return torch.from_numpy(array * stored[key + SCALE][:, None] if key + SCALE in stored else array)

    kept = (np.float32, np.float16, np.int8)
    keys = [key for key, array in stored.items() if key.startswith(prefix) and array.dtype in kept and not key.endswith(SCALE)]
    return {key.removeprefix(prefix): wide(key) for key in keys}


def shipped(net: nn.Module, file: str, prefix: str, pack: Path = PACK) -> nn.Module:
    """The module with the weights of PACK/FILE.onnx, for evaluation, none of them learned."""
    found, state = weights(file, prefix, pack), net.state_dict()
    net.load_state_dict(state | {name: found[name] for name, value in state.items() if value.is_floating_point()})
    return net.eval().requires_grad_(False)
