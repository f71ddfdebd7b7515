"""python -m atelier.golden_faces: reference numbers for the app's face code, from other implementations than ours.

tests/golden/yunet-decode.json: random network outputs and the faces that OpenCV's FaceDetectorYN reads from them.
tests/golden/align-112.json: landmarks and the matrix of Umeyama's method by singular values (the app uses the closed form).
tests/golden/landmarks.json: a drawn face, points a little off it, and where the landmarks network puts them.
tests/golden/embedding.json: two drawn crops and what ONNX Runtime's native build makes of them; renewed with the weights.
"""

import base64
import json
import tempfile
from pathlib import Path

import cv2
import numpy as np
import onnx
import onnxruntime
from onnx import TensorProto, helper, numpy_helper

from .export._file import PACK
from .faces.align import TEMPLATE_112, crop, mend, similarity, template, transformed
from .faces.detector import OUTPUTS
from .faces.yunet import STRIDES
from .world.draw import draw
from .world.params import sample_identity, sample_look, sample_pose

GOLDEN = Path(__file__).resolve().parents[2] / "tests" / "golden"
HEIGHT, WIDTH = 64, 96
SCORE, OVERLAP = 0.6, 0.3


def _rounded(array: np.ndarray, digits: int) -> list:
    return np.round(np.asarray(array, np.float64), digits).tolist()


def random_outputs(rng: np.random.Generator) -> dict[str, np.ndarray]:
    """Twelve maps; about one cell in five is sure of a face."""
    outputs = {}
    for stride in STRIDES:
        cells = (HEIGHT // stride) * (WIDTH // stride)
        outputs[f"cls_{stride}"] = rng.uniform(0, 1, (1, cells, 1))
        outputs[f"obj_{stride}"] = rng.uniform(0, 1, (1, cells, 1)) ** 2
        outputs[f"bbox_{stride}"] = rng.normal(0, 0.4, (1, cells, 4))
        outputs[f"kps_{stride}"] = rng.normal(0, 1, (1, cells, 10))
    return {name: np.round(outputs[name], 4).astype(np.float32) for name in OUTPUTS}


def opencv_decode(outputs: dict[str, np.ndarray]) -> np.ndarray:
    """What FaceDetectorYN makes of a network that answers `outputs` to every picture."""
    image = helper.make_tensor_value_info("input", TensorProto.FLOAT, [1, 3, HEIGHT, WIDTH])
    nodes = [
        helper.make_node("ReduceMean", ["input"], ["mean"], axes=[1, 2, 3], keepdims=1),
        helper.make_node("Mul", ["mean", "nothing"], ["zero4"]),
        helper.make_node("Reshape", ["zero4", "shape"], ["zero"]),
    ]
    constants = [
        numpy_helper.from_array(np.zeros(1, np.float32), "nothing"),
        numpy_helper.from_array(np.array([1, 1, 1], np.int64), "shape"),
    ]
    for name, value in outputs.items():
        nodes.append(helper.make_node("Add", ["zero", f"value_{name}"], [name]))
        constants.append(numpy_helper.from_array(value, f"value_{name}"))
    results = [helper.make_tensor_value_info(name, TensorProto.FLOAT, value.shape) for name, value in outputs.items()]
    graph = helper.make_graph(nodes, "constant", [image], results, constants)
    model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8)
    with tempfile.TemporaryDirectory() as folder:
        path = f"{folder}/constant.onnx"
        onnx.save(model, path)
        detector = cv2.FaceDetectorYN.create(path, "", (WIDTH, HEIGHT), SCORE, OVERLAP, 5000)
        return detector.detect(np.zeros((HEIGHT, WIDTH, 3), np.uint8))[1]


