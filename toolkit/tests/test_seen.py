"""A face seen through a window of its latent is the face that the exported graphs show when everything is drawn."""

import cv2
import numpy as np
import onnxruntime as ort
import torch

from atelier.autoencoder import AutoencoderConfig, Decoder
from atelier.export._file import PACK, shipped
from atelier.faces import align, seen
from atelier.faces.embedder import Embedder
from atelier.world import params
from atelier.world.draw import draw


def run(name: str, data: np.ndarray) -> np.ndarray:
    session = ort.InferenceSession(str(PACK / f"{name}.onnx"))
    return session.run(None, {session.get_inputs()[0].name: data.astype(np.float32)})[0]


def eye() -> tuple[torch.nn.Module, torch.nn.Module]:
    decoder = shipped(Decoder(AutoencoderConfig()), "vae_decoder", "module.", PACK)
    return decoder, shipped(Embedder(), "face_embedder", "", PACK)


def test_windows_of_every_size_show_what_the_whole_picture_shows() -> None:
    decoder, embedder = eye()
    rng = np.random.default_rng(4)
    latents, landmarks, wanted = [], [], []
    for seed, framing in enumerate(("tight headshot", "head and shoulders", "half body")):
        look = params.Look("bob", "black", "blazer and shirt", "navy", "office", "flat and bright", framing, "neutral", "none")
        drawing = draw(params.sample_identity(rng), look, params.sample_pose(rng, look), seed)
        latent = run("vae_encoder", drawing.image.transpose(2, 0, 1)[None] / 127.5 - 1)
        whole = run("vae_decoder", latent)[0].transpose(1, 2, 0)
        turn = align.similarity(drawing.labels.landmarks, align.TEMPLATE_112)
        crop = cv2.warpAffine(whole, turn, (112, 112), flags=cv2.INTER_LINEAR, borderMode=cv2.BORDER_REPLICATE)
        row = run("face_embedder", ((crop.clip(-1, 1) + 1) * 127.5).transpose(2, 0, 1)[None])[0]
        latents.append(latent[0])
        landmarks.append(drawing.labels.landmarks)
        wanted.append(row / np.linalg.norm(row))
    found = seen.embed(torch.from_numpy(np.stack(latents)), torch.from_numpy(np.stack(landmarks)), decoder, embedder)
    assert (found.detach().numpy() * np.stack(wanted)).sum(1).min() > 0.97


def test_a_face_moves_its_latent() -> None:
    decoder, embedder = eye()
    latent = torch.zeros(1, 16, 32, 24, requires_grad=True)
    points = torch.from_numpy(align.TEMPLATE_112 + 120)[None]
    seen.embed(latent, points, decoder, embedder).sum().backward()
    assert latent.grad[0, :, 12, 10].abs().sum() > 0 and latent.grad[0, :, 0, 0].abs().sum() == 0
