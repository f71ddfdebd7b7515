"""Golden gradients for the browser's graph toolkit: `python -m atelier.golden_gradients` writes tests/golden/gradients.json.

Every case is a small ONNX model and the same function in PyTorch: the loss is the sum of its output times a random cotangent, and
autograd says what the gradients are. The model is written in ONNX's text format and kept as base64.
"""

import base64
import json
import math
from collections.abc import Callable
from pathlib import Path

import onnx.parser
import torch
import torch.nn.functional as F
from torch import Tensor

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden" / "gradients.json"

# name: (shapes of the inputs, body of the graph with constants in it, the function, opset)
Case = tuple[list[tuple[int, ...]], str, Callable[..., Tensor], int]


def pointwise(op: str, function: Callable[[Tensor], Tensor], opset: int = 17) -> Case:
    return [(2, 3, 5)], f"y = {op}(a)", function, opset


def pair(op: str, function: Callable[[Tensor, Tensor], Tensor], a: tuple = (2, 1, 5), b: tuple = (3, 1)) -> Case:
    return [a, b], f"y = {op}(a, b)", function, 17


def conv(x: tuple, w: tuple, text: str, **options) -> Case:
    return [x, w], f"y = Conv<{text}>(a, b)", lambda a, b: F.conv2d(a, b, **options), 17


def ints(*values: int) -> str:
    return f"Constant<value = int64[{len(values)}] {{{', '.join(map(str, values))}}}>()"


def real(values: str) -> str:
    return f"Constant<value = float {{{values}}}>()"


def group_norm(a: Tensor, b: Tensor, c: Tensor) -> Tensor:
    return F.group_norm(a, 2, b, c, eps=1e-5)


def gelu_by_tanh(a: Tensor) -> Tensor:
    return 0.5 * a * (1 + torch.tanh(math.sqrt(2 / math.pi) * (a + 0.044715 * a**3)))


TENTHS = torch.tensor([(i % 9 + 1) / 10 for i in range(18)])


def attention(q: Tensor, k: Tensor, v: Tensor, heads: int, scale: float | None = None) -> Tensor:
    apart = (x.unflatten(-1, (heads, -1)).transpose(1, 2) for x in (q, k, v))
    return F.scaled_dot_product_attention(*apart, scale=scale).transpose(1, 2).flatten(2)


