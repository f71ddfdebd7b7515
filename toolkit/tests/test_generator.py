"""The generator's loop at its smallest: drawn, trained for a moment, exported, run through onnxruntime at another size."""

from pathlib import Path

import numpy as np
import onnx
import onnxruntime as ort
import pytest
import torch

from atelier import checkpoint, flow, latents, lexicon, manifest, people, prior, reader, sprites, tokenizer
from atelier.autoencoder import Autoencoder
from atelier.data import World
from atelier.denoiser import Recipe, train
from atelier.export import _file
from atelier.export import generator as export
from atelier.faces.align import TEMPLATE_112
from atelier.generator import Generator
from atelier.muon import orthogonalise
from atelier.text import LENGTH, TextConfig, TextEncoder
from atelier.unet import coordinates
from atelier.world import params


@pytest.fixture(scope="module")
def folder(tmp_path_factory) -> Path:
    """A shard of noise with labels of the right shapes, and a tokenizer."""
    from atelier.data import write_shard

    path = tmp_path_factory.mktemp("generator")
    rng = np.random.default_rng(0)
    n = 8
    people_drawn = [params.sample_identity(rng) for _ in range(n)]
    write_shard(
        path / "s.npz", [rng.integers(0, 255, (512, 384, 3), dtype=np.uint8) for _ in range(n)],
        landmarks=np.tile(TEMPLATE_112 + 120, (n, 1, 1)), box=np.tile(np.float32([100, 100, 120, 150]), (n, 1)),
        parsing=rng.integers(0, 6, (n, 128, 96), dtype=np.uint8), identity=np.stack([p.vector() for p in people_drawn]),
        person=np.arange(n, dtype=np.int32) // 2 + 19, look=np.zeros((n, 9), np.uint8), pose=np.zeros((n, 7), np.float32),
        seed=np.arange(n),
    )  # fmt: skip
    tokenizer.write(path, tokenizer.words(300))
    return path


def test_the_tokenizer_splits_at_punctuation_and_names_unknown_words(folder):
    words = tokenizer.load(folder)
    ids = words.encode("A Café, zyzzyva!").ids
    assert len(ids) == LENGTH and ids[0] == tokenizer.BOS
    assert words.decode([ids[2]]) == "cafe"
    assert tokenizer.UNK in ids


def test_padding_changes_no_row_of_the_context(folder):
    text = TextEncoder(TextConfig(vocabulary=50)).eval()
    short = torch.tensor([[2, 5, 6, 3]])
    padded = torch.nn.functional.pad(short, (0, 60))
    with torch.no_grad():
        assert torch.allclose(text(short), text(padded)[:, :4], atol=1e-5)
        assert not text(padded)[:, 4:].any()


def test_a_vocabulary_is_standardised():
    rng = np.random.default_rng(1)
    rows = people.parameters(np.stack([params.sample_identity(rng).vector() for _ in range(500)]))
    assert rows.shape == (500, people.SIZE)
    assert np.abs(rows[:, : len(people.PLAIN)].mean(0)).max() < 0.3


def test_coordinates_do_not_depend_on_the_size():
    small, large = coordinates(torch.zeros(1, 2, 2, 3)), coordinates(torch.zeros(1, 8, 6, 3))
    assert torch.allclose(small[0, 0, 0], torch.tensor([-0.5, -0.5]))
    assert float(large.max()) < 1 and float(large.mean().abs()) < 1e-6


def test_orthogonalising_evens_out_singular_values():
    values = torch.linalg.svdvals(orthogonalise(torch.randn(20, 30)))
    assert values.min() > 0.6 and values.max() < 1.4


def test_an_euler_walk_of_the_true_velocity_ends_at_the_picture():
    picture, noise = torch.randn(1, 4), torch.randn(1, 4)
    assert torch.allclose(flow.euler(lambda x, t: noise - picture, noise, flow.sigmas(5, 2.0)), picture, atol=1e-5)


def test_cast_people_are_near_the_prior_and_of_unit_length():
    rows = np.random.default_rng(0).standard_normal((200, 128)) + 2
    rows /= np.linalg.norm(rows, axis=1, keepdims=True)
    people_cast = prior.cast(prior.fit(rows), 50, np.random.default_rng(1))
    assert np.allclose(np.linalg.norm(people_cast, axis=1), 1)
    assert (people_cast @ rows.mean(0)).min() > 0.3


