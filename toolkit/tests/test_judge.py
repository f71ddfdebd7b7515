"""What the judge learns to look at is what it looks at."""

import numpy as np
import torch

from atelier.judge import SIDE, SPARE, Judge, aimed, as_input, crop, looked_at, moved, shipped


def picture() -> np.ndarray:
    """Slow waves of three colours: [512, 384, 3] uint8."""
    y, x = np.mgrid[0:512, 0:384] / 60
    return (127 + 120 * np.stack([np.sin(x + y), np.cos(1.3 * x - y), np.sin(0.7 * y)], 2)).astype(np.uint8)


def test_a_view_that_is_off_is_the_same_however_it_is_cut_and_is_mended():
    image, true = picture(), np.array([0.5, 0.6, 0.7], np.float32)
    off = torch.tensor([[0.06, -0.04, 0.08]])
    seen = moved(as_input(crop(image, true)[None]), off)
    side = true[2] * float((-off[0, 2]).exp())
    wrong = torch.tensor([[true[0] - off[0, 0] * side, true[1] - off[0, 1] * side, side]])
    assert seen.shape == (1, 3, SIDE, SIDE) and SPARE > 0
    assert (seen - looked_at(as_input(image[None]), wrong)).abs().mean() < 0.01
    assert (seen - looked_at(as_input(image[None]), torch.tensor(true)[None])).abs().mean() > 0.03
    assert torch.allclose(aimed(wrong, off), torch.tensor(true)[None], atol=1e-6)


def test_what_is_shipped_is_this_network():
    judge = Judge()
    judge.load_state_dict(shipped())
    with torch.no_grad():
        logits = judge.eval()(as_input(picture()[None]))
    assert all(each.isfinite().all() for each in logits)
