"""Golden gradients of a U-Net as Stable Diffusion 1.5's.

    pip install diffusers && python -m atelier.golden_unet      writes tests/golden/unet.onnx.gz and unet.json

The stock U-Net of diffusers at toy widths, exported as the hub's files are. The graph is kept without its weights: they are
Philox noise, one stream per tensor in the graph's order, and the file says where each would lie in `weights.bin`. PyTorch adds
low-rank deltas to the attention of the up blocks; autograd says what their gradients are of the squared error, weighted by place,
and what they are where autocast calculates in half precision a loss that is small and scaled.
Without deltas, and with keys and values given to every cross-attention beside the words' (Ye et al. 2023), it says theirs.
"""

import gzip
import io
import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
import torch.nn.functional as F
from diffusers import UNet2DConditionModel
from torch import Tensor, nn

from .golden_philox import normal
from .golden_training import Delta, Noise, summary

OUT = Path(__file__).resolve().parents[2] / "tests" / "golden"
SHAPE = {
    "sample_size": 16, "block_out_channels": (32, 64, 64, 64), "layers_per_block": 2, "cross_attention_dim": 48,
    "attention_head_dim": 8, "norm_num_groups": 32,
}  # fmt: skip
SEED, FIRST, RANK, BATCH, WORDS, TIMESTEP = 4, 1000, 4, 2, 7, 481  # FIRST stream of the weights
TOKENS, IDENTITY_SCALE = 4, 0.7
SMALL, LOSS_SCALE = 1e-5, 2.0**16  # of the loss in half precision
PROJECTIONS = ("to_q", "to_k", "to_v", "to_out.0")


class Stock(UNet2DConditionModel):
    def forward(self, sample: Tensor, timestep: Tensor, encoder_hidden_states: Tensor) -> Tensor:
        return super().forward(sample, timestep, encoder_hidden_states, return_dict=False)[0]


class Decoupled:
    """Attention to the words, and scaled to keys and values that are given: both (batch, tokens, width)."""

    def __init__(self, key: Tensor, value: Tensor):
        self.key, self.value = key, value

    def __call__(self, attn: nn.Module, hidden_states: Tensor, encoder_hidden_states: Tensor, **_: object) -> Tensor:
        def heads(x: Tensor) -> Tensor:  # (batch, tokens, width) -> (batch, heads, tokens, width of one)
            return x.unflatten(-1, (attn.heads, -1)).transpose(1, 2)

        query = heads(attn.to_q(hidden_states))
        words = heads(attn.to_k(encoder_hidden_states)), heads(attn.to_v(encoder_hidden_states))
        found = F.scaled_dot_product_attention(query, *words)
        found = found + IDENTITY_SCALE * F.scaled_dot_product_attention(query, heads(self.key), heads(self.value))
        return attn.to_out[0](found.transpose(1, 2).flatten(2))


def exported(net: nn.Module) -> onnx.ModelProto:
    file = io.BytesIO()
    context = torch.randn(BATCH, WORDS, SHAPE["cross_attention_dim"])
    inputs = (torch.randn(BATCH, 4, SHAPE["sample_size"], SHAPE["sample_size"]), torch.tensor([TIMESTEP]), context)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, inputs, file, dynamo=False, opset_version=17, input_names=["sample", "timestep", "encoder_hidden_states"],
            output_names=["out_sample"], dynamic_axes={
                "sample": {0: "batch_size", 1: "num_channels", 2: "height", 3: "width"}, "timestep": {0: "steps"},
                "encoder_hidden_states": {0: "batch_size", 1: "sequence_length"},
            },
        )  # fmt: skip
    return onnx.load_from_string(file.getvalue())


def spread(name: str, shape: tuple[int, ...]) -> tuple[float, float]:
    """Mean and deviation of a weight: activations keep their size, normalisations are near the identity."""
    if len(shape) == 1:
        return (1.0, 0.1) if "norm" in name and name.endswith("weight") else (0.0, 0.1)
    return 0.0, float(np.prod(shape[1:])) ** -0.5


def same(value: Tensor, stored: Tensor) -> bool | None:
    """Whether it is stored transposed; None where it is another tensor."""
    if value.flatten().equal(stored.flatten()):
        return False
    return True if value.ndim == 2 and value.T.equal(stored) else None