def test_the_whole_loop_runs_and_its_graphs_agree_with_their_modules(folder, tmp_path, monkeypatch):
    monkeypatch.setattr(checkpoint, "RUNS", tmp_path)
    monkeypatch.setattr(checkpoint.Log.__init__, "__defaults__", (60.0, tmp_path))
    torch.manual_seed(0)
    world, vae = World(folder), Autoencoder()
    vae.start_linear(torch.rand(2000, 3, 16, 16) * 2 - 1, torch.ones(2000))
    latents.encode(world, vae, folder)
    latents.place(world, folder)
    (folder / "sprites").mkdir()
    sprites.write(folder / "sprites" / "shard-00001.npz", 1, [1, 2], 2)
    words = tokenizer.load(folder)
    text = TextEncoder(TextConfig(vocabulary=words.get_vocab_size()))
    head = lexicon.head_of(text)
    lexicon.pretrain(text, head, words, 0.02, 0, batch=4)
    checkpoint.save(tmp_path / "lexicon.pt", model=text.state_dict(), head=head.state_dict())
    np.save(folder / "s.embedding.npy", np.float32(torch.nn.functional.normalize(torch.randn(8, 128), dim=-1)))
    checkpoint.save(tmp_path / "vae.pt", model=vae.state_dict())
    recipe = Recipe(minutes=0.05, batch=2, hint_minutes=0.01)
    work = tmp_path / "denoiser.pt"
    world.person[:] = [19, 19, 21, 21, 22, 22, 20, 20]  # 21 validates the reader, 20 is held out of everything
    model = train(
        world, folder, folder / "sprites", work, folder, tmp_path / "vae.pt", tmp_path / "lexicon.pt", recipe, 1.0, False, None
    )
    assert isinstance(model, Generator) and checkpoint.load(work)["step"] > 0
    reader.main_on(world, folder, work, words.get_vocab_size(), steps=3)
    assert checkpoint.load(work)["reader"]
    pack = tmp_path / "pack"
    errors = export.export(model, vae, pack)
    assert max(errors.values()) < export.TOLERANCE
    session = ort.InferenceSession(str(pack / "denoiser.onnx"))
    feeds = {name: value.numpy() for name, value in export.sample_inputs(model, 1, 28, 28).items()}
    assert session.run(["prediction"], feeds)[0].shape == (1, 16, 28, 28)
    read = _file.weights("denoiser", "module.", pack)
    state = model.net.state_dict()
    assert read.keys() <= state.keys()  # the exporter writes equal tensors once
    name = "hint.sheets.layers.head.colour.basis"
    rows = state[name]
    assert (read[name] - rows).abs().le(rows.abs().amax(1, keepdim=True) / 253).all()  # half a step of 127
    described = manifest.graph(pack / "denoiser.onnx")
    assert described["inputs"]["sample"]["shape"] == [-1, 16, -1, -1]


def test_a_matrix_in_eight_bits_is_mixed_as_its_rows_times_their_scales(tmp_path):
    class Mix(torch.nn.Module):
        def __init__(self):
            super().__init__()
            self.basis = torch.nn.Parameter(torch.randn(300, 40) * torch.logspace(-3, 1, 300)[:, None])
            self.basis.data[7] = 0

        def forward(self, x):
            return x @ self.basis

    torch.manual_seed(0)
    mix, x = Mix(), torch.randn(2, 300)
    _file.export(mix, {"x": x}, ["y"], tmp_path / "mix.onnx", eight_bit=("basis",))
    assert (tmp_path / "mix.onnx").stat().st_size < 300 * 40 + 300 * 4 + 500
    stored = _file.weights("mix", pack=tmp_path)["basis"]
    assert (stored - mix.basis).abs().amax(1).le(mix.basis.abs().amax(1) / 253).all() and not stored[7].any()
    (y,) = ort.InferenceSession(str(tmp_path / "mix.onnx")).run(None, {"x": x.numpy()})
    assert np.allclose(y, (x @ stored).detach(), atol=1e-3)


def test_no_number_in_double_precision_reaches_a_file(tmp_path):
    class Floor(torch.nn.Module):
        def forward(self, x):
            return x.clamp_min(1.0)

    _file.export(Floor(), {"x": torch.ones(2)}, ["y"], tmp_path / "floor.onnx")
    graph = onnx.load(str(tmp_path / "floor.onnx")).graph
    kinds = {attribute.t.data_type for node in graph.node for attribute in node.attribute if attribute.HasField("t")}
    assert onnx.TensorProto.DOUBLE not in kinds
    (y,) = ort.InferenceSession(str(tmp_path / "floor.onnx")).run(None, {"x": np.float32([0.5, 2])})
    assert y.tolist() == [1, 2]
