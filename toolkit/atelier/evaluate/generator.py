"""python -m atelier.evaluate generator --data DIR [--pictures N] [--people N]: the exported generator on held-out people.

Reads only ONNX files and held-out pictures. Attributes are read back by the judge, whose own accuracy on drawings stands
beside; identity by the pack's embedder through its detector. Every picture is generated from embeddings of drawn pictures of the
person, a caption of a look drawn at random, and a pose. Writes runs/generator.json.
"""

import argparse
import json
import time
from itertools import pairwise
from pathlib import Path

import cv2
import numpy as np
import onnxruntime as ort

from .. import lexicon, manifest, tokenizer
from ..checkpoint import RUNS
from ..data import World
from ..export._file import PACK
from ..faces import align
from ..flow import sigmas
from ..judge import OUT as JUDGE
from ..judge import accuracy, shrink
from ..world import captions, params
from .faces import detect


class Pipeline:
    """The app's own loop over the exported graphs: one picture at a time, guidance away from the empty prompt."""

    def __init__(self, pack: Path = PACK, threads: int = 2):
        options = ort.SessionOptions()
        options.intra_op_num_threads = threads
        names = (
            "text_encoder", "identity_projector", "denoiser", "vae_decoder", "vae_encoder", "face_embedder", "face_detector",
            "face_landmarks",
        )  # fmt: skip
        self.graphs = {name: ort.InferenceSession(str(pack / f"{name}.onnx"), options) for name in names}
        self.words = tokenizer.load(pack)
        self.empty = self.context("")

    def run(self, name: str, feeds: dict[str, np.ndarray]) -> dict[str, np.ndarray]:
        graph = self.graphs[name]
        return dict(zip([output.name for output in graph.get_outputs()], graph.run(None, feeds), strict=True))

    def context(self, text: str) -> np.ndarray:
        ids = np.array([self.words.encode(text).ids], np.int64)
        return self.run("text_encoder", {"input_ids": ids})["context"]

    def embed(self, image: np.ndarray, landmarks: np.ndarray | None = None) -> np.ndarray | None:
        """[128] L2-normalised, or None where the detector finds no face."""
        if landmarks is None:
            faces = detect(self.graphs["face_detector"], image, landmarks=self.graphs["face_landmarks"])
            if not len(faces):
                return None
            landmarks = faces[0, 4:14].reshape(5, 2)
        data = align.crop(image, landmarks).transpose(2, 0, 1)[None].astype(np.float32)
        row = self.run("face_embedder", {"data": data})["fc1"][0]
        return row / np.linalg.norm(row)

    def draw(self, embedding: np.ndarray, text: str, pose: np.ndarray | None, noise: np.ndarray, preset: dict) -> np.ndarray:
        """noise float32 [1, 16, h, w] -> uint8 (16h, 16w, 3)."""
        return to_bytes(self.run("vae_decoder", {"latent": self.latent(embedding, text, pose, noise, preset)})["image"])

    def latent(self, embedding: np.ndarray, text: str, pose: np.ndarray | None, noise: np.ndarray, preset: dict) -> np.ndarray:
        """noise float32 [1, 16, h, w] -> what it is walked to, of the same shape."""
        told = self.run("identity_projector", {"embedding": embedding[None].astype(np.float32)})
        told |= {"identity.scale": np.ones(1, np.float32), "pose": np.zeros((1, 8), np.float32) if pose is None else pose}
        context, sample = self.context(text), noise
        levels = sigmas(preset["steps"], manifest.SHIFT)
        for now, then in pairwise(levels):
            at = told | {"sample": sample, "timestep": np.array([now], np.float32)}
            velocity = self.run("denoiser", at | {"context": context})["prediction"]
            if preset["guidance"] != 1:
                away = self.run("denoiser", at | {"context": self.empty})["prediction"]
                velocity = away + preset["guidance"] * (velocity - away)
            sample = sample + (then - now) * velocity
        return sample


def to_bytes(image: np.ndarray) -> np.ndarray:
    """[1, 3, H, W] in -1..1 -> uint8 (H, W, 3)."""
    return np.clip((image[0].transpose(1, 2, 0) + 1) * 127.5 + 0.5, 0, 255).astype(np.uint8)


def pose_row(pose: params.Pose) -> np.ndarray:
    units = np.array([40, 15, 10, 1, 1, 1, 1], np.float32)
    row = np.array([pose.yaw, pose.pitch, pose.roll, pose.gaze_x, pose.gaze_y, pose.mouth, pose.eyes], np.float32) / units
    return np.append(row, 1).astype(np.float32)[None]


def reconstruction(pipeline: Pipeline, world: World, chosen: np.ndarray) -> float:
    """Mean PSNR of decode(encode(x))."""
    scores = []
    for i in chosen:
        image = world.image(i)
        latent = pipeline.run("vae_encoder", {"image": (image.transpose(2, 0, 1)[None] / 127.5 - 1).astype(np.float32)})["latent"]
        error = to_bytes(pipeline.run("vae_decoder", {"latent": latent})["image"]).astype(float) - image
        scores.append(-10 * np.log10(np.square(error / 255).mean()))
    return float(np.mean(scores))


