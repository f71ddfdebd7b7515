"""The face stack against OpenCV, against itself, and one short lesson per network on a few drawn pictures."""

import cv2
import numpy as np
import pytest
import torch
from torch import nn

from atelier.data import World, write_shard
from atelier.faces import align, train_detector, train_embedder, train_parser, yunet
from atelier.faces.crops import collect
from atelier.faces.detector import Detector, PublishedDetector
from atelier.faces.mosaic import Mosaics
from atelier.faces.parser import Parser
from atelier.faces.verification import equal_error_rate, rank_one
from atelier.world.draw import draw
from atelier.world.params import sample_identity, sample_look, sample_pose


@pytest.fixture(scope="module")
def world(tmp_path_factory: pytest.TempPathFactory) -> World:
    """Four people, two looks each, drawn small."""
    root = tmp_path_factory.mktemp("world")
    rng = np.random.default_rng(3)
    images, rows = [], []
    for person in range(1, 5):
        identity = sample_identity(rng)
        for seed in range(2):
            look = sample_look(rng)
            drawing = draw(identity, look, sample_pose(rng, look), seed, (192, 256))
            labels = drawing.labels
            images.append(drawing.image)
            parsing = cv2.resize(labels.parsing, (96, 128), interpolation=cv2.INTER_NEAREST)
            rows.append((labels.landmarks, labels.face_box, parsing, identity.vector(), person, np.zeros(9), np.zeros(7), seed))
    kinds = ("f4", "f4", "u1", "f4", "i4", "u1", "f4", "i8")
    columns = [np.array(column, kind) for column, kind in zip(zip(*rows, strict=True), kinds, strict=True)]
    names = ("landmarks", "box", "parsing", "identity", "person", "look", "pose", "seed")
    write_shard(root / "0000.npz", images, **dict(zip(names, columns, strict=True)))
    return World(root)


def learns(model: nn.Module, batch: tuple[np.ndarray, ...], score, steps: int = 6) -> None:
    """The loss of one batch falls while the model sees only it."""
    torch.manual_seed(0)
    tensors = tuple(torch.from_numpy(array) for array in batch)
    optimizer = torch.optim.AdamW(model.parameters(), 2e-3)
    losses = []
    for _ in range(steps):
        loss, _ = score(model.train(), tensors)
        optimizer.zero_grad()
        loss.backward()
        optimizer.step()
        losses.append(loss.item())
    assert losses[-1] < losses[0]


def test_the_similarity_is_what_opencv_estimates() -> None:
    rng = np.random.default_rng(0)
    for _ in range(20):
        angle, scale = rng.uniform(-3, 3), rng.uniform(0.2, 5)
        turn = scale * np.array([[np.cos(angle), -np.sin(angle)], [np.sin(angle), np.cos(angle)]])
        points = align.TEMPLATE_112 @ turn.T + rng.uniform(-100, 300, 2)
        expected, _ = cv2.estimateAffinePartial2D(points, align.TEMPLATE_112.astype(np.float64), method=cv2.LMEDS)
        assert np.allclose(align.similarity(points, align.TEMPLATE_112), expected, atol=1e-3)


def test_a_face_survives_encoding_and_decoding() -> None:
    boxes = np.array([[10.0, 20, 30, 36], [100, 60, 110, 130], [215, 200, 60, 70]], np.float32)
    points = np.stack(
        [box[:2] + np.array([(0.3, 0.4), (0.7, 0.4), (0.5, 0.6), (0.35, 0.8), (0.65, 0.8)]) * box[2:] for box in boxes]
    )
    outputs = {}
    for stride in yunet.STRIDES:
        targets = yunet.encode(boxes, points, (320, 320), stride)
        outputs |= {f"cls_{stride}": targets.obj[None, :, None], f"obj_{stride}": targets.obj[None, :, None]}
        outputs |= {f"bbox_{stride}": targets.bbox[None], f"kps_{stride}": targets.kps[None]}
    faces = yunet.nms(yunet.decode(outputs, (320, 320)))
    assert len(faces) == 3
    for box, landmarks in zip(boxes, points, strict=True):
        best = faces[np.argmax(yunet.iou(box, faces[:, :4]))]
        assert np.allclose(best[:4], box, atol=1e-2) and np.allclose(best[4:14], landmarks.ravel(), atol=1e-2)


def test_the_published_detector_has_the_published_shapes() -> None:
    with torch.no_grad():
        shapes = [tuple(y.shape) for y in PublishedDetector(Detector()).eval()(torch.zeros(1, 3, 64, 96))]
    assert shapes == [(1, cells, numbers) for numbers in (1, 1, 4, 10) for cells in (96, 24, 6)]


def test_mosaics_keep_truth_and_picture_together(world: World) -> None:
    rng = np.random.default_rng(1)
    for _ in range(12):
        image, boxes, points = Mosaics(world, world.train()).draw(rng)
        assert image.shape == (320, 320, 3)
        inside = (points >= boxes[:, None, :2] - 0.25 * boxes[:, None, 2:]) & (
            points <= boxes[:, None, :2] + 1.25 * boxes[:, None, 2:]
        )
        assert inside.all()
        assert (points[:, 0, 0] < points[:, 1, 0]).all()  # image-left eye first, mirrored or not


def test_the_detector_learns(world: World) -> None:
    source = train_detector.Source(world, world.train(), 4)
    learns(Detector(), source(np.random.default_rng(0)), train_detector.score)


def test_the_parser_learns(world: World) -> None:
    learns(Parser(), train_parser.Source(world, world.train(), 4)(np.random.default_rng(0)), train_parser.score)


def test_the_embedder_learns(world: World) -> None:
    crops = collect(list(world.roots))
    source = train_embedder.Source(crops, train_embedder.EmbedderTask(people=4, pictures=2))
    model = train_embedder.Model(len(source.ids), source.traits.shape[1])
    learns(model, source(np.random.default_rng(0)), lambda model, batch: train_embedder.score(model, batch, 1.0))


def test_error_rates_of_known_embeddings() -> None:
    person = np.repeat(np.arange(10), 2)
    perfect = np.eye(10, dtype=np.float32)[person]
    assert equal_error_rate(perfect, person)[0] < 0.01 and rank_one(perfect, person) == 1
    shuffled = np.random.default_rng(0).normal(size=(400, 16)).astype(np.float32)
    shuffled /= np.linalg.norm(shuffled, axis=1, keepdims=True)
    assert 0.4 < equal_error_rate(shuffled, np.repeat(np.arange(200), 2))[0] < 0.6
