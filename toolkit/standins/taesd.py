"""A stand-in of TAESD, the little decoder that pictures are watched with as they are drawn, and what diffusers decodes with it.

python -m standins.taesd        writes tests/fixtures/standins/taesd and tests/golden/taesd.json

The architecture is diffusers' AutoencoderTiny (madebyollin/taesd), whose latents are those that are walked, without a factor;
file and tensors are called as exporters of diffusers' decoders call them. The weights are random and eight channels wide
instead of sixty-four.
"""

import json
import warnings
from pathlib import Path

import numpy as np
import onnx
import torch
from diffusers import AutoencoderTiny
from torch import Tensor, nn

from atelier.golden_philox import normal

from .export import OPSET, slim
from .golden import packed

ROOT = Path(__file__).resolve().parents[2]
FILE = "vae_decoder/model.onnx"
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins" / "taesd", ROOT / "tests" / "golden" / "taesd.json"
SEED, HEIGHT, WIDTH = 77, 6, 4  # of the latent


class Decoder(nn.Module):
    def __init__(self, net: AutoencoderTiny) -> None:
        super().__init__()
        self.net = net

    def forward(self, latent: Tensor) -> Tensor:
        return self.net.decode(latent, return_dict=False)[0]


@torch.no_grad()
def main() -> None:
    torch.manual_seed(SEED)
    decoder = Decoder(AutoencoderTiny(encoder_block_out_channels=(8,) * 4, decoder_block_out_channels=(8,) * 4).eval())
    latent = torch.from_numpy(normal(SEED, 0, 4 * HEIGHT * WIDTH)).reshape(1, 4, HEIGHT, WIDTH)
    # Untrained, it would paint hardly more than one grey: its last layer is given the spread of a picture.
    seen, last = decoder(latent) / 2 + 0.5, decoder.net.decoder.layers[-1]
    gain = 0.25 / seen.std()
    last.weight.mul_(gain)
    last.bias = nn.Parameter(0.5 + gain * (0.0 if last.bias is None else last.bias) - gain * seen.mean((0, 2, 3)))
    path = FIXTURES / FILE
    path.parent.mkdir(parents=True, exist_ok=True)
    free = {0: "batch_size", 2: "height", 3: "width"}
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            decoder, (latent,), str(path), dynamo=False, opset_version=OPSET,
            input_names=["latent_sample"], output_names=["sample"], dynamic_axes={"latent_sample": free},
        )  # fmt: skip
    onnx.save(slim(onnx.load(str(path))), str(path))
    image = decoder(latent)
    pixels = np.round(255 * (image[0] / 2 + 0.5).clamp(0, 1).permute(1, 2, 0).numpy())
    assert pixels.std() > 8, f"a picture of nothing, {pixels.std()}"
    told = {"seed": SEED, "latent": [4, HEIGHT, WIDTH], "image": packed(image)}
    GOLDEN.write_text(json.dumps(told) + "\n")


if __name__ == "__main__":
    main()
