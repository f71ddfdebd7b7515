"""Embedding -> is this a drawn face: python -m atelier.faces.check --data DIR --negatives DIR [--people N] [--out DIR]

The detector finds something of a face in clocks, masks and cartoons, and the embedder gives each of them a place. Drawn faces
lie in a part of that space; two layers on the unit embedding learn which, from faces of the world and from what the detector
takes for faces where there is none (atelier/negatives). Its limit is put where one drawing in 500 of held-out people would be
refused, and the graph is shifted so that this is a half. Fitted in a minute, and again with
every detector, landmarks network or embedder.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from torch import Tensor, nn
from torch.nn import functional as F

from ..data import HELD_OUT_EVERY, World
from ..device import pick
from ..evaluate.faces import detect, session
from ..export._file import PACK, export
from .align import crop
from .images import disturb

DIMENSION = 128
REFUSED = 0.002  # share of held-out drawings that the limit gives up, but for
SLACK = 1.0  # logits below it: a hundred held-out faces do not show their worst
ANY_FACE = 0.4  # detector score: below what the app asks for, so that there is more to learn from
JITTER = 0.03  # of the eye distance: mended landmarks are about as far off


class Check(nn.Module):
    """embedding [B,128], unit length, mean of the crop's and its mirror image's -> drawn [B,1], 0..1."""

    def __init__(self, hidden: int = 32):
        super().__init__()
        self.inner, self.outer = nn.Linear(DIMENSION, hidden), nn.Linear(hidden, 1)

    def logit(self, embedding: Tensor) -> Tensor:
        return self.outer(F.relu(self.inner(embedding * DIMENSION**0.5)))

    def forward(self, embedding: Tensor) -> Tensor:
        return torch.sigmoid(self.logit(embedding))


class Embedder:
    def __init__(self) -> None:
        self.session = session("face_embedder")

    def __call__(self, image: np.ndarray) -> np.ndarray:
        """uint8 [112,112,3] -> float32 [128] as the app has it (src/engine/faces/embedding.ts)."""
        views = [
            self.session.run(None, {"data": v.transpose(2, 0, 1)[None].astype(np.float32)})[0][0] for v in (image, image[:, ::-1])
        ]
        mean = sum(view / np.linalg.norm(view) for view in views)
        return mean / np.linalg.norm(mean)


def of_people(root: Path, count: int, embed: Embedder, rng: np.random.Generator) -> tuple[np.ndarray, np.ndarray]:
    """Embeddings of `count` faces, each plain or disturbed, aligned about as well as in use; and whose they are."""
    world = World(root)
    chosen = rng.choice(np.flatnonzero(world.person >= 0), count, replace=False)
    vectors = []
    for i in np.sort(chosen):
        points = world.landmarks[i]
        eyes = np.linalg.norm(points[1] - points[0])
        reduce = int(rng.choice((1, 2)))
        aligned = crop(world.image(i, reduce), (points + rng.normal(0, JITTER * eyes, (5, 2))) / reduce)
        vectors.append(embed(disturb(aligned, rng) if rng.random() < 0.6 else aligned))
    return np.stack(vectors), world.person[np.sort(chosen)]


def of_nobody(root: Path, embed: Embedder, rng: np.random.Generator) -> np.ndarray:
    """Embeddings of what the detector takes for faces."""
    world, vectors = World(root), []
    detector, landmarks = session("face_detector"), session("face_landmarks")
    for i in range(len(world)):
        image = disturb(world.image(i, int(rng.choice((1, 2)))), rng)
        for face in detect(detector, image, ANY_FACE, landmarks)[:2]:
            vectors.append(embed(crop(image, face[4:14].reshape(5, 2))))
    return np.stack(vectors)


def fit(drawn: np.ndarray, nobody: np.ndarray, held_out: np.ndarray, steps: int = 600) -> Check:
    torch.manual_seed(0)
    check = Check()
    x = torch.from_numpy(np.concatenate([drawn, nobody]).astype(np.float32))
    y = torch.cat([torch.ones(len(drawn), 1), torch.zeros(len(nobody), 1)])
    weight = torch.where(y > 0, len(nobody) / len(drawn), 1.0)
    optimizer = torch.optim.AdamW(check.parameters(), 5e-3, weight_decay=0.05)
    for _ in range(steps):
        loss = F.binary_cross_entropy_with_logits(check.logit(x), y, weight)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
    with torch.no_grad():
        check.outer.bias += SLACK - torch.quantile(check.logit(torch.from_numpy(held_out.astype(np.float32))), REFUSED)
    return check.eval()


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, required=True, help="drawings of people")
    parser.add_argument("--negatives", type=Path, required=True, help="drawn by faces.extra negatives")
    parser.add_argument("--people", type=int, default=2400, help="pictures of people to look at")
    parser.add_argument("--out", type=Path, default=PACK)
    parser.add_argument("--threads", type=int, default=2)
    options = parser.parse_args()
    pick(options.threads)
    rng, embed = np.random.default_rng(0), Embedder()
    drawn, person = of_people(options.data, options.people, embed, rng)
    nobody = of_nobody(options.negatives, embed, rng)
    held = person % HELD_OUT_EVERY == 0
    check = fit(drawn[~held], nobody, drawn[held])
    with torch.no_grad():
        passed = (check(torch.from_numpy(nobody.astype(np.float32))) >= 0.5).float().mean().item()
    print(f"{(~held).sum()} faces, {held.sum()} held out, {len(nobody)} that are none; {passed:.4f} of these would pass")
    export(check, {"embedding": torch.zeros(1, DIMENSION)}, ["drawn"], options.out / "face_check.onnx", {})


if __name__ == "__main__":
    main()
