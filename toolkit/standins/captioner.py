"""A stand-in of the captioner: what transformers says of two pictures, and its networks as the hub has them.

python -m standins.captioner        writes tests/fixtures/standins/captioner and tests/golden/captioner.json

The architecture is transformers' VisionEncoderDecoderModel of ViT and GPT-2 (nlpconnect/vit-gpt2-image-captioning) with random
weights at toy width. The files are those of Xenova/vit-gpt2-image-captioning: an encoder, and a decoder with and without a past
as the branches of one If, which share their weights; both with weights of eight bits. A twin in single precision lies in exact/:
it says what transformers' own generate() says, the one of eight bits what ONNX Runtime's native build says of it, greedily.
"""

import json
import math
import warnings
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from onnx import TensorProto, helper
from onnxruntime.quantization import QuantType, quantize_dynamic
from torch import Tensor, nn
from transformers import GPT2Config, GPT2LMHeadModel, VisionEncoderDecoderModel, ViTConfig, ViTModel

from .export import OPSET
from .safety import SLOPES, picture

ROOT = Path(__file__).resolve().parents[2]
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins" / "captioner", ROOT / "tests" / "golden" / "captioner.json"
SIDE, WIDTH, LAYERS, HEADS, MOST = 224, 16, 2, 2, 12
WORDS = ("a man woman person with in the of and wearing suit dress hat hair long short black white red blue garden street "
         "smiling").split()  # fmt: skip


def vocabulary() -> dict[str, int]:
    """GPT-2's: every byte as a letter of its own, words behind a space, and the one mark of begin and end."""
    plain = [*range(ord("!"), ord("~") + 1), *range(0xA1, 0xAD), *range(0xAE, 0x100)]
    letters = [chr(byte) for byte in plain] + [chr(256 + i) for i in range(256 - len(plain))]
    return {token: i for i, token in enumerate([*letters, *(f"Ġ{word}" for word in WORDS), "<|endoftext|>"])}


def network(size: int) -> VisionEncoderDecoderModel:
    torch.manual_seed(13)
    vision = ViTConfig(hidden_size=WIDTH, num_hidden_layers=1, num_attention_heads=HEADS, intermediate_size=32, image_size=SIDE,
                       patch_size=16, initializer_range=0.3, attn_implementation="eager")  # fmt: skip
    words = GPT2Config(vocab_size=size, n_positions=64, n_embd=WIDTH, n_layer=LAYERS, n_head=HEADS, add_cross_attention=True,
                       initializer_range=0.6, bos_token_id=size - 1, eos_token_id=size - 1,
                       attn_implementation="eager")  # fmt: skip
    net = VisionEncoderDecoderModel(encoder=ViTModel(vision, add_pooling_layer=False), decoder=GPT2LMHeadModel(words)).eval()
    # Untrained, position and past would say less than the last word, and every picture the same.
    net.decoder.transformer.wpe.weight.data.mul_(3)
    for block in net.decoder.transformer.h:
        block.crossattention.c_proj.weight.data.mul_(4)
    return net


class See(nn.Module):
    def __init__(self, net: nn.Module) -> None:
        super().__init__()
        self.net = net

    def forward(self, pixels: Tensor) -> Tensor:
        return self.net(pixels).last_hidden_state


