"""Designs and targets that are compared: what they share, and the whole comparison at its smallest."""

import json
import math
from dataclasses import replace

import numpy as np
import pytest
import torch

from atelier import designs
from atelier.autoencoder import Autoencoder
from atelier.design_nets import DESIGNS, Told
from atelier.designs import TARGETS, Budget, Lessons

TINY = Budget(minutes=0.02, batch=2, lessons=4, held=4, pictures=2)


def some(n: int) -> Lessons:
    told = Told(torch.randn(n, 16, 32, 24), torch.randn(n, 64, 192), torch.randn(n, 38), torch.ones(n), torch.rand(n, 8))
    return Lessons(torch.randn(n, 16, 32, 24), torch.ones(n, 1, 32, 24), told)


def test_every_design_starts_at_the_best_linear_guess_from_the_hint():
    given, t = some(3), torch.tensor([0.2, 0.6, 1.0])
    with torch.no_grad():
        first, *others = (make()(given.latent, t, given.told) for make in DESIGNS.values())
    assert all(torch.allclose(first, other, atol=1e-4) for other in others)
    # from nothing but noise, x0 = sample - velocity is the hint
    assert torch.allclose(given.latent[2] - first[2], given.told.hint[2], atol=1e-4)


@pytest.mark.parametrize("name", DESIGNS)
def test_a_design_hears_all_that_it_is_told_and_nothing_of_a_person_who_is_left_out(name):
    net, given, t = DESIGNS[name](), some(1), torch.tensor([0.8])
    for p in net.parameters():
        torch.nn.init.normal_(p, std=0.05)
    with torch.no_grad():
        before = net(given.latent, t, given.told)
        for field in ("hint", "context", "person", "scale", "pose"):
            told = replace(given.told, **{field: getattr(given.told, field) * 0.5})
            assert (net(given.latent, t, told) - before).abs().max() > 1e-4
        nobody = replace(given.told, scale=torch.zeros(1))
        other = replace(nobody, person=-nobody.person)
        assert torch.allclose(net(given.latent, t, nobody), net(given.latent, t, other), atol=1e-5)


def test_an_error_in_v_is_that_in_the_velocity_times_the_weight_of_its_target():
    t, x0, wrong, sample = 0.7, torch.randn(50), torch.randn(50), torch.randn(50)
    length = math.hypot(1 - t, t)
    cos, sin, walked = (1 - t) / length, t / length, sample / length  # the same sample on the cosine schedule
    v = lambda x: cos * (walked - cos * x) / sin - sin * x  # noqa: E731
    velocity = lambda x: (sample - x) / t  # noqa: E731
    share = (v(x0) - v(wrong)).square() / (velocity(x0) - velocity(wrong)).square()
    assert torch.allclose(share, TARGETS["v, cosine"].weight(torch.tensor(t)).expand(50), rtol=1e-3)
    share = (x0 - wrong).square() / (velocity(x0) - velocity(wrong)).square()
    assert torch.allclose(share, TARGETS["x0"].weight(torch.tensor(t)).expand(50), rtol=1e-3)


def test_angles_of_the_cosine_schedule_are_even():
    t = designs.cosine_times(4000, torch.Generator().manual_seed(0)).double()
    angles = torch.atan2(t, 1 - t) / (math.pi / 2)
    assert np.allclose(np.quantile(angles, [0.25, 0.5, 0.75]), [0.25, 0.5, 0.75], atol=0.03)


def test_all_are_compared_and_what_is_there_is_not_run_again(tmp_path):
    torch.manual_seed(0)
    rng, out, sheet = np.random.default_rng(0), tmp_path / "designs.json", tmp_path / "sheet.jpg"
    state = {
        "train": some(4), "held": some(4), "images": rng.integers(0, 255, (2, 512, 384, 3), dtype=np.uint8),
        "look": np.zeros((2, 9), np.int64),
    }  # fmt: skip
    wanted, vae = [(design, "v, cosine") for design in DESIGNS], Autoencoder().eval()
    rows = designs.compare(state, vae, TINY, wanted, out, sheet)
    assert [row["design"] for row in rows] == ["drawings", "the hint alone", *DESIGNS] and sheet.stat().st_size > 0
    assert all(row["updates"] > 0 and row["milliseconds"] > 0 and 0.3 < row["gflop"] < 1.2 for row in rows[2:])
    written = out.read_text()
    assert designs.compare(state, vae, TINY, wanted, out, None) == json.loads(written)["rows"]
    assert len({line.count("|") for line in designs.table(rows).splitlines()}) == 1
    with pytest.raises(SystemExit):
        designs.compare(state, vae, Budget(), wanted, out, None)
