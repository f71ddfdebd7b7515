"""The stage of the drawn world: places, light, clothes and words. Run: python -m pytest toolkit/tests/test_stage.py"""

from dataclasses import replace

import numpy as np
import pytest
import skia

from atelier.world import vocabulary as v
from atelier.world.body import paint_body, paint_body_labels
from atelier.world.captions import LONGEST, LOOK_FIELDS, caption, choose, compose, describe, fill, tokens, words
from atelier.world.light import light_for, shade
from atelier.world.params import Look, sample_identity, sample_look, sample_pose
from atelier.world.phrases import PHRASES
from atelier.world.rig import frame_for
from atelier.world.scene import paint_scene
from atelier.world.skin import skin_colour, skin_shadow

SIZE = (192, 256)
BASE = Look("bob", "black", "t-shirt", "red", "plain studio", "flat and bright", "half body", "neutral", "none")


def pixels(surface: skia.Surface) -> np.ndarray:
    return surface.toarray(colorType=skia.kRGBA_8888_ColorType).copy()


def scene(look: Look, seed: int) -> np.ndarray:
    surface = skia.Surface(*SIZE)
    paint_scene(surface.getCanvas(), look, light_for(look, seed), np.random.default_rng(seed), *SIZE, 0.7)
    return pixels(surface)


def body(look: Look, seed: int, labels: bool = False, size: tuple[int, int] = SIZE) -> np.ndarray:
    rng = np.random.default_rng(seed)
    identity, pose = sample_identity(rng), sample_pose(rng, look)
    surface = skia.Surface(*size)
    frame, stream = frame_for(identity, look, pose, seed, size), np.random.default_rng(seed)
    if labels:
        paint_body_labels(surface.getCanvas(), frame, identity, look, pose, light_for(look, seed), stream)
    else:
        paint_body(surface.getCanvas(), frame, identity, look, pose, light_for(look, seed), stream)
    return pixels(surface)


@pytest.mark.parametrize("name", v.SCENES)
def test_a_scene_fills_the_picture_and_is_the_same_every_time(name):
    for light in v.LIGHTS:
        look = replace(BASE, scene=name, light=light)
        first = scene(look, 3)
        assert first[..., 3].min() == 255
        assert np.array_equal(first, scene(look, 3))


def test_scenes_differ_from_each_other_more_than_seeds_of_one_scene_do():
    means = {}
    for name in v.SCENES:
        shots = np.stack([scene(replace(BASE, scene=name), seed)[::8, ::8, :3].astype(float) for seed in range(4)])
        means[name] = (shots.mean(0), np.abs(shots - shots.mean(0)).mean())
    for a in v.SCENES:
        nearest = min(np.abs(means[a][0] - means[b][0]).mean() for b in v.SCENES if b != a)
        assert nearest > 0.6 * means[a][1], a


@pytest.mark.parametrize("outfit", v.OUTFITS)
def test_an_outfit_draws_in_every_colour_and_is_the_same_every_time(outfit):
    for colour in v.OUTFIT_COLOURS:
        look = replace(BASE, outfit=outfit, outfit_colour=colour)
        first = body(look, 5)
        assert first[-1, SIZE[0] // 2, 3] == 255
        assert np.array_equal(first, body(look, 5))


@pytest.mark.parametrize("outfit", v.OUTFITS)
@pytest.mark.parametrize("framing", v.FRAMINGS)
def test_body_labels_are_class_indices_on_the_silhouette_of_the_picture(outfit, framing):
    for accessory in ("none", "scarf"):
        look = replace(BASE, outfit=outfit, framing=framing, accessory=accessory, light="flat and bright")
        painted, labelled = body(look, 8), body(look, 8, labels=True)
        classes = set(np.unique(labelled[labelled[..., 3] == 255][:, :3]))
        assert classes <= {2, 4, 5}
        assert 4 in classes and (5 in classes) == (accessory == "scarf")
        covered = painted[..., 3] > 128
        assert (covered == (labelled[..., 3] > 128)).mean() > 0.99


@pytest.mark.parametrize("size", [(384, 512), (448, 448), (512, 384), (288, 512)])
def test_every_shape_of_picture_has_a_body_down_to_its_bottom_edge(size):
    for framing in v.FRAMINGS:
        assert body(replace(BASE, framing=framing), 2, size=size)[-1, size[0] // 2, 3] == 255


@pytest.mark.parametrize("name", v.LIGHTS)
def test_light_is_a_unit_direction_that_brightens_what_faces_it(name):
    for seed, place in enumerate(v.SCENES):
        light = light_for(replace(BASE, light=name, scene=place), seed)
        assert np.isclose(np.linalg.norm(light.direction), 1)
        assert light == light_for(replace(BASE, light=name, scene=place), seed)
        assert sum(shade((0.5, 0.5, 0.5), 1, light)) > sum(shade((0.5, 0.5, 0.5), 0, light))


def test_skin_covers_the_range_and_gets_darker_with_tone():
    rng = np.random.default_rng(0)
    identity = sample_identity(rng)
    tones = [sum(skin_colour(replace(identity, skin_tone=t))) for t in np.linspace(0, 1, 12)]
    assert tones == sorted(tones, reverse=True) and tones[0] > 2.3 and tones[-1] < 0.8
    assert sum(skin_shadow(identity)) < sum(skin_colour(identity))


def test_every_name_of_the_vocabulary_has_several_phrasings():
    closed = (
        v.HAIR_STYLES, v.HAIR_COLOURS, v.OUTFITS, v.OUTFIT_COLOURS, v.SCENES, v.LIGHTS, v.FRAMINGS, v.EXPRESSIONS, v.ACCESSORIES,
    )  # fmt: skip
    for field, names in zip(LOOK_FIELDS, closed, strict=True):
        assert set(PHRASES[field]) == set(names)
        for name in names:
            assert name == "none" or len(PHRASES[field][name]) >= 3, (field, name)


def test_a_phrase_belongs_to_one_name_of_its_field():
    for field, names in PHRASES.items():
        phrases = [p for options in names.values() for p in options]
        assert len(phrases) == len(set(phrases)), field


def test_a_caption_says_what_it_keeps_and_nothing_else():
    rng = np.random.default_rng(11)
    for _ in range(400):
        identity, look, keep = sample_identity(rng), sample_look(rng), choose(rng)
        text = compose(identity, look, keep, rng)
        plain = text.replace(" an ", " a ")
        bare = lambda phrase: phrase.replace(" an ", " a ").removeprefix("an ").removeprefix("a ")  # noqa: E731
        for field in {"scene", "light", "framing", "expression"} & keep:
            assert any(bare(p) in plain for p in PHRASES[field][getattr(look, field)]), (field, text)
        if "outfit" in keep:
            dyes = PHRASES["outfit_colour"][look.outfit_colour] if "outfit_colour" in keep else ("",)
            assert any(bare(fill(p, d)) in plain for p in PHRASES["outfit"][look.outfit] for d in dyes), text
        if "beard" in keep and identity.beard:
            assert any(p in text for p in PHRASES["beard"][describe(identity)["beard"][0]])
        if "beard" not in keep:
            assert "beard" not in tokens(text)


def test_the_word_list_covers_five_thousand_captions_and_they_fit_the_encoder():
    rng, known = np.random.default_rng(1), set(words())
    for i in range(5000):
        said = tokens(caption(sample_identity(rng) if i % 2 else None, sample_look(rng), rng))
        assert said and len(said) <= LONGEST
        assert set(said) <= known
