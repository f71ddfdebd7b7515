"""The known-answer graph: a few operators every pack needs, with the numbers that onnxruntime's CPU gives.

    python -m atelier.golden_known_answer      writes src/runtime/known-answer.json

The browser runs it on a graphics device before trusting it with a picture: convolution, matrix product, softmax, layer norm,
the error function, on fixed weights and input.
"""

import base64
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

OUT = Path(__file__).resolve().parents[2] / "src" / "runtime" / "known-answer.json"


def graph(rng: np.random.Generator) -> onnx.ModelProto:
    def weight(name: str, *shape: int) -> onnx.TensorProto:
        return numpy_helper.from_array((rng.standard_normal(shape) / np.sqrt(shape[-1])).astype(np.float32), name)

    constant = lambda name, values: numpy_helper.from_array(np.array(values, np.int64), name)  # noqa: E731
    nodes = [
        helper.make_node("Conv", ["input", "kernel"], ["conv"], pads=[1, 1, 1, 1]),  # (1, 8, 6, 6)
        helper.make_node("Reshape", ["conv", "rows"], ["flat"]),  # (1, 8, 36)
        helper.make_node("LayerNormalization", ["flat", "scale", "bias"], ["norm"], axis=-1, epsilon=1e-5),
        helper.make_node("Transpose", ["norm"], ["turned"], perm=[0, 2, 1]),  # (1, 36, 8)
        helper.make_node("MatMul", ["turned", "norm"], ["scores"]),  # (1, 36, 36)
        helper.make_node("Softmax", ["scores"], ["share"], axis=-1),
        helper.make_node("MatMul", ["share", "turned"], ["mixed"]),  # (1, 36, 8)
        helper.make_node("Erf", ["mixed"], ["bent"]),
        helper.make_node("MatMul", ["bent", "last"], ["output"]),  # (1, 36, 4)
    ]
    weights = [
        weight("kernel", 8, 3, 3, 3), constant("rows", [1, 8, 36]), weight("scale", 36), weight("bias", 36), weight("last", 8, 4),
    ]  # fmt: skip
    value = lambda name, shape: helper.make_tensor_value_info(name, TensorProto.FLOAT, shape)  # noqa: E731
    made = helper.make_graph(nodes, "known_answer", [value("input", [1, 3, 6, 6])], [value("output", [1, 36, 4])], weights)
    model = helper.make_model(made, opset_imports=[helper.make_opsetid("", 17)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def main() -> None:
    rng = np.random.default_rng(0)
    model = graph(rng).SerializeToString()
    given = rng.standard_normal((1, 3, 6, 6)).astype(np.float32)
    (answer,) = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, {"input": given})
    numbers = lambda array: [round(float(v), 6) for v in array.ravel()]  # noqa: E731
    given = np.array(numbers(given), np.float32).reshape(given.shape)
    (answer,) = onnxruntime.InferenceSession(model, providers=["CPUExecutionProvider"]).run(None, {"input": given})
    OUT.parent.mkdir(parents=True, exist_ok=True)
    OUT.write_text(
        json.dumps({"model": base64.b64encode(model).decode(), "input": numbers(given), "output": numbers(answer)}) + "\n"
    )


if __name__ == "__main__":
    main()