CASES: dict[str, Case] = {
    "add": pair("Add", torch.add),
    "subtract": pair("Sub", torch.sub),
    "multiply": pair("Mul", torch.mul),
    "divide": pair("Div", lambda a, b: a / b),
    "power": ([(2, 3)], f"e = {real('3')} y = Pow(a, e)", lambda a: a**3, 17),
    "power of both": ([(2, 3), (2, 3)], "m = Abs(a) y = Pow(m, b)", lambda a, b: a.abs() ** b, 17),
    "maximum": pair("Max", torch.maximum),
    "minimum": pair("Min", torch.minimum),
    "absolute": pointwise("Abs", torch.abs),
    "negative": pointwise("Neg", torch.neg),
    "reciprocal": pointwise("Reciprocal", torch.reciprocal),
    "root": ([(2, 3)], "m = Exp(a) y = Sqrt(m)", lambda a: a.exp().sqrt(), 17),
    "logarithm": ([(2, 3)], "m = Mul(a, a) y = Log(m)", lambda a: (a * a).log(), 17),
    "sine": pointwise("Sin", torch.sin),
    "cosine": pointwise("Cos", torch.cos),
    "clip": ([(4, 5)], f"l = {real('-0.5')} h = {real('0.7')} y = Clip(a, l, h)", lambda a: a.clamp(-0.5, 0.7), 17),
    "where": ([(4, 5), (5,)], f"z = {real('0')} c = Greater(a, z) y = Where(c, a, b)", lambda a, b: torch.where(a > 0, a, b), 17),
    "sigmoid": pointwise("Sigmoid", torch.sigmoid),
    "silu": ([(2, 3, 5)], "s = Sigmoid(a) y = Mul(a, s)", F.silu, 17),
    "tanh": pointwise("Tanh", torch.tanh),
    "relu": pointwise("Relu", torch.relu),
    "leaky relu": pointwise("LeakyRelu<alpha = 0.2>", lambda a: F.leaky_relu(a, 0.2)),
    "softplus": pointwise("Softplus", F.softplus),
    "error function": pointwise("Erf", torch.erf),
    "gelu": pointwise("Gelu", F.gelu, 20),
    "gelu by tanh": pointwise('Gelu<approximate = "tanh">', gelu_by_tanh, 20),
    "product of matrices": pair("MatMul", torch.matmul, (2, 3, 4, 5), (2, 3, 5, 6)),
    "product with a shared matrix": pair("MatMul", torch.matmul, (2, 3, 4), (4, 5)),
    "product with a broadcast batch": pair("MatMul", torch.matmul, (2, 1, 3, 4), (5, 4, 2)),
    "product with a vector": pair("MatMul", torch.matmul, (2, 3, 4), (4,)),
    "product of a vector": pair("MatMul", torch.matmul, (4,), (2, 4, 3)),
    **{
        f"gemm {ta}{tb}": (
            [(4, 3) if ta else (3, 4), (5, 4) if tb else (4, 5), (5,)],
            f"y = Gemm<alpha = 0.5, beta = 2.0, transA = {ta}, transB = {tb}>(a, b, c)",
            lambda a, b, c, ta=ta, tb=tb: 0.5 * (a.T if ta else a) @ (b.T if tb else b) + 2 * c, 17,
        )
        for ta in (0, 1) for tb in (0, 1)
    },
    "softmax": pointwise("Softmax<axis = 1>", lambda a: a.softmax(1)),
    "log softmax": pointwise("LogSoftmax<axis = -1>", lambda a: a.log_softmax(-1)),
    "layer norm": ([(2, 3, 8), (8,), (8,)], "y = LayerNormalization<axis = -1, epsilon = 1.0e-5>(a, b, c)",
                   lambda a, b, c: F.layer_norm(a, (8,), b, c), 17),
    "instance norm": ([(2, 3, 4, 5), (3,), (3,)], "y = InstanceNormalization(a, b, c)",
                      lambda a, b, c: F.instance_norm(a, weight=b, bias=c), 17),
    "group norm": ([(2, 4, 3, 3), (4,), (4,)], "y = GroupNormalization<num_groups = 2>(a, b, c)", group_norm, 21),
    "group norm, decomposed": ([(2, 4, 3, 3)],
                               f"s = {ints(0, 2, -1)} o = Constant<value = float[2] {{1, 1}}>() "
                               "z = Constant<value = float[2] {0, 0}>() "
                               f"t = {ints(2, 4, 3, 3)} r = Reshape(a, s) n = InstanceNormalization(r, o, z) y = Reshape(n, t)",
                               lambda a: F.group_norm(a, 2), 17),
    "reduce sum": ([(2, 3, 4)], f"x = {ints(0, -1)} y = ReduceSum<keepdims = 0>(a, x)", lambda a: a.sum((0, 2)), 17),
    "reduce mean": ([(2, 3, 4)], "y = ReduceMean<axes = [1]>(a)", lambda a: a.mean(1, keepdim=True), 17),
    "reduce mean of all": ([(2, 3, 4)], "y = ReduceMean<keepdims = 0>(a)", lambda a: a.mean(), 18),
    "reduce max": ([(2, 3, 4)], "y = ReduceMax<axes = [2], keepdims = 0>(a)", lambda a: a.amax(2), 17),
    "running sum": ([(2, 5)], "x = Constant<value = int64 {1}>() y = CumSum(a, x)", lambda a: a.cumsum(1), 17),
    "conv": conv((2, 3, 6, 7), (4, 3, 3, 3), "pads = [1, 1, 1, 1]", padding=1),
    "conv, 1 by 1": conv((2, 3, 4, 4), (5, 3, 1, 1), "strides = [1, 1]"),
    "conv, strided": conv((1, 3, 7, 8), (4, 3, 3, 3), "pads = [1, 1, 1, 1], strides = [2, 2]", padding=1, stride=2),
    "conv, dilated": conv((1, 2, 9, 8), (3, 2, 3, 3), "pads = [2, 2, 2, 2], dilations = [2, 2]", padding=2, dilation=2),
    "conv, grouped": conv((2, 4, 5, 5), (6, 2, 3, 3), "pads = [1, 1, 1, 1], group = 2", padding=1, groups=2),
    "conv, depthwise": conv((1, 4, 5, 6), (4, 1, 3, 3), "pads = [1, 1, 1, 1], group = 4", padding=1, groups=4),
    "conv, grouped and strided": conv((1, 4, 8, 8), (6, 2, 4, 4), "group = 2, strides = [4, 4]", groups=2, stride=4),
    "conv, transposed": ([(1, 3, 4, 5), (3, 2, 4, 4)], "y = ConvTranspose<pads = [1, 1, 1, 1], strides = [2, 2]>(a, b)",
                         lambda a, b: F.conv_transpose2d(a, b, stride=2, padding=1), 17),
    "average pool": ([(2, 3, 8, 6)], "y = AveragePool<kernel_shape = [2, 2], strides = [2, 2]>(a)",
                     lambda a: F.avg_pool2d(a, 2), 17),
    "reshape": ([(2, 3, 4)], f"s = {ints(0, -1)} y = Reshape(a, s)", lambda a: a.flatten(1), 17),
    "flatten": ([(2, 3, 4)], "y = Flatten<axis = 2>(a)", lambda a: a.reshape(6, 4), 17),
    "transpose": ([(2, 3, 4)], "y = Transpose<perm = [2, 0, 1]>(a)", lambda a: a.permute(2, 0, 1), 17),
    "squeeze and unsqueeze": ([(2, 1, 4)], f"x = {ints(1)} z = {ints(-1)} s = Squeeze(a, x) y = Unsqueeze(s, z)",
                              lambda a: a.squeeze(1).unsqueeze(-1), 17),
    "concat": ([(2, 3), (2, 2)], "y = Concat<axis = 1>(a, b)", lambda a, b: torch.cat([a, b], 1), 17),
    "split, one part used": ([(2, 6)], f"s = {ints(1, 3, 2)} p, y, r = Split<axis = -1>(a, s)", lambda a: a[:, 1:4], 17),
    "slice": ([(4, 6)], f"s = {ints(1, -5)} e = {ints(9223372036854775807, -1)} y = Slice(a, s, e)", lambda a: a[1:, 1:5], 17),
    "slice, stepped": ([(3, 7)],
                       f"s = {ints(5)} e = {ints(-100)} x = {ints(1)} t = {ints(-2)} y = Slice(a, s, e, x, t)",
                       lambda a: a[:, [5, 3, 1]], 17),
    "pad": ([(2, 3)], f"p = {ints(0, 1, 2, 0)} y = Pad(a, p)", lambda a: F.pad(a, (1, 0, 0, 2)), 17),
    "expand": ([(2, 1, 3)], f"s = {ints(4, 1, 5, 1)} y = Expand(a, s)", lambda a: a.expand(4, 2, 5, 3), 17),
    "tile": ([(2, 3)], f"s = {ints(2, 3)} y = Tile(a, s)", lambda a: a.repeat(2, 3), 17),
    "depth to space": ([(1, 8, 2, 3)], 'y = DepthToSpace<blocksize = 2, mode = "CRD">(a)', lambda a: F.pixel_shuffle(a, 2), 17),
    "space to depth": ([(1, 2, 4, 6)], "y = SpaceToDepth<blocksize = 2>(a)",
                       lambda a: a.view(1, 2, 2, 2, 3, 2).permute(0, 3, 5, 1, 2, 4).reshape(1, 8, 2, 3), 17),
    "gather": ([(4, 3)], f"i = {ints(2, 0, 2, -1)} y = Gather<axis = 0>(a, i)", lambda a: a[[2, 0, 2, 3]], 17),
    "gather one": ([(2, 5, 3)], "i = Constant<value = int64 {1}>() y = Gather<axis = 1>(a, i)", lambda a: a[:, 1], 17),
    "gather elements": ([(3, 3)],
                        "i = Constant<value = int64[2, 3] {0, 2, 1, 2, 2, 1}>() y = GatherElements<axis = 0>(a, i)",
                        lambda a: a.gather(0, torch.tensor([[0, 2, 1], [2, 2, 1]])), 17),
    "scatter, adding": ([(3, 3), (2, 3)],
                        "i = Constant<value = int64[2, 3] {0, 2, 1, 2, 2, 1}>() "
                        'y = ScatterElements<axis = 0, reduction = "add">(a, i, b)',
                        lambda a, b: a.scatter_add(0, torch.tensor([[0, 2, 1], [2, 2, 1]]), b), 17),
    "cast": ([(2, 3)], "h = Cast<to = 11>(a) y = Cast<to = 1>(h)", lambda a: a.double().float(), 17),
    "resize, linear": ([(1, 2, 3, 4)], f's = {ints(1, 2, 5, 7)} y = Resize<mode = "linear">(a, , , s)',
                       lambda a: F.interpolate(a, (5, 7), mode="bilinear"), 17),
    "resize, nearest": ([(1, 2, 3, 4)], "s = Constant<value = float[4] {1, 1, 2, 2}>() "
                        'y = Resize<mode = "nearest", coordinate_transformation_mode = "asymmetric", nearest_mode = "floor">'
                        "(a, , s)",
                        lambda a: F.interpolate(a, scale_factor=2.0), 17),
    **{
        f"grid sample, {padding}{', aligned' if align else ''}": (
            [(2, 3, 5, 6), (2, 4, 3, 2)],
            f'y = GridSample<mode = "bilinear", padding_mode = "{padding}", align_corners = {align}>(a, b)',
            lambda a, b, padding=padding, align=align: F.grid_sample(a, b, padding_mode=padding, align_corners=bool(align)), 17,
        )
        for padding in ("zeros", "border") for align in (0, 1)
    },
    "attention": ([(2, 5, 8), (2, 3, 8), (2, 3, 8)],
                  f"s = {ints(2, -1, 2, 4)} qs = Reshape(a, s) ks = Reshape(b, s) vs = Reshape(c, s) "
                  "q = Transpose<perm = [0, 2, 1, 3]>(qs) "
                  "k = Transpose<perm = [0, 2, 3, 1]>(ks) v = Transpose<perm = [0, 2, 1, 3]>(vs) "
                  f"d = {real('0.5')} qd = Mul(q, d) "
                  "l = MatMul(qd, k) p = Softmax<axis = -1>(l) o = MatMul(p, v) y = Transpose<perm = [0, 2, 1, 3]>(o)",
                  lambda a, b, c: F.scaled_dot_product_attention(
                      *(x.view(2, -1, 2, 4).transpose(1, 2) for x in (a, b, c))).transpose(1, 2), 17),
    "batch norm": ([(2, 3, 4, 5), (3,), (3,)],
                   "m = Constant<value = float[3] {0.5, -1, 2}>() v = Constant<value = float[3] {1, 0.25, 4}>() "
                   "y = BatchNormalization(a, b, c, m, v)",
                   lambda a, b, c: F.batch_norm(a, torch.tensor([0.5, -1, 2]), torch.tensor([1, 0.25, 4]), b, c), 17),
    **{
        f"grid sample, {padding}, more samples than pixels": (
            [(2, 3, 2, 3), (2, 4, 5, 2)], f'y = GridSample<mode = "bilinear", padding_mode = "{padding}">(a, b)',
            lambda a, b, padding=padding: F.grid_sample(a, b, padding_mode=padding, align_corners=False), 17,
        )
        for padding in ("zeros", "border")
    },
    "parts side by side": ([(2, 7)],
                           f"x = {ints(1)} z = {ints(0)} m = {ints(3)} l = {ints(7)} p = Slice(a, z, m, x) r = Slice(a, m, l, x) "
                           "s = Mul(r, r) y = Concat<axis = 1>(s, p)",
                           lambda a: torch.cat([a[:, 3:] ** 2, a[:, :3]], 1), 17),
    "parts side by side, and the whole": ([(3, 2)],
                                          "i = Constant<value = int64 {0}>() j = Constant<value = int64 {1}>() "
                                          "k = Constant<value = int64 {2}>() p = Gather(a, i) q = Gather(a, j) r = Gather(a, k) "
                                          "s = Mul(p, q) t = Mul(s, r) y = Mul(a, t)",
                                          lambda a: a * (a[0] * a[1] * a[2]), 17),
    "parts that overlap": ([(2, 5)],
                           f"x = {ints(1)} z = {ints(0)} k = {ints(2)} m = {ints(3)} l = {ints(5)} p = Slice(a, z, m, x) "
                           "r = Slice(a, k, l, x) y = Mul(p, r)",
                           lambda a: a[:, :3] * a[:, 2:], 17),
    "split, all parts used": ([(2, 6)],
                              f"s = {ints(4, 2)} p, r = Split<axis = 1>(a, s) t = Tanh(r) y = Concat<axis = 1>(t, p, r)",
                              lambda a: torch.cat([a[:, 4:].tanh(), a], 1), 17),
    "scatter, overwriting": ([(3, 3), (2, 3)],
                             "i = Constant<value = int64[2, 3] {0, 2, 1, 2, 0, 0}>() y = ScatterElements<axis = 0>(a, i, b)",
                             lambda a, b: a.scatter(0, torch.tensor([[0, 2, 1], [2, 0, 0]]), b), 17),
    "sum of several": ([(2, 3), (3,), (2, 1)], "y = Sum(a, b, c)", lambda a, b, c: a + b + c, 17),
    "slope of its own": ([(2, 3, 4)], "s = Constant<value = float[3, 1] {0.1, -0.2, 0.5}>() y = PRelu(a, s)",
                         lambda a: F.prelu(a, torch.tensor([0.1, -0.2, 0.5])), 17),
    "exponential": pointwise("Exp", torch.exp),
    "reduce min": ([(2, 3, 4)], "y = ReduceMin<axes = [0, 2]>(a)", lambda a: a.amin((0, 2), keepdim=True), 17),
    "running sum, reversed and exclusive": ([(2, 5)],
                                            "x = Constant<value = int64 {1}>() y = CumSum<exclusive = 1, reverse = 1>(a, x)",
                                            lambda a: a.flip(1).cumsum(1).flip(1) - a, 17),
    "conv, one axis": ([(2, 3, 9), (4, 3, 3)], "y = Conv<strides = [2], pads = [1, 1]>(a, b)",
                       lambda a, b: F.conv1d(a, b, stride=2, padding=1), 17),
    "conv, transposed, grouped and dilated": (
        [(1, 4, 4, 5), (4, 2, 3, 3)],
        "y = ConvTranspose<pads = [1, 1, 1, 1], strides = [2, 2], dilations = [2, 2], group = 2, output_padding = [1, 1]>(a, b)",
        lambda a, b: F.conv_transpose2d(a, b, stride=2, padding=1, output_padding=1, groups=2, dilation=2), 17,
    ),
    "layer norm of two axes": ([(2, 3, 4), (3, 4), (3, 4)], "y = LayerNormalization<axis = 1, epsilon = 1.0e-5>(a, b, c)",
                               lambda a, b, c: F.layer_norm(a, (3, 4), b, c), 17),
    "resize, corners aligned": (
        [(1, 2, 3, 4)],
        f's = {ints(1, 2, 5, 7)} y = Resize<mode = "linear", coordinate_transformation_mode = "align_corners">(a, , , s)',
        lambda a: F.interpolate(a, (5, 7), mode="bilinear", align_corners=True), 17,
    ),
    "resize, smaller": (
        [(1, 2, 6, 8)],
        f's = {ints(1, 2, 3, 5)} y = Resize<mode = "linear", coordinate_transformation_mode = "pytorch_half_pixel">(a, , , s)',
        lambda a: F.interpolate(a, (3, 5), mode="bilinear"), 17,
    ),
    "attention, fused": ([(2, 5, 8), (2, 3, 8), (2, 3, 8)], "y = com.microsoft.MultiHeadAttention<num_heads = 2>(a, b, c)",
                         lambda a, b, c: attention(a, b, c, heads=2), 17),
    "attention, fused, scaled and with a bias": (
        [(1, 4, 6), (1, 3, 6), (1, 3, 6)],
        f"s = Constant<value = float[18] {{{', '.join(f'{each:.1f}' for each in TENTHS.tolist())}}}>() "
        "y = com.microsoft.MultiHeadAttention<num_heads = 3, scale = 0.25>(a, b, c, s)",
        lambda a, b, c: attention(a + TENTHS[:6], b + TENTHS[6:12], c + TENTHS[12:], heads=3, scale=0.25), 17,
    ),
    "gelu, fused": pointwise("com.microsoft.Gelu", F.gelu),
    "gelu by tanh, fused with a bias": pair("com.microsoft.FastGelu", lambda a, b: gelu_by_tanh(a + b), (2, 3, 5), (5,)),
    "gelu by sigmoid, fused": pointwise("com.microsoft.QuickGelu<alpha = 1.5>", lambda a: a * torch.sigmoid(1.5 * a)),
}  # fmt: skip