class Say(nn.Module):
    """GPT-2 with its past as tensors, written out for the exporter."""

    def __init__(self, net: GPT2LMHeadModel) -> None:
        super().__init__()
        self.net = net

    def heads(self, x: Tensor) -> Tensor:
        return x.view(x.shape[0], -1, HEADS, WIDTH // HEADS).transpose(1, 2)

    def mix(self, q: Tensor, k: Tensor, v: Tensor, mask: Tensor | None) -> Tensor:
        scores = q @ k.transpose(2, 3) / math.sqrt(WIDTH // HEADS)
        scores = scores if mask is None else scores + mask
        return (scores.softmax(3) @ v).transpose(1, 2).reshape(q.shape[0], -1, WIDTH)

    def forward(self, ids: Tensor, seen: Tensor, *past: Tensor) -> tuple[Tensor, ...]:
        body, count = self.net.transformer, ids.shape[1]
        before = past[0].shape[2] if past else 0
        h = body.wte(ids) + body.wpe(torch.arange(count)[None] + before)
        mask = None if past else torch.full((count, count), -1e9).triu(1)
        present: list[Tensor] = []
        for i, block in enumerate(body.h):
            q, k, v = (self.heads(x) for x in block.attn.c_attn(block.ln_1(h)).split(WIDTH, 2))
            if past:
                k, v = torch.cat([past[2 * i], k], 2), torch.cat([past[2 * i + 1], v], 2)
            present += [k, v]
            h = h + block.attn.c_proj(self.mix(q, k, v, mask))
            cross = block.crossattention
            k, v = (self.heads(x) for x in cross.c_attn(seen).split(WIDTH, 2))
            h = h + cross.c_proj(self.mix(self.heads(cross.q_attn(block.ln_cross_attn(h))), k, v, None))
            h = h + block.mlp(block.ln_2(h))
        return self.net.lm_head(body.ln_f(h)), *present


def exported(net: nn.Module, inputs: dict[str, Tensor], outputs: list[str], free: dict[str, dict[int, str]]) -> onnx.ModelProto:
    path = FIXTURES / "trace.onnx"
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(net, tuple(inputs.values()), str(path), dynamo=False, opset_version=OPSET, input_names=list(inputs),
                          output_names=outputs, dynamic_axes=free)  # fmt: skip
    model = onnx.load(str(path))
    path.unlink()
    return model


def merged(first: onnx.ModelProto, later: onnx.ModelProto) -> onnx.ModelProto:
    """As optimum merges decoders: weights outside, the two graphs as branches of an If that `use_cache_branch` decides."""
    weights = {tensor.name: tensor for tensor in first.graph.initializer}
    branches = []
    for name, model in (("no_past", first), ("with_past", later)):
        own = {tensor.name for tensor in model.graph.initializer}
        for tensor in model.graph.initializer:
            assert weights.setdefault(tensor.name, tensor).raw_data == tensor.raw_data, tensor.name
        outputs = {value.name for value in model.graph.output}

        def inside(word: str, own: set[str] = own, outputs: set[str] = outputs, name: str = name) -> str:
            is_given = word in own or word in {value.name for value in later.graph.input}
            return word if is_given or word == "" else f"{name}/{word}" if word not in outputs else f"{name}.{word}"

        for node in model.graph.node:
            node.name = inside(node.output[0])
            node.input[:] = [inside(each) for each in node.input]
            node.output[:] = [inside(each) for each in node.output]
        results = [helper.make_tensor_value_info(inside(value.name), TensorProto.FLOAT, None) for value in model.graph.output]
        branches.append(helper.make_graph(list(model.graph.node), name, [], results))
    outputs = list(later.graph.output)
    choose = helper.make_node("If", ["use_cache_branch"], [value.name for value in outputs], name="optimum::if",
                              else_branch=branches[0], then_branch=branches[1])  # fmt: skip
    flag = helper.make_tensor_value_info("use_cache_branch", TensorProto.BOOL, [1])
    graph = helper.make_graph([choose], "merged", [*later.graph.input, flag], outputs, list(weights.values()))
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", OPSET)], ir_version=8)
    onnx.checker.check_model(model)
    return model


def write(name: str, model: onnx.ModelProto) -> None:
    exact, shipped = FIXTURES / "exact" / "onnx" / f"{name}.onnx", FIXTURES / "onnx" / f"{name}_quantized.onnx"
    for path in (exact, shipped):
        path.parent.mkdir(parents=True, exist_ok=True)
    onnx.save(model, str(exact))
    # As the hub's converter does it: convolutions have no kernel for signed weights.
    kind = QuantType.QUInt8 if name == "encoder_model" else QuantType.QInt8
    more = {"EnableSubgraph": True}
    quantize_dynamic(str(exact), str(shipped), weight_type=kind, per_channel=True, reduce_range=True, extra_options=more)


def pixels(slopes: tuple[int, int]) -> Tensor:
    """[1, 3, 224, 224] in -1..1, of the middle of a picture that is drawn by a rule; nothing is resized."""
    image = picture(*slopes)[:SIDE, :SIDE]
    return torch.from_numpy((image.transpose(2, 0, 1)[None] / 127.5 - 1).astype(np.float32))


def greedy(image: Tensor, mark: int) -> list[int]:
    """Of the files of eight bits."""
    folder = FIXTURES / "onnx"
    options = onnxruntime.SessionOptions()
    options.graph_optimization_level = onnxruntime.GraphOptimizationLevel.ORT_ENABLE_BASIC
    see, say = (onnxruntime.InferenceSession(str(folder / f"{name}_quantized.onnx"), options) for name in
                ("encoder_model", "decoder_model_merged"))  # fmt: skip
    (seen,) = see.run(None, {"pixel_values": image.numpy()})
    tokens, past = [mark], [np.zeros((1, HEADS, 0, WIDTH // HEADS), np.float32)] * (2 * LAYERS)
    names = [each.name for each in say.get_inputs() if each.name.startswith("past")]
    while len(tokens) <= MOST and (len(tokens) == 1 or tokens[-1] != mark):
        fed = dict(zip(names, past, strict=True)) | {"use_cache_branch": np.array([len(tokens) > 1])}
        logits, *past = say.run(None, fed | {"input_ids": np.array([tokens[-1:]]), "encoder_hidden_states": seen})
        tokens.append(int(logits[0, -1].argmax()))
    return tokens


@torch.no_grad()
def main() -> None:
    tokens = vocabulary()
    net = network(len(tokens))
    FIXTURES.mkdir(parents=True, exist_ok=True)
    (FIXTURES / "vocab.json").write_text(json.dumps(tokens, indent=2, ensure_ascii=False) + "\n")
    see, say = See(net.encoder), Say(net.decoder)
    some = pixels(SLOPES[0])
    seen = see(some)
    ids = torch.tensor([[3, 5, 7]])
    logits, *past = say(ids, seen)
    assert torch.allclose(logits, net.decoder(ids, encoder_hidden_states=seen).logits, atol=1e-4)
    assert torch.allclose(say(torch.tensor([[9]]), seen, *past)[0],
                          net.decoder(torch.tensor([[3, 5, 7, 9]]), encoder_hidden_states=seen).logits[:, -1:],
                          atol=1e-4)  # fmt: skip
    kinds = [f"{i}.{kind}" for i in range(LAYERS) for kind in ("key", "value")]
    results = ["logits", *(f"present.{kind}" for kind in kinds)]
    free = {"input_ids": {0: "batch_size", 1: "sequence_length"}, "encoder_hidden_states": {0: "batch_size", 1: "encoder_length"}}
    pasts = {f"past_key_values.{kind}": {0: "batch_size", 2: "past_length"} for kind in kinds}
    shown = {"input_ids": ids, "encoder_hidden_states": seen}
    first = exported(say, shown, results, free)
    later = exported(say, shown | {"input_ids": torch.tensor([[9]])} | dict(zip(pasts, past, strict=True)), results, free | pasts)
    write("encoder_model", exported(see, {"pixel_values": some}, ["last_hidden_state"], {"pixel_values": {0: "batch_size"}}))
    write("decoder_model_merged", merged(first, later))
    mark = tokens["<|endoftext|>"]
    net.eval()  # exporting has set what it was wrapped in to training, and all within
    cases = []
    for slopes in SLOPES:
        image = pixels(slopes)
        said = net.generate(pixel_values=image, max_new_tokens=MOST, do_sample=False, num_beams=1, decoder_start_token_id=mark,
                            eos_token_id=mark, pad_token_id=mark)[0].tolist()  # fmt: skip
        cases.append({"slopes": slopes, "tokens": said, "eightBits": greedy(image, mark)})
    told = {"side": SIDE, "most": MOST, "layers": LAYERS, "heads": HEADS, "width": WIDTH, "cases": cases}
    GOLDEN.write_text(json.dumps(told) + "\n")
    print(cases)


if __name__ == "__main__":
    main()
