"""Low-rank deltas as PEFT learns them and diffusers saves them.

    pip install diffusers peft && python -m atelier.golden_lora             writes tests/golden/lora.safetensors and lora.json
    python -m atelier.golden_lora person-lora.safetensors                   says whether diffusers draws the same with that file

The U-Net of golden_unet.py with the same weights, adapted by PEFT on the attention of its up blocks with an alpha that is not the
rank, saved by the pipeline that people save theirs with. What it predicts with the deltas is for whoever reads the file to find.
"""

import json
import sys
from pathlib import Path
from tempfile import TemporaryDirectory

import torch
from diffusers import StableDiffusionPipeline
from diffusers.training_utils import _collate_lora_metadata
from peft import LoraConfig, get_peft_model_state_dict
from torch import Tensor, nn

from .golden_philox import normal
from .golden_training import KEPT, Noise
from .golden_unet import BATCH, OUT, SEED, SHAPE, TIMESTEP, WORDS, Stock, exported, refill

RANK, ALPHA, FIRST = 2, 3, 5000  # FIRST stream of the deltas
TARGETS = r"up_blocks\..*\.attn[12]\.(to_q|to_k|to_v|to_out\.0)"


def stock() -> Stock:
    torch.manual_seed(0)
    net = Stock(**SHAPE).eval().requires_grad_(False)
    for parameter in net.parameters():  # told apart by their values, which are drawn anew below
        nn.init.normal_(parameter)
    refill(net, exported(net))
    return net


def shown() -> tuple[Tensor, Tensor, Tensor]:
    noise, side = Noise(), SHAPE["sample_size"]
    return noise(BATCH, 4, side, side), torch.tensor([TIMESTEP]), noise(BATCH, WORDS, SHAPE["cross_attention_dim"])


def summary(prediction: Tensor) -> dict:
    flat = prediction.flatten().double()
    return {"norm": flat.norm().item(), "spread": flat[:: len(flat) // KEPT].tolist()}


def write() -> None:
    net = stock()
    net.add_adapter(LoraConfig(r=RANK, lora_alpha=ALPHA, target_modules=TARGETS), adapter_name="default")
    deltas = [(name, tensor) for name, tensor in net.named_parameters() if ".lora_" in name]
    for i, (_, tensor) in enumerate(deltas):
        tensor.data.copy_(torch.from_numpy(0.2 * normal(SEED, FIRST + i, tensor.numel())).view(tensor.shape))
    with torch.no_grad():
        prediction = net(*shown())
    with TemporaryDirectory() as folder:
        StableDiffusionPipeline.save_lora_weights(
            folder, unet_lora_layers=get_peft_model_state_dict(net), **_collate_lora_metadata({"unet": net})
        )
        (OUT / "lora.safetensors").write_bytes((Path(folder) / "pytorch_lora_weights.safetensors").read_bytes())
    told = {"rank": RANK, "alpha": ALPHA, "deltas": len(deltas), "prediction": summary(prediction)}
    (OUT / "lora.json").write_text(json.dumps(told) + "\n")


def read(file: Path) -> None:
    """A file from elsewhere, loaded by diffusers as anybody would."""
    net, golden = stock(), json.loads((OUT / "lora.json").read_text())["prediction"]
    state = StableDiffusionPipeline.lora_state_dict(str(file), return_lora_metadata=True)
    StableDiffusionPipeline.load_lora_into_unet(state[0], network_alphas=state[1], unet=net, metadata=state[2])
    with torch.no_grad():
        prediction = net(*shown())
    print(f"norm {prediction.norm():.6f}, golden {golden['norm']:.6f}")
    if abs(prediction.norm().item() / golden["norm"] - 1) > 1e-5:
        raise SystemExit("another prediction")


if __name__ == "__main__":
    read(Path(sys.argv[1])) if len(sys.argv) > 1 else write()
