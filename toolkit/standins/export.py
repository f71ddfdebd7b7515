"""From networks to files: names, element types and free dimensions as the repository has them, and a twin in single precision."""

import copy
import shutil
import warnings
from pathlib import Path

import onnx
import torch
from onnxruntime.transformers.float16 import convert_float_to_float16
from onnxruntime.transformers.onnx_model import OnnxModel
from torch import Tensor, nn

from .models import TEXT_WIDTH, Networks
from .shapes import HEIGHT, LENGTH, WIDTH, Graph

OPSET = 17
INTEGERS = {"int32": torch.int32, "int64": torch.int64}


class Text(nn.Module):
    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, ids: Tensor) -> Tensor:
        return self.net(ids).last_hidden_state


class Denoise(nn.Module):
    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, sample: Tensor, timestep: Tensor, context: Tensor, guidance: Tensor | None = None) -> Tensor:
        return self.net(sample, timestep, context, timestep_cond=guidance, return_dict=False)[0]


class Decode(nn.Module):
    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, latent: Tensor) -> Tensor:
        return self.net.decode(latent, return_dict=False)[0]


def example(role: str, graph: Graph) -> Tensor:
    """A fixed dimension is itself, a free one is as in a run for one picture."""
    sizes = {"batch": 2, "batch_size": 2, "steps": 1, "sequence": LENGTH, "sequence_length": LENGTH, "num_channels": 4,
             "num_channels_latent": 4, "height": HEIGHT, "width": WIDTH, "height_latent": HEIGHT, "width_latent": WIDTH,
             "hidden": TEXT_WIDTH}  # fmt: skip
    shape = [size if isinstance(size, int) else sizes[size] for size in graph.dims[role]]
    if role == "input_ids":
        return torch.randint(0, 500, shape, dtype=INTEGERS[graph.ids])
    if role == "timestep":
        return torch.full(shape, 500, dtype=INTEGERS.get(graph.time, torch.float32))
    return torch.randn(shape)


def trace(net: nn.Module, graph: Graph, path: Path) -> onnx.ModelProto:
    roles = list(graph.inputs)
    free = {graph.inputs[role]: {i: size for i, size in enumerate(graph.dims[role]) if isinstance(size, str) and size != "hidden"}
            for role in roles}  # fmt: skip
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, tuple(example(role, graph) for role in roles), str(path), dynamo=False, opset_version=OPSET,
            input_names=list(graph.inputs.values()), output_names=list(graph.outputs.values()), dynamic_axes=free,
        )  # fmt: skip
    return onnx.load(str(path))


def narrowed(model: onnx.ModelProto, graph: Graph) -> onnx.ModelProto:
    """Half precision as exporters of the field make it: everything but what overflows; the border as the repository has it."""
    blocked = ["InstanceNormalization", "Resize", "Range", "Upsample"]
    outside = graph.floats == "float32"
    half = OnnxModel(convert_float_to_float16(copy.deepcopy(model), keep_io_types=outside, op_block_list=blocked))
    half.topological_sort()
    return half.model


def slim(model: onnx.ModelProto) -> onnx.ModelProto:
    """Inside names say nothing to anybody and are most of a toy's bytes; what crosses the border keeps its own."""
    graph = model.graph
    border = {value.name for value in (*graph.input, *graph.output)} | {""}
    short: dict[str, str] = {}

    def name(long: str) -> str:
        return long if long in border else short.setdefault(long, f"t{len(short)}")

    for tensor in graph.initializer:
        tensor.name = name(tensor.name)
    for node in graph.node:
        node.name, node.doc_string = "", ""
        node.input[:] = [name(each) for each in node.input]
        node.output[:] = [name(each) for each in node.output]
    del graph.value_info[:]
    onnx.checker.check_model(model)
    return model


def export(networks: Networks, graphs: dict[str, Graph], folder: Path) -> None:
    shutil.rmtree(folder, ignore_errors=True)
    wrappers = {"text_encoder": Text(networks.text), "denoiser": Denoise(networks.unet), "vae_decoder": Decode(networks.vae)}
    for role, graph in graphs.items():
        exact, shipped = folder / "exact" / graph.file, folder / graph.file
        for path in (exact, shipped):
            path.parent.mkdir(parents=True, exist_ok=True)
        model = trace(wrappers[role], graph, exact)
        onnx.save(slim(narrowed(model, graph)), str(shipped))
        for value in model.graph.input:
            if value.name == "timestep":  # Karras's levels lie between the small steps: the twin takes any
                value.type.tensor_type.elem_type = onnx.TensorProto.FLOAT
        onnx.save(slim(model), str(exact))
