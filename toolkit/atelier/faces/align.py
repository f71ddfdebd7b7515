"""Five points -> the upright 112x112 crop that face embedders read, by the published ArcFace template.

And better points than those, where it is given a network that sees them in the crop. It knows of no other.
"""

import cv2
import numpy as np
import onnxruntime

# insightface `arcface_dst`: image-left eye, image-right eye, nose tip, image-left and image-right mouth corner, in pixels.
TEMPLATE_112 = np.array(
    [(38.2946, 51.6963), (73.5318, 51.5014), (56.0252, 71.7366), (41.5493, 92.3655), (70.7299, 92.2041)], np.float32
)


def similarity(source: np.ndarray, target: np.ndarray) -> np.ndarray:
    """Least-squares rotation, scale and shift, never a reflection: float64 [2,3] taking source points [n,2] to target points.

    Closed form of Umeyama (1991) in two dimensions: with centred points (x, y) and (u, v),
    a = sum(xu + yv) / sum(xx + yy), b = sum(xv - yu) / sum(xx + yy).
    """
    source, target = np.asarray(source, np.float64), np.asarray(target, np.float64)
    mean_source, mean_target = source.mean(0), target.mean(0)
    (x, y), (u, v) = (source - mean_source).T, (target - mean_target).T
    norm = (x * x + y * y).sum()
    a, b = (x * u + y * v).sum() / norm, (x * v - y * u).sum() / norm
    rotation = np.array([[a, -b], [b, a]])
    return np.hstack([rotation, (mean_target - rotation @ mean_source)[:, None]])


def template(size: int = 112, margin: int = 0) -> np.ndarray:
    """The template at another size, with `margin` pixels of surroundings on every side."""
    return TEMPLATE_112 * (size / 112) + margin


def transformed(matrix: np.ndarray, points: np.ndarray) -> np.ndarray:
    """[n,2] points under an affine [2,3]."""
    return points @ matrix[:, :2].T + matrix[:, 2]


def mend(network: onnxruntime.InferenceSession, image: np.ndarray, landmarks: np.ndarray) -> np.ndarray:
    """[5,2]: a detector's points, put where the landmarks network sees them in the crop that they give."""
    data = crop(image, landmarks).transpose(2, 0, 1)[None].astype(np.float32)
    seen = network.run(None, {"image": data})[0][0]
    turn = similarity(landmarks, TEMPLATE_112)
    return np.linalg.solve(turn[:, :2], (seen - turn[:, 2]).T).T


def crop(image: np.ndarray, landmarks: np.ndarray, size: int = 112, margin: int = 0) -> np.ndarray:
    """uint8 [size + 2 margin, same, 3]: the aligned face; outside the picture its edge is repeated."""
    matrix = similarity(landmarks, template(size, margin))
    side = size + 2 * margin
    return cv2.warpAffine(image, matrix, (side, side), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