FIXED = {"conv", "batch norm"}  # of these only the first input's gradient is asked; the others are weights


def case(name: str, shapes: list, body: str, function: Callable, opset: int, generator: torch.Generator) -> dict:
    names = "abc"[: len(shapes)]
    values = [torch.randn(shape, generator=generator).requires_grad_() for shape in shapes]
    out = function(*values)
    cotangent = torch.randn(out.shape, generator=generator)
    (out * cotangent).sum().backward()
    typed = ", ".join(f"float[{', '.join(map(str, shape))}] {n}" for n, shape in zip(names, shapes, strict=True))
    dims = ", ".join(map(str, out.shape))
    body = f"g ({typed}) => (float{f'[{dims}]' if dims else ''} y) {{ {body} }}"
    fused = ', "com.microsoft" : 1' if "com.microsoft" in body else ""
    model = onnx.parser.parse_model(f'<ir_version: 8, opset_import: ["" : {opset}{fused}]> {body}')
    onnx.checker.check_model(model, full_check=True)
    wanted = 1 if name.split(",")[0] in FIXED else len(names)
    kept = {n: {"shape": list(v.shape), "data": flat(v)} for n, v in zip(names, values, strict=True)}
    gradients = {n: flat(v.grad) for n, v in list(zip(names, values, strict=True))[:wanted]}
    return {
        "name": name, "model": base64.b64encode(model.SerializeToString()).decode(), "inputs": kept,
        "cotangent": {"shape": list(out.shape), "data": flat(cotangent)}, "gradients": gradients,
    }  # fmt: skip


def flat(values: Tensor) -> list[float]:
    """Nine digits are all that a float has."""
    return [float(f"{value:.9g}") for value in values.detach().flatten().tolist()]


def main() -> None:
    generator = torch.Generator().manual_seed(0)
    cases = [case(name, *parts, generator) for name, parts in CASES.items()]
    OUT.write_text(json.dumps({"cases": cases}) + "\n")


if __name__ == "__main__":
    main()
