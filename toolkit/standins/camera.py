"""Stand-ins of the networks around a photographic pack, for the way from camera photographs to pictures.

python -m standins.camera       writes tests/fixtures/standins/camera-faces

Names, ranks, fixed sizes and the operator set are those of face_detection_yunet_2023mar and face_recognition_sface_2021dec. The
detector sees one face in the middle of every picture that is not dark; the embedder reads a few large patches of the crop with
the operators of SFace's body: two photographs of one scene are alike, two of different scenes are not.
"""

import math
import warnings

import torch
from torch import Tensor, nn
from torch.nn import functional

from . import safety
from .faces import CROP, DETECTOR, EMBEDDER, OPSET, PARTS, ROOT, SIDE, STRIDES

FIXTURES = ROOT / "tests" / "fixtures" / "standins" / "camera-faces"
#: Where ArcFace lays eyes, nose and mouth in an upright crop (Deng et al. 2019).
TEMPLATE = ((38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041))
SHARE, DARK, SCORE = 0.6, 20.0, 0.81  # of the shorter side; mean brightness; of a face that is there
COARSE = STRIDES[-1]


class Detector(nn.Module):
    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        light = image.amax(1)  # [1, SIDE, SIDE]; the frame around a picture is black
        across, down = ((light.amax(axis) > 0).float().mean() for axis in (1, 2))
        whole = (torch.maximum(across, down) > 0.9).float()  # not where the picture is shown at half its size
        seen = (light.mean() / (across * down + 1e-6) > DARK).float()
        side = SHARE * torch.minimum(across, down) * SIDE
        centre = torch.stack((across, down)) * SIDE / 2
        points = [centre + side * torch.tensor([x / CROP - 0.5, y / CROP - 0.5]) for x, y in TEMPLATE]
        first = {
            "cls": (whole * seen * SCORE).reshape(1),
            "obj": (whole * seen * SCORE).reshape(1),
            "bbox": torch.cat((centre / COARSE, torch.log(side / COARSE).repeat(2))),
            "kps": torch.cat(points) / COARSE,
        }
        found = {}
        for stride in STRIDES:
            cells = (SIDE // stride) ** 2
            for name, width in PARTS.items():
                cell = first[name] if stride == COARSE else first[name] * 0
                found[f"{name}_{stride}"] = functional.pad(cell.reshape(1, 1, width), (0, 0, 0, cells - 1))
        return tuple(found[f"{name}_{stride}"] for name in PARTS for stride in STRIDES)


class Embedder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Conv2d(3, 4, 1)
        self.norm = nn.BatchNorm2d(4)
        self.bent = nn.PReLU(4)
        self.told = nn.Linear(4 * 49, 128, bias=False)

    def forward(self, image: Tensor) -> Tensor:
        patches = functional.avg_pool2d((image - 127.5) / 128, 16)
        return self.told(self.bent(self.norm(self.seen(patches))).flatten(1))


def export(net: nn.Module, name: str, border: tuple[str, list[str]], side: int) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net.eval(), (torch.full((1, 3, side, side), 99.0),), str(FIXTURES / name), dynamo=False, opset_version=OPSET,
            input_names=[border[0]], output_names=border[1], training=torch.onnx.TrainingMode.PRESERVE, do_constant_folding=False,
        )  # fmt: skip


@torch.no_grad()
def content() -> None:
    """A safety checker that finds nothing unsafe: no cosine reaches 2. What a toy draws would often be withheld."""
    net = safety.checker()
    net.concept_embeds_weights.data.fill_(2)
    border = (torch.zeros(1, 3, safety.SIDE, safety.SIDE).half(), torch.zeros(1, safety.SIDE, safety.SIDE, 3).half())
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            safety.HalfBorder(net), border, str(FIXTURES / safety.FILE), dynamo=False, opset_version=safety.OPSET,
            input_names=["clip_input", "images"], output_names=["out_images", "has_nsfw_concepts"],
        )  # fmt: skip


def main() -> None:
    torch.manual_seed(2024)
    FIXTURES.mkdir(parents=True, exist_ok=True)
    embedder = Embedder()
    embedder.seen.bias.data.zero_()
    embedder.norm.running_var.fill_(1 / math.sqrt(3))
    export(Detector(), DETECTOR, ("input", [f"{name}_{stride}" for name in PARTS for stride in STRIDES]), SIDE)
    export(embedder, EMBEDDER, ("data", ["fc1"]), CROP)
    content()


if __name__ == "__main__":
    main()
