"""The upscaler's loop at its smallest: drawn, trained for a moment, exported, run through onnxruntime at another size."""

from dataclasses import replace

import numpy as np
import onnxruntime as ort
import torch
import torch.nn.functional as F

from atelier import checkpoint, upscaler, upscaler_data
from atelier.export import upscaler as export
from atelier.manifest import MASTER
from atelier.upscaler_net import SCALE, Steps, Upscaler, UpscalerConfig, multiplications

SMALL = UpscalerConfig(thin=8, wide=12, blocks=1)


def moved(model: Upscaler) -> Upscaler:
    """No weight at its start, where much is zero."""
    for p in model.parameters():
        torch.nn.init.normal_(p, std=0.1)
    return model


def shard(folder, people=(19, 20), n=6):
    rng = np.random.default_rng(0)
    large = rng.integers(0, 255, (n, 192, 192, 3), dtype=np.uint8)
    small = large.reshape(n, 48, 4, 48, 4, 3).mean((2, 4)).astype(np.uint8)
    np.savez(folder / "shard-00000.npz", large=large, plain=small, coded=small, noisy=small, person=np.resize(people, n))


@torch.no_grad()
def gain(large: torch.Tensor) -> float:
    """Of the steps alone, over bicubic, dB."""
    small = F.avg_pool2d(large, SCALE)
    plain = F.interpolate(small, scale_factor=SCALE, mode="bicubic", align_corners=False)
    errors = [float((guess - large).square().mean()) for guess in (plain, Steps()(small))]
    return 10 * np.log10(errors[0] / errors[1])


def disc(softness: float) -> torch.Tensor:
    y, x = np.mgrid[:192, :192]
    inside = np.clip((60 - np.hypot(x - 90.3, y - 101.7)) / softness + 0.5, 0, 1)
    return torch.from_numpy(1.2 * inside - 0.4).float().expand(1, 3, -1, -1)


def test_steps_alone_gain_decibels_at_a_sharp_edge():
    assert gain(disc(1)) > 5


def test_the_copy_is_bicubic_interpolation_and_an_untrained_network_adds_nothing():
    image = torch.rand(1, 3, 10, 14) * 2 - 1
    wanted = F.interpolate(image, scale_factor=SCALE, mode="bicubic", align_corners=False)
    assert torch.allclose(Steps().soft(image), wanted, atol=1e-5)
    assert torch.allclose(Upscaler(SMALL)(image), Steps()(image), atol=1e-5)


def test_no_pixel_depends_on_what_is_further_away_than_the_manifest_says():
    reach, side = MASTER["reach"], 80
    model = moved(Upscaler(replace(UpscalerConfig(), thin=4, wide=6))).double()
    image = torch.rand(1, 3, side, side, dtype=torch.double, requires_grad=True)
    at = 4 * 40 + 1
    touched = torch.autograd.grad(model(image)[0, :, at, at].sum(), image)[0].abs().sum((0, 1))
    rows = touched.sum(1).nonzero().flatten()
    assert 40 - reach <= int(rows.min()) and int(rows.max()) <= 40 + reach


def test_a_master_of_the_default_size_costs_less_than_fifteen_thousand_million_multiplications():
    assert multiplications(UpscalerConfig()) * 384 * 512 < 15e9


def test_squares_are_cut_from_the_drawing_and_what_the_autoencoder_leaves_of_it():
    rows = upscaler_data.squares(1, 21, upscaler_data.Coder())
    assert rows["large"].shape == (24, 192, 192, 3) and rows["coded"].shape == (24, 48, 48, 3)
    means = rows["large"].reshape(24, 48, 4, 48, 4, 3).mean((2, 4))
    assert np.abs(means - rows["plain"]).max() <= 0.51  # INTER_AREA rounds
    assert 0 < np.abs(rows["plain"].astype(float) - rows["coded"]).mean() < 12


def test_the_whole_loop_runs_and_its_graph_agrees_with_its_module(tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint.Log.__init__, "__defaults__", (60.0, tmp_path))
    shard(tmp_path)
    work = tmp_path / "upscaler.pt"
    model = upscaler.train(tmp_path, work, 0.02, 2, 1e-3, 1e-2, 1, 0, True)
    assert checkpoint.load(work)["step"] > 0
    path = tmp_path / "upscaler.onnx"
    assert export.write(moved(model), path) < 0.01 and path.stat().st_size < 1_500_000
    (master,) = ort.InferenceSession(str(path)).run(None, {"image": np.zeros((1, 3, 24, 18), np.float32)})
    assert master.shape == (1, 3, 96, 72)