def judged(images: list[np.ndarray]) -> list[np.ndarray]:
    session = ort.InferenceSession(str(JUDGE / "judge.onnx"))
    data = np.stack([shrink(image) for image in images]).transpose(0, 3, 1, 2).astype(np.float32) / 255
    parts = [session.run(None, {"image": part}) for part in np.array_split(data, max(1, len(data) // 32))]
    return [np.concatenate(logits) for logits in zip(*parts, strict=True)]


def measure(world: World, pictures: int, people: int, preset_name: str, sheet: Path | None) -> dict[str, float]:
    pipeline, preset, rng = Pipeline(), manifest.PRESETS[preset_name], np.random.default_rng(2026)
    held = world.held_out()
    persons = list(dict.fromkeys(world.person[held].tolist()))[:people]
    own = [held[world.person[held] == person] for person in persons]
    references = [[pipeline.embed(world.image(i), world.landmarks[i]) for i in group[:3]] for group in own]
    centres = np.stack([np.mean(group, 0) for group in references])
    centres /= np.linalg.norm(centres, axis=1, keepdims=True)
    real = float(np.mean([group[0] @ group[1] for group in references if len(group) > 1]))
    images, looks, embeddings, owners, seconds = [], [], [], [], []
    for k in range(pictures):
        who = k % len(persons)
        look = params.sample_look(rng)
        pose = params.sample_pose(rng, look)
        text = captions.compose(None, look, frozenset(captions.LOOK_FIELDS), rng)
        noise = rng.standard_normal((1, 16, 32, 24)).astype(np.float32)
        start = time.perf_counter()
        images.append(pipeline.draw(centres[who], text, pose_row(pose), noise, preset))
        seconds.append(time.perf_counter() - start)
        looks.append([names.index(getattr(look, name)) for name, names in lexicon.CLASSES.items()])
        found = pipeline.embed(images[-1])
        if found is not None:
            embeddings.append(found)
            owners.append(who)
    mine = np.array([embedding @ centres[who] for embedding, who in zip(embeddings, owners, strict=True)])
    ranked = np.array([np.argmax(centres @ embedding) == who for embedding, who in zip(embeddings, owners, strict=True)])
    table = {
        "pictures": pictures, "people": len(persons), "psnr": reconstruction(pipeline, world, held[:60]),
        "judge": accuracy(judged(images), np.array(looks)),
        "judgeOnDrawings": json.loads((JUDGE / "judge.json").read_text())["accuracy"],
        "faceFound": len(embeddings) / pictures, "rank1": float(ranked.sum() / pictures), "cosine": float(mine.mean()),
        "cosineShare": float(mine.mean() / real), "pictureSeconds": float(np.median(seconds)), "preset": preset_name,
    }  # fmt: skip
    if sheet:
        contact_sheet(pipeline, world, own[:6], centres[:6], preset, sheet)
    return table


SHEET_LOOKS = tuple(
    params.Look(*row.split(", "))
    for row in (
        "curly long, red, leather jacket, black, neon street at night, backlit, head and shoulders, soft smile, none",
        "bob, black, blazer and shirt, navy, office, flat and bright, head and shoulders, neutral, glasses",
        "afro, dark brown, turtleneck, mustard, plain studio, soft from the left, tight headshot, serious, none",
        "buzz cut, blonde, denim jacket, sky blue, beach, golden hour, tight headshot, laughing, none",
        "straight long, platinum, evening gown, burgundy, stage, dramatic side, half body, thoughtful, earrings",
    )
)


def contact_sheet(pipeline: Pipeline, world: World, own: list[np.ndarray], centres: np.ndarray, preset: dict, path: Path) -> None:
    """Rows are people, columns looks; the first column is a drawing of the person, which the generator never saw."""
    rng, rows = np.random.default_rng(1), []
    for who, group in enumerate(own):
        row = [world.image(group[0])]
        for look in SHEET_LOOKS:
            pose = params.sample_pose(rng, look)
            text = captions.compose(None, look, frozenset(captions.LOOK_FIELDS), rng)
            noise = rng.standard_normal((1, 16, 32, 24)).astype(np.float32)
            row.append(pipeline.draw(centres[who], text, pose_row(pose), noise, preset))
        rows.append(np.concatenate([cv2.resize(image, (192, 256), interpolation=cv2.INTER_AREA) for image in row], 1))
    path.parent.mkdir(parents=True, exist_ok=True)
    cv2.imwrite(str(path), cv2.cvtColor(np.concatenate(rows), cv2.COLOR_RGB2BGR), [cv2.IMWRITE_JPEG_QUALITY, 88])


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=200)
    parser.add_argument("--people", type=int, default=200)
    parser.add_argument("--preset", default="standard", choices=list(manifest.PRESETS))
    parser.add_argument("--sheet", type=Path, help="write a contact sheet there")
    options = parser.parse_args(arguments)
    table = measure(World(options.data), options.pictures, options.people, options.preset, options.sheet)
    RUNS.mkdir(parents=True, exist_ok=True)
    (RUNS / "generator.json").write_text(json.dumps(table, indent=1) + "\n")
    print(json.dumps(table, indent=1))
