"""Stand-ins of the face networks of opencv_zoo, and what ONNX Runtime and OpenCV make of them.

python -m standins.faces        writes tests/fixtures/standins/opencv-faces and tests/golden/real-faces.json

Names, ranks, fixed sizes and operator sets are those of face_detection_yunet_2023mar and face_recognition_sface_2021dec; the
weights are random. Pictures are a formula, so that none has to be stored: a pixel of channel c at (x, y) is
((x² + 2 y² + c x y) // 700 + 29 c) mod 256.
"""

import json
import warnings
from pathlib import Path

import cv2
import numpy as np
import onnxruntime
import torch
from torch import Tensor, nn
from torch.nn import functional

ROOT = Path(__file__).resolve().parents[2]
FIXTURES, GOLDEN = ROOT / "tests" / "fixtures" / "standins" / "opencv-faces", ROOT / "tests" / "golden" / "real-faces.json"
DETECTOR, EMBEDDER = "face_detection_yunet_2023mar.onnx", "face_recognition_sface_2021dec.onnx"
SIDE, CROP, OPSET = 640, 112, 11
STRIDES = (8, 16, 32)
PARTS = {"cls": 1, "obj": 1, "bbox": 4, "kps": 10}
OVERLAP, MOST = 0.3, 5000
SURE = 24  # cells above the score at which the two implementations are compared


class Detector(nn.Module):
    """Three scales of one picture, one anchor each; scores are past their sigmoid, as in the zoo's file."""

    def __init__(self) -> None:
        super().__init__()
        self.heads = nn.ModuleList([nn.Conv2d(3, sum(PARTS.values()), 1) for _ in STRIDES])
        for head in self.heads:
            head.weight.data[:2] *= 4  # sure of some cells, and of others not

    def forward(self, image: Tensor) -> tuple[Tensor, ...]:
        found: dict[str, Tensor] = {}
        seen = functional.avg_pool2d(image / 128 - 1, 4)
        for stride, head in zip(STRIDES, self.heads, strict=True):
            seen = functional.avg_pool2d(seen, 2)
            cells = head(seen).permute(0, 2, 3, 1).reshape(1, -1, sum(PARTS.values()))
            for name, part in zip(PARTS, cells.split(list(PARTS.values()), 2), strict=True):
                found[f"{name}_{stride}"] = torch.sigmoid(part) if name in ("cls", "obj") else part
        return tuple(found[f"{name}_{stride}"] for name in PARTS for stride in STRIDES)


class Embedder(nn.Module):
    def __init__(self) -> None:
        super().__init__()
        self.seen = nn.Conv2d(3, 8, 7, 7)
        self.told = nn.Linear(8 * 16, 128)

    def forward(self, image: Tensor) -> Tensor:
        features = functional.avg_pool2d(torch.relu(self.seen((image - 127.5) / 128)), 4)
        return self.told(features.flatten(1))


def picture(side: int) -> np.ndarray:
    """[side, side, 3] RGB."""
    y, x, c = np.meshgrid(np.arange(side), np.arange(side), np.arange(3), indexing="ij")
    return (((x * x + 2 * y * y + c * x * y) // 700 + 29 * c) % 256).astype(np.uint8)


def export(net: nn.Module, name: str, border: tuple[str, list[str]], side: int) -> str:
    path = FIXTURES / name
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        torch.onnx.export(
            net, (torch.zeros(1, 3, side, side),), str(path), dynamo=False, opset_version=OPSET,
            input_names=[border[0]], output_names=border[1],
        )  # fmt: skip
    return str(path)


def run(path: str, name: str, image: np.ndarray) -> dict[str, np.ndarray]:
    session = onnxruntime.InferenceSession(path, providers=["CPUExecutionProvider"])
    names = [output.name for output in session.get_outputs()]
    return dict(zip(names, session.run(None, {name: image.transpose(2, 0, 1)[None].astype(np.float32)}), strict=True))


def rounded(values: np.ndarray, digits: int = 5) -> list:
    return np.round(values.astype(np.float64), digits).tolist()


def main() -> None:
    torch.manual_seed(2023)
    FIXTURES.mkdir(parents=True, exist_ok=True)
    outputs = [f"{name}_{stride}" for name in PARTS for stride in STRIDES]
    detector = export(Detector().eval(), DETECTOR, ("input", outputs), SIDE)
    embedder = export(Embedder().eval(), EMBEDDER, ("data", ["fc1"]), CROP)

    whole, crop = picture(SIDE), picture(CROP)
    maps = run(detector, "input", whole[:, :, ::-1])
    seen = {name: {"mean": float(values.mean()), "first": rounded(values.ravel()[:8])} for name, values in maps.items()}
    scores = np.concatenate([np.sqrt(maps[f"cls_{stride}"] * maps[f"obj_{stride}"]).ravel() for stride in STRIDES])
    score = round(float(np.sort(scores)[-SURE]), 4)
    faces = cv2.FaceDetectorYN.create(detector, "", (SIDE, SIDE), score, OVERLAP, MOST).detect(whole[:, :, ::-1])[1]
    feature = cv2.FaceRecognizerSF.create(embedder, "").feature(np.ascontiguousarray(crop[:, :, ::-1]))[0]
    golden = {
        "source": f"ONNX Runtime {onnxruntime.__version__} (Python), OpenCV {cv2.__version__}",
        "score": score,
        "maps": seen,
        "faces": rounded(faces, 3),
        "embedding": rounded(run(embedder, "data", crop)["fc1"][0]),
        "feature": rounded(feature),
    }
    GOLDEN.write_text(json.dumps(golden) + "\n")
    print(len(faces), "faces")


if __name__ == "__main__":
    main()
