"""Small photographic accidents for training: uint8 RGB in and out. Softness like a generator's is among them."""

import cv2
import numpy as np


def disturb(image: np.ndarray, rng: np.random.Generator, strength: float = 1.0) -> np.ndarray:
    """Exposure and colour balance always; blur, loss of resolution, JPEG and noise now and then."""
    gain = np.exp(rng.normal(0, 0.08 * strength) + rng.normal(0, 0.025 * strength, 3))
    shift = rng.normal(0, 5 * strength)
    table = np.clip(np.arange(256)[:, None] * gain + shift, 0, 255).astype(np.uint8)  # (256, 3)
    image = cv2.LUT(image, np.ascontiguousarray(table[None]))
    kind = rng.random() / strength
    height, width = image.shape[:2]
    if kind < 0.12:
        image = cv2.GaussianBlur(image, (0, 0), rng.uniform(0.4, 1.4))
    elif kind < 0.24:
        factor = rng.uniform(0.4, 0.8)
        small = cv2.resize(image, (max(8, int(width * factor)), max(8, int(height * factor))), interpolation=cv2.INTER_AREA)
        image = cv2.resize(small, (width, height), interpolation=cv2.INTER_LINEAR)
    elif kind < 0.32:
        _, data = cv2.imencode(".jpg", image, [cv2.IMWRITE_JPEG_QUALITY, int(rng.integers(40, 85))])
        image = cv2.imdecode(data, cv2.IMREAD_COLOR)
    if rng.random() < 0.2 * strength:
        noise = np.empty(image.shape, np.int16)
        cv2.randn(noise, 0, rng.uniform(2, 9))
        image = cv2.add(image, noise, dtype=cv2.CV_8U)
    return image


def occlude(image: np.ndarray, rng: np.random.Generator, share: float = 0.3) -> np.ndarray:
    """A flat patch of up to `share` of each side, somewhere."""
    height, width = image.shape[:2]
    h, w = (int(side * rng.uniform(0.08, share)) for side in (height, width))
    top, left = int(rng.integers(0, height - h)), int(rng.integers(0, width - w))
    image = image.copy()
    image[top : top + h, left : left + w] = rng.integers(0, 256, 3)
    return image
