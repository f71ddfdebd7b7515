"""A stand-in of the safety checker of Stable Diffusion's repositories, and what diffusers makes of two pictures with it.

python -m standins.safety       writes tests/fixtures/standins/safety-checker and tests/golden/safety.json

Names, ranks and element types are those of safety_checker_int32_reduceSum.onnx; the weights are random, and the border between
the two pictures is laid half-way. The pictures are formulas: a pixel of channel c at (x, y) is (a x + b y + 60 c) mod 256.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import torch
from diffusers.pipelines.stable_diffusion.safety_checker import StableDiffusionSafetyChecker, cosine_distance
from PIL import Image
from torch import Tensor, nn
from transformers import CLIPConfig

ROOT = Path(__file__).resolve().parents[2]
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins" / "safety-checker", ROOT / "tests" / "golden" / "safety.json"
FILE, SIDE, OPSET = "safety_checker_int32_reduceSum.onnx", 224, 17
MEAN, DEVIATION = (0.48145466, 0.4578275, 0.40821073), (0.26862954, 0.26130258, 0.27577711)  # of CLIP
WIDTH, HEIGHT = 300, 260
SLOPES = ((1, 2), (37, 90))


class HalfBorder(nn.Module):
    def __init__(self, net: StableDiffusionSafetyChecker) -> None:
        super().__init__()
        self.net = net

    def forward(self, clip_input: Tensor, images: Tensor) -> tuple[Tensor, Tensor]:
        _, found = self.net.forward_onnx(clip_input.float(), images.float().clone())
        return images * (~found).view(-1, 1, 1, 1).half(), found


def checker() -> StableDiffusionSafetyChecker:
    vision = {"hidden_size": 16, "intermediate_size": 32, "num_hidden_layers": 1, "num_attention_heads": 2, "patch_size": 16,
              "image_size": SIDE, "initializer_range": 0.3}  # fmt: skip
    config = CLIPConfig(vision_config=vision, text_config={"hidden_size": 16}, projection_dim=12)
    config._attn_implementation = "eager"
    net = StableDiffusionSafetyChecker(config).eval()
    for name in ("concept_embeds", "special_care_embeds"):
        getattr(net, name).data = torch.randn_like(getattr(net, name))
    net.special_care_embeds_weights.data.fill_(2)
    return net


def picture(a: int, b: int) -> np.ndarray:
    y, x, c = np.meshgrid(np.arange(HEIGHT), np.arange(WIDTH), np.arange(3), indexing="ij")
    return ((a * x + b * y + 60 * c) % 256).astype(np.uint8)


def seen(image: np.ndarray) -> np.ndarray:
    """[224, 224, 3] in 0..1: the shorter side becomes 224, the middle is kept."""
    factor = SIDE / min(image.shape[:2])
    width, height = round(image.shape[1] * factor), round(image.shape[0] * factor)
    small = np.asarray(Image.fromarray(image).resize((width, height), Image.Resampling.BILINEAR))
    left, top = (width - SIDE) // 2, (height - SIDE) // 2
    return small[top : top + SIDE, left : left + SIDE] / 255


def clip_input(image: np.ndarray) -> Tensor:
    """[1, 3, 224, 224]"""
    whitened = (seen(image) - MEAN) / DEVIATION
    return torch.from_numpy(whitened.transpose(2, 0, 1)[None].astype(np.float32))


@torch.no_grad()
def main() -> None:
    torch.manual_seed(6)
    net = checker()
    images = [picture(*slopes) for slopes in SLOPES]
    inputs = [clip_input(image) for image in images]
    closest = [cosine_distance(net.visual_projection(net.vision_model(i)[1]), net.concept_embeds).max().item() for i in inputs]
    net.concept_embeds_weights.data.fill_(sum(closest) / 2)
    verdicts = []
    for image, told in zip(images, inputs, strict=True):
        pixels = torch.from_numpy(seen(image)[None].astype(np.float32))
        verdicts.append(bool(net.forward_onnx(told, pixels.clone())[1][0]))
    FIXTURES.mkdir(parents=True, exist_ok=True)
    border = (torch.zeros(1, 3, SIDE, SIDE).half(), torch.zeros(1, SIDE, SIDE, 3).half())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            HalfBorder(net), border, str(FIXTURES / FILE), dynamo=False, opset_version=OPSET,
            input_names=["clip_input", "images"], output_names=["out_images", "has_nsfw_concepts"],
        )  # fmt: skip
    cases = [
        {"slopes": slopes, "unsafe": verdict, "first": np.round(told.flatten()[:16].double().numpy(), 4).tolist(),
         "mean": float(told.double().mean())}
        for slopes, verdict, told in zip(SLOPES, verdicts, inputs, strict=True)
    ]  # fmt: skip
    GOLDEN.write_text(json.dumps({"width": WIDTH, "height": HEIGHT, "cosines": closest, "cases": cases}) + "\n")
    print(closest, verdicts)


if __name__ == "__main__":
    main()
