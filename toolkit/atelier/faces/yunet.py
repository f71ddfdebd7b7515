"""The output format of YuNet (opencv_zoo, face_detection_yunet_2023mar): what a cell says about a face, both ways.

A map of stride s has one anchor per cell, row r, column c. Its cell gives
  cx = (c + b0) s, cy = (r + b1) s, w = exp(b2) s, h = exp(b3) s, point i = ((c + k2i) s, (r + k2i+1) s), score = sqrt(cls obj).
Points are image-left eye first, which YuNet's text calls the right eye. Arrays only; no network here.
"""

from dataclasses import dataclass

import numpy as np

STRIDES = (8, 16, 32)
# Faces whose sqrt(w h) lies in a stride's range are learned by that stride; the ranges overlap so that none falls between.
RANGES = {8: (0.0, 56.0), 16: (40.0, 128.0), 32: (96.0, 1e9)}
CENTRE_RADIUS = 0.75  # cells whose centre is within this many strides of the face centre, in either axis, are positive


@dataclass(frozen=True)
class Targets:
    """For one stride: obj [N], bbox [N,4], kps [N,10] float32; bbox and kps mean something only where obj is 1."""

    obj: np.ndarray
    bbox: np.ndarray
    kps: np.ndarray


def grid(size: tuple[int, int], stride: int) -> np.ndarray:
    """[N,2] float32 of (column, row) in the order of the outputs: row by row."""
    rows, columns = size[0] // stride, size[1] // stride
    r, c = np.mgrid[:rows, :columns]
    return np.stack([c.ravel(), r.ravel()], 1).astype(np.float32)


def encode(boxes: np.ndarray, points: np.ndarray, size: tuple[int, int], stride: int) -> Targets:
    """Ground truth of faces (x, y, w, h) [n,4] and landmarks [n,5,2] px for a picture of (H, W) -> targets of one stride."""
    cells = grid(size, stride)
    obj, bbox, kps = (np.zeros((len(cells), *shape), np.float32) for shape in ((), (4,), (10,)))
    low, high = RANGES[stride]
    extent = np.sqrt(boxes[:, 2] * boxes[:, 3]) if len(boxes) else np.zeros(0)
    for k in np.argsort(-extent):  # smaller faces last: they win a cell that two claim
        if not low <= extent[k] < high:
            continue
        x, y, w, h = boxes[k]
        centre = np.array([x + w / 2, y + h / 2], np.float32) / stride
        near = np.abs(cells + 0.5 - centre).max(1) <= CENTRE_RADIUS
        obj[near] = 1
        bbox[near, :2] = centre - cells[near]
        bbox[near, 2:] = np.log([w / stride, h / stride])
        kps[near] = (points[k][None] / stride - cells[near][:, None]).reshape(-1, 10)
    return Targets(obj, bbox, kps)


def decode(outputs: dict[str, np.ndarray], size: tuple[int, int], threshold: float = 0.6) -> np.ndarray:
    """Outputs cls_s, obj_s, bbox_s, kps_s ([1,N,.]) -> [n,15] of x, y, w, h, ten landmark numbers, score; best first."""
    faces = []
    for stride in STRIDES:
        cls, obj, bbox, kps = (np.asarray(outputs[f"{name}_{stride}"], np.float32)[0] for name in ("cls", "obj", "bbox", "kps"))
        cells = grid(size, stride)
        score = np.sqrt(np.clip(cls[:, 0], 0, 1) * np.clip(obj[:, 0], 0, 1))
        keep = score >= threshold
        centre = (cells[keep] + bbox[keep, :2]) * stride
        extent = np.exp(bbox[keep, 2:]) * stride
        points = (kps[keep].reshape(-1, 5, 2) + cells[keep][:, None]) * stride
        faces.append(np.hstack([centre - extent / 2, extent, points.reshape(-1, 10), score[keep, None]]))
    found = np.concatenate(faces)
    return found[np.argsort(-found[:, -1], kind="stable")]


def iou(box: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    """Intersection over union of one (x, y, w, h) with many [n,4]."""
    low = np.maximum(box[:2], boxes[:, :2])
    high = np.minimum(box[:2] + box[2:4], boxes[:, :2] + boxes[:, 2:4])
    inside = np.clip(high - low, 0, None).prod(1)
    return inside / (box[2] * box[3] + boxes[:, 2] * boxes[:, 3] - inside)


def nms(faces: np.ndarray, threshold: float = 0.3) -> np.ndarray:
    """Greedy non-maximum suppression of rows that are sorted best first."""
    kept = []
    while len(faces):
        kept.append(faces[0])
        faces = faces[1:][iou(faces[0], faces[1:, :4]) <= threshold]
    return np.array(kept, np.float32).reshape(-1, 15)