def refill(net: nn.Module, model: onnx.ModelProto) -> list[list]:
    """Noise for every weight, in the graph and in the net alike; in the graph only where it would lie."""
    parameters = {name: tensor for name, tensor in net.named_parameters()}
    values = {name: tensor.detach().clone() for name, tensor in parameters.items()}
    kept, offset, stream = [], 0, FIRST
    for tensor in model.graph.initializer:
        stored = torch.from_numpy(onnx.numpy_helper.to_array(tensor).copy())
        turn = {name: same(value, stored) for name, value in values.items() if value.numel() == stored.numel()}
        name = next((name for name, turned in turn.items() if turned is not None), None)
        if name is None:
            continue
        parameter, turned = parameters[name], turn[name]
        mean, deviation = spread(name, tuple(parameter.shape))
        noise = torch.from_numpy(normal(SEED, stream, stored.numel()) * np.float32(deviation) + np.float32(mean))
        parameter.data.copy_(noise.view(parameter.T.shape).T if turned else noise.view(parameter.shape))
        tensor.ClearField("raw_data")
        tensor.data_location = onnx.TensorProto.EXTERNAL
        for key, value in (("location", "weights.bin"), ("offset", str(offset)), ("length", str(4 * stored.numel()))):
            tensor.external_data.add(key=key, value=value)
        kept.append([stored.numel(), mean, deviation])
        offset, stream = offset + 4 * stored.numel(), stream + 1
    return kept


def main() -> None:
    torch.manual_seed(0)
    net = Stock(**SHAPE).eval().requires_grad_(False)
    for parameter in net.parameters():  # told apart by their values, which are drawn anew below
        nn.init.normal_(parameter)
    model = exported(net)
    weights = refill(net, model)
    noise, side = Noise(), SHAPE["sample_size"]
    sample, target = noise(BATCH, 4, side, side), noise(BATCH, 4, side, side)
    context, weight = noise(BATCH, WORDS, SHAPE["cross_attention_dim"]), noise(BATCH, 1, side, side) ** 2
    crossed = [
        name for part in ("down_blocks", "mid_block", "up_blocks") for name, _ in net.named_modules()
        if name.startswith(part) and name.endswith("attn2")
    ]  # fmt: skip
    told = {f"identity.{kind}.{i}": noise(BATCH, TOKENS, net.get_submodule(name).inner_dim).requires_grad_()
            for i, name in enumerate(crossed) for kind in "kv"}  # fmt: skip
    usual = net.attn_processors
    net.set_attn_processor(usual | {
        f"{name}.processor": Decoupled(told[f"identity.k.{i}"], told[f"identity.v.{i}"]) for i, name in enumerate(crossed)
    })  # fmt: skip
    identity_loss = (weight * (net(sample, torch.tensor([TIMESTEP]), context) - target) ** 2).mean()
    identity_loss.backward()
    net.set_attn_processor(usual)
    learned = {}
    for name, block in net.named_modules():
        if not name.startswith("up_blocks.") or not name.endswith(("attn1", "attn2")):
            continue
        for part in PROJECTIONS:
            base = block.get_submodule(part)
            delta = Delta(base, 0.1 * noise(base.in_features, RANK), 0.1 * noise(RANK, base.out_features))
            block.set_submodule(part, delta)
            learned |= {f"delta.{name}.{part}.a": delta.a, f"delta.{name}.{part}.b": delta.b}
    loss = (weight * (net(sample, torch.tensor([TIMESTEP]), context) - target) ** 2).mean()
    loss.backward()
    gradients = {name: summary(tensor) for name, tensor in learned.items()}
    net.zero_grad()
    with torch.autocast("cpu", torch.float16):
        predicted = net(sample, torch.tensor([TIMESTEP]), context)
    half_loss = (SMALL * weight * (predicted.float() - target) ** 2).mean() * LOSS_SCALE
    half_loss.backward()
    half = {name: summary(tensor) for name, tensor in learned.items()}
    (OUT / "unet.onnx.gz").write_bytes(gzip.compress(model.SerializeToString(), mtime=0))
    (OUT / "unet.json").write_text(json.dumps({
        "seed": SEED, "first": FIRST, "rank": RANK, "timestep": TIMESTEP,
        "sample": list(sample.shape), "context": list(context.shape), "loss": loss.item(),
        "gradients": gradients, "half": {"small": SMALL, "scale": LOSS_SCALE, "loss": half_loss.item(), "gradients": half},
        "identity": {
            "scale": IDENTITY_SCALE, "loss": identity_loss.item(),
            "gradients": {name: summary(tensor) for name, tensor in told.items()},
        },
        "weights": weights,
    }) + "\n")  # fmt: skip


if __name__ == "__main__":
    main()
