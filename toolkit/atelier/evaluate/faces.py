"""python -m atelier.evaluate faces --data DIR [--pictures N] [--mosaics N]: the exported face stack on held-out people.

Reads only the ONNX files and held-out pictures; writes runs/faces.json and prints the table. The embedder is measured as the
app uses it, through the detector's landmarks; with the true landmarks too, to tell the two apart.
"""

import argparse
import json
from pathlib import Path

import cv2
import numpy as np
import onnxruntime

from ..checkpoint import RUNS
from ..data import World
from ..export._file import PACK
from ..faces import align, yunet
from ..faces.mosaic import Mosaics
from ..faces.verification import cosines, equal_error_rate, rank_one
from ..world.vocabulary import PARSING

DETECTOR_SIDE = 320


def session(name: str) -> onnxruntime.InferenceSession:
    options = onnxruntime.SessionOptions()
    options.intra_op_num_threads = 1
    return onnxruntime.InferenceSession(str(PACK / f"{name}.onnx"), options, providers=["CPUExecutionProvider"])


def detect(
    detector: onnxruntime.InferenceSession, image: np.ndarray, threshold: float = 0.6,
    landmarks: onnxruntime.InferenceSession | None = None, mended: int = 4,
) -> np.ndarray:  # fmt: skip
    """Faces [n,15] in pixels of an RGB picture, shrunk so that its long side is 320 and padded with black to multiples of 32;
    the points of the surest few mended by the landmarks network."""
    scale = DETECTOR_SIDE / max(image.shape[:2])
    small = cv2.resize(image, None, fx=scale, fy=scale, interpolation=cv2.INTER_AREA) if scale != 1 else image
    height, width = ((side + 31) // 32 * 32 for side in small.shape[:2])
    padded = np.zeros((height, width, 3), np.uint8)
    padded[: small.shape[0], : small.shape[1]] = small
    data = padded[..., ::-1].transpose(2, 0, 1)[None].astype(np.float32)
    outputs = dict(zip([o.name for o in detector.get_outputs()], detector.run(None, {"input": data}), strict=True))
    faces = yunet.nms(yunet.decode(outputs, (height, width), threshold))
    faces[:, :14] /= scale
    for face in faces[:mended] if landmarks else ():
        face[4:14] = align.mend(landmarks, image, face[4:14].reshape(5, 2)).ravel()
    return faces


def average_precision(found: list[np.ndarray], truth: list[np.ndarray], threshold: float = 0.5) -> float:
    """Area under precision over recall, all points. found: rows x, y, w, h, ..., score; truth: boxes."""
    rows = sorted(((face[-1], k, face) for k, faces in enumerate(found) for face in faces), key=lambda row: -row[0])
    taken = [np.zeros(len(boxes), bool) for boxes in truth]
    hits = np.zeros(len(rows))
    for n, (_, k, face) in enumerate(rows):
        if len(truth[k]):
            overlaps = np.where(taken[k], 0, yunet.iou(face[:4], truth[k]))
            best = int(np.argmax(overlaps))
            if overlaps[best] >= threshold:
                hits[n], taken[k][best] = 1, True
    true = np.cumsum(hits)
    recall, precision = true / sum(len(boxes) for boxes in truth), true / np.arange(1, len(rows) + 1)
    envelope = np.maximum.accumulate(precision[::-1])[::-1]
    return float(np.sum(np.diff(recall, prepend=0) * envelope))


def landmark_errors(found: np.ndarray, boxes: np.ndarray, points: np.ndarray) -> list[float]:
    """Mean distance of the five points over the true eye distance, for every true face that was found."""
    errors = []
    for box, true in zip(boxes, points, strict=True):
        overlaps = yunet.iou(box, found[:, :4]) if len(found) else np.zeros(0)
        if len(overlaps) and overlaps.max() >= 0.5:
            own = found[int(np.argmax(overlaps)), 4:14].reshape(5, 2)
            errors.append(float(np.linalg.norm(own - true, axis=1).mean() / max(1e-6, np.linalg.norm(true[0] - true[1]))))
    return errors


def measure_detector(world: World, indices: np.ndarray, mosaics: int) -> dict[str, float]:
    detector, landmarks = session("face_detector"), session("face_landmarks")
    found, truth, errors = [], [], []
    source, rng = Mosaics(world, indices), np.random.default_rng(20)
    cases = [source.draw(rng) for _ in range(mosaics)]
    whole = indices[world.box[indices, 2] > 0][:mosaics]
    cases += [(world.image(i), world.box[i][None], world.landmarks[i][None]) for i in whole]
    frontal = []
    for image, boxes, points in cases:
        faces = detect(detector, image, 0.02, landmarks, mended=20)
        found.append(faces)
        truth.append(boxes)
        errors.append(landmark_errors(faces, boxes, points))
    frontal = [error for row in errors[mosaics:] for error in row]
    sure = [faces[faces[:, -1] >= 0.6] for faces in found]
    return {
        "detector_ap": average_precision(found, truth),
        "detector_ap_portraits": average_precision(found[mosaics:], truth[mosaics:]),
        "landmark_error": float(np.mean([error for row in errors for error in row])),
        "landmark_error_portraits": float(np.mean(frontal)),
        "false_per_empty": float(np.mean([len(f) for f, t in zip(sure, truth, strict=True) if not len(t)] or [0])),
        "detector_cases": len(cases),
    }


def measure_embedder(world: World, indices: np.ndarray) -> dict[str, float]:
    detector, landmarks, embedder = (session(f"face_{name}") for name in ("detector", "landmarks", "embedder"))

    def embed(image: np.ndarray, points: np.ndarray) -> np.ndarray:
        data = align.crop(image, points).transpose(2, 0, 1)[None].astype(np.float32)
        vector = embedder.run(None, {"data": data})[0][0]
        return vector / np.linalg.norm(vector)

    true, used, missed = [], [], 0
    for i in indices:
        image = world.image(i)
        faces = detect(detector, image, landmarks=landmarks)
        true.append(embed(image, world.landmarks[i]))
        missed += not len(faces)
        used.append(embed(image, faces[0, 4:14].reshape(5, 2)) if len(faces) else true[-1])
    person, true, used = world.person[indices], np.stack(true), np.stack(used)
    eer, cosine = equal_error_rate(used, person)
    return {
        "eer": eer, "eer_cosine": cosine, "rank1": rank_one(used, person),
        "eer_true_landmarks": equal_error_rate(true, person)[0], "rank1_true_landmarks": rank_one(true, person),
        **cosines(used, person),
        "embedder_people": len(np.unique(person)), "embedder_pictures": len(indices), "undetected": missed,
    }  # fmt: skip


def measure_parser(world: World, indices: np.ndarray) -> dict[str, float]:
    parser = session("parser")
    both, either = np.zeros(len(PARSING)), np.zeros(len(PARSING))
    for i in indices:
        data = cv2.resize(world.image(i), (256, 256), interpolation=cv2.INTER_AREA).transpose(2, 0, 1)[None].astype(np.float32)
        logits = parser.run(None, {"image": data / 255})[0][0]
        label = world.parsing[i]
        small = [cv2.resize(plane, label.shape[::-1], interpolation=cv2.INTER_AREA) for plane in logits]
        found = np.argmax(small, 0)
        for k in range(len(PARSING)):
            both[k] += ((found == k) & (label == k)).sum()
            either[k] += ((found == k) | (label == k)).sum()
    iou = both / np.maximum(1, either)
    return {"parser_miou": float(iou.mean()), **{f"iou_{name}": float(x) for name, x in zip(PARSING, iou, strict=True)}}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--people", type=int, default=500, help="held-out people for the embedder, at most")
    parser.add_argument("--looks", type=int, default=4, help="pictures of each, at most")
    parser.add_argument("--pictures", type=int, default=300, help="for the parser")
    parser.add_argument("--mosaics", type=int, default=300)
    options = parser.parse_args(arguments)
    world = World(options.data)
    held = world.held_out()
    if not len(held):
        raise SystemExit(f"{options.data}: nobody is held out here")
    order = np.random.default_rng(0).permutation(held)
    chosen: dict[int, list[int]] = {}
    for i in held:
        own = chosen.setdefault(int(world.person[i]), []) if len(chosen) < options.people else chosen.get(int(world.person[i]))
        if own is not None and len(own) < options.looks:
            own.append(int(i))
    result = {
        **measure_embedder(world, np.array([i for own in chosen.values() for i in own])),
        **measure_detector(world, order, options.mosaics),
        **measure_parser(world, order[: options.pictures]),
        **{f"bytes_{name}": (PACK / f"{name}.onnx").stat().st_size for name in ("face_detector", "face_embedder", "parser")},
    }
    result = {name: round(value, 4) if isinstance(value, float) else value for name, value in result.items()}
    RUNS.mkdir(exist_ok=True)
    (RUNS / "faces.json").write_text(json.dumps(result, indent=1) + "\n")
    for name, value in result.items():
        print(f"{name:26} {value}")