def umeyama(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """[2,3] similarity by singular value decomposition (Umeyama 1991, equations 38 to 43)."""
    mean_source, mean_target = source.mean(0), target.mean(0)
    a, b = source - mean_source, target - mean_target
    u, d, vt = np.linalg.svd(b.T @ a / len(source))
    s = np.diag([1.0, np.sign(np.linalg.det(u) * np.linalg.det(vt))])
    rotation = u @ s @ vt
    scale = np.trace(np.diag(d) @ s) / a.var(0).sum()
    return np.hstack([scale * rotation, (mean_target - scale * rotation @ mean_source)[:, None]])


def landmark_sets(rng: np.random.Generator) -> list[np.ndarray]:
    """The template itself, then turned, scaled, shifted and disturbed copies."""
    sets = [TEMPLATE_112.astype(np.float64)]
    for _ in range(7):
        angle, scale = rng.uniform(-1, 1), rng.uniform(0.3, 4)
        turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        sets.append(TEMPLATE_112 @ turn.T + rng.uniform(-50, 400, 2) + rng.normal(0, 2 * scale, (5, 2)))
    return [np.round(points, 3) for points in sets]


def drawn_crops() -> list[np.ndarray]:
    crops = []
    for seed in (11, 12):
        rng = np.random.default_rng(seed)
        identity, look = sample_identity(rng), sample_look(rng)
        drawing = draw(identity, look, sample_pose(rng, look), seed)
        crops.append(crop(drawing.image, drawing.labels.landmarks))
    return crops


def wrong_points() -> dict:
    """A face with 28 px around it, its true points, wrong ones, and those mended by the native build."""
    rng, margin = np.random.default_rng(13), 28
    identity, look = sample_identity(rng), sample_look(rng)
    drawing = draw(identity, look, sample_pose(rng, look), 13)
    matrix = similarity(drawing.labels.landmarks, template(margin=margin))
    image, true = crop(drawing.image, drawing.labels.landmarks, margin=margin), transformed(matrix, drawing.labels.landmarks)
    said = np.round(true + rng.normal(0, 3, (5, 2)), 3)
    network = onnxruntime.InferenceSession(str(PACK / "face_landmarks.onnx"), providers=["CPUExecutionProvider"])
    return {
        "size": 112 + 2 * margin, "rgb": base64.b64encode(image.tobytes()).decode(), "true": _rounded(true, 3),
        "said": said.tolist(), "mended": _rounded(mend(network, image, said), 3),
    }  # fmt: skip


def write(name: str, content: dict) -> None:
    GOLDEN.mkdir(parents=True, exist_ok=True)
    (GOLDEN / f"{name}.json").write_text(json.dumps(content, separators=(",", ":")) + "\n")


def main() -> None:
    rng = np.random.default_rng(112)
    outputs = random_outputs(rng)
    faces = opencv_decode(outputs)
    write("yunet-decode", {
        "source": f"OpenCV {cv2.__version__} FaceDetectorYN", "height": HEIGHT, "width": WIDTH, "scoreThreshold": SCORE,
        "nmsThreshold": OVERLAP, "outputs": {name: _rounded(value.ravel(), 4) for name, value in outputs.items()},
        "faces": _rounded(faces, 4),
    })  # fmt: skip
    cases = [
        {"landmarks": p.tolist(), "matrix": _rounded(umeyama(p, TEMPLATE_112.astype(np.float64)), 9)} for p in landmark_sets(rng)
    ]
    write("align-112", {"source": "Umeyama by SVD (numpy)", "template": _rounded(TEMPLATE_112, 4), "cases": cases})
    embedder = onnxruntime.InferenceSession(str(PACK / "face_embedder.onnx"), providers=["CPUExecutionProvider"])
    rows = []
    for image in drawn_crops():
        vector = embedder.run(None, {"data": image.transpose(2, 0, 1)[None].astype(np.float32)})[0][0]
        rows.append({"rgb": base64.b64encode(image.tobytes()).decode(), "embedding": _rounded(vector, 6)})
    write("landmarks", {"source": f"ONNX Runtime {onnxruntime.__version__} (Python), OpenCV's warpAffine", **wrong_points()})
    write("embedding", {"source": f"ONNX Runtime {onnxruntime.__version__} (Python)", "size": 112, "crops": rows})


if __name__ == "__main__":
    main()
