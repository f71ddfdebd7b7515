"""The hint's windows, rigs and components against the renderer and against plain linear algebra."""

import numpy as np
import pytest
import torch

from atelier import rigs, sprites
from atelier.draw import case_of, look_indices, person_of
from atelier.hint import Hint, one_hot
from atelier.hint_fit import components
from atelier.hint_frames import (
    BODY,
    CENTRE_X,
    CENTRE_Y,
    HEAD,
    LANDMARKS,
    MEAN,
    SPREAD,
    body_plane,
    body_points,
    head_plane,
    head_points,
    raw,
)  # fmt: skip
from atelier.hint_layers import PARTS, Sheet, Sheets
from atelier.world import draw
from atelier.world.outfit_kit import Tailor
from atelier.world.sitter import Sitter


@pytest.fixture(scope="module", params=range(3))
def sitter(request) -> Sitter:
    return Sitter(person_of(1, request.param), *case_of(1, request.param, 0), rigs.SIZE)


def test_a_rig_needs_no_drawing_and_agrees_with_one(sitter):
    pose = np.array([getattr(sitter.pose, name) for name in ("yaw", "pitch", "roll", "gaze_x", "gaze_y", "mouth", "eyes")])
    found = rigs.of_drawing(sitter.identity.vector(), np.array(look_indices(sitter.look)), pose, sitter.seed)
    drawn = draw(sitter.identity, sitter.look, sitter.pose, sitter.seed).labels.landmarks
    assert np.abs(found[LANDMARKS].reshape(5, 2) - drawn).max() < 0.01


def test_the_body_s_window_is_the_tailor_s_space_and_its_plane_the_way_back(sitter):
    rig, own = rigs.rig_of(sitter), BODY.points()
    tailor = Tailor(None, sitter.frame, sitter.light)
    at = body_points(rig)
    for i, j in ((5, 50), (60, 30), (100, 80)):
        assert at[i, j] == pytest.approx(tailor.at(own[i, j, 0] * tailor.s, own[i, j, 1]), abs=0.01)
    joints = torch.from_numpy(rig)[None]
    x, y = body_plane(joints, torch.from_numpy(at[None, ..., 0]), torch.from_numpy(at[None, ..., 1]))
    assert np.abs(x[0].numpy() - own[..., 0]).max() < 0.05 and np.abs(y[0].numpy() - own[..., 1]).max() < 0.01


def test_the_head_s_plane_is_the_way_back_from_its_window(sitter):
    rig, own = rigs.rig_of(sitter), HEAD.points()
    at, joints = head_points(rig, HEAD), torch.from_numpy(rig)[None]
    x, y = head_plane(joints, *(torch.from_numpy(at[None, ..., k]) for k in (0, 1)), joints[:, CENTRE_X : CENTRE_Y + 1])
    assert np.abs(x[0].numpy() - own[..., 0]).max() < 1e-3 and np.abs(y[0].numpy() - own[..., 1]).max() < 1e-3


def test_layers_painted_alone_make_the_drawing(sitter):
    found = sprites.parts_of(sitter.identity, sitter.look, sitter.pose, sitter.seed)
    colour, distance = np.split(found["head"].astype(np.float32), [3], 2)
    inside = distance[..., 0] > 160
    image = draw(sitter.identity, sitter.look, sitter.pose, sitter.seed).image.astype(np.float32)
    at = (head_points(found["rig"], HEAD) - 0.5).round().astype(int).clip(0, [383, 511])
    seen = image[at[..., 1], at[..., 0]]
    face = inside & (np.abs(HEAD.points()[..., 0]) < 0.3) & (np.abs(HEAD.points()[..., 1] + 0.55) < 0.12)
    assert np.median(np.abs(seen - colour)[face]) < 8  # nothing stands before the mouth


def test_components_are_the_principal_ones_and_fill_what_is_not_seen():
    torch.manual_seed(0)
    rows = (torch.randn(80, 3) * torch.tensor([5.0, 3.0, 1.0]) @ torch.linalg.qr(torch.randn(40, 3))[0].T).numpy()
    sheet = Sheet(1, 5, 8, 3)
    components(sheet, 0, rows.reshape(80, 1, 5, 8), np.ones((5, 8), np.float32))
    wanted = np.linalg.svd(rows - rows.mean(0), full_matrices=False)[2][:3]
    found = torch.nn.functional.normalize(sheet.basis.detach(), dim=1).numpy()
    assert np.abs(found @ wanted.T) == pytest.approx(np.eye(3), abs=1e-3)
    there = np.ones((80, 5, 8), bool)
    there[40:, :2] = False
    components(sheet, 0, rows.reshape(80, 1, 5, 8), np.ones((5, 8), np.float32), there)
    plane = np.linalg.qr(sheet.basis.detach().numpy().T)[0]
    assert np.linalg.norm(plane.T @ wanted[0]) > 0.98  # the largest direction is found all the same


def test_a_part_that_is_not_worn_covers_nothing():
    torch.manual_seed(0)
    sheets = Sheets(145)
    for name, value in sheets.named_parameters():
        if name.endswith(("basis", "mean")):
            torch.nn.init.normal_(value, std=0.1)
    look = torch.zeros(1, 9, dtype=torch.int64)
    look[0, 0], look[0, 8] = 19, 0  # bald, wearing nothing
    both = torch.randn(1, 166)
    for name in ("hair_front", "hair_back", "hat", "scarf", "earrings"):
        _, distance = sheets.layers[name](both, one_hot(look))
        assert (distance == -1).all(), name
    assert not sheets.layers["left_lens"](both, one_hot(look))[1].any()
    assert sheets.layers["body"].experts == len(PARTS["body"].experts)


def test_the_hint_places_parts_where_the_rig_says():
    """A white disc for a head moves with its rig."""
    hint = Hint(8).eval()
    with torch.no_grad():
        for layer in hint.sheets.layers.values():
            layer.outline.mean.fill_(-1.0)
        for feature in hint.sheets.features.values():
            feature.mean.fill_(1.0)
        disc = 0.5 - np.hypot(*HEAD.points().transpose(2, 0, 1))
        hint.sheets.layers["head"].outline.mean.copy_(torch.from_numpy(disc).reshape(1, -1))
        hint.sheets.layers["head"].colour.mean.fill_(1.0)
    rig = torch.zeros(1, 21)
    told, attributes = torch.zeros(1, 145), one_hot(torch.tensor([[19, 0, 0, 0, 0, 0, 0, 0, 0]]))
    middles = []
    for shift in (0.0, 1.0):
        rig[0, CENTRE_X] = shift
        canvas = hint.sheets.canvas(told, attributes, rig)[0, 0].detach()
        middles.append(float((canvas.sum(0) * torch.arange(192)).sum() / canvas.sum()))
    assert raw(rig)[0, CENTRE_X] == MEAN[CENTRE_X] + SPREAD[CENTRE_X]
    assert 2 * (middles[1] - middles[0]) == pytest.approx(SPREAD[CENTRE_X], abs=0.5)
