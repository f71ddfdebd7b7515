"""What the judge makes of perfect edits: python -m atelier.evaluate pairs

People whom nobody was trained on are drawn by the world itself twice, with one layer's words exchanged and everything else, seed
and pose too, as it was; both drawings go through the autoencoder, as every picture of the app does. How often the judge reads the
new words, the old ones, and hair, clothes and scene as before where they did not change, is what no edit can be better than by
this judge, but by drawing more plainly than the world does. Written beside its accuracy, to tests/eval/judge.json.
"""

import argparse
import json
from dataclasses import replace

import numpy as np
import onnxruntime as ort

from .. import draw
from ..export._file import PACK
from ..judge import OUT
from ..lexicon import CLASSES
from ..world import draw as painted
from ..world.params import usual_pose

SEED = 9101  # of no data set
LAYERS = {
    "hair": ("hair", "hair_colour"), "outfit": ("outfit", "outfit_colour", "accessory"), "scene": ("scene",), "light": ("light",),
    "expression": ("expression",),
}  # fmt: skip
READ = {kind: names[:2] for kind, names in LAYERS.items()}  # what is worn with an outfit is not asked about
PLACED = ("hair", "outfit", "scene")


def session(path) -> ort.InferenceSession:
    options = ort.SessionOptions()
    options.intra_op_num_threads = 2
    return ort.InferenceSession(str(path), options)


class Eyes:
    def __init__(self):
        self.encoder, self.decoder = session(PACK / "vae_encoder.onnx"), session(PACK / "vae_decoder.onnx")
        self.judge = session(OUT / "judge.onnx")

    def read(self, image: np.ndarray) -> dict[str, str]:
        """uint8 [H, W, 3] -> the class of every attribute."""
        pixels = image.transpose(2, 0, 1)[None].astype(np.float32) / 127.5 - 1
        seen = self.decoder.run(None, {"latent": self.encoder.run(None, {"image": pixels})[0]})[0].clip(-1, 1)
        logits = self.judge.run(list(CLASSES), {"image": (seen + 1) / 2})
        return {name: names[int(row.argmax())] for (name, names), row in zip(CLASSES.items(), logits, strict=True)}


def main(arguments: list[str]) -> None:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--people", type=int, default=100)
    options = parser.parse_args(arguments)
    eyes, found = Eyes(), {kind: {"new": [], "old": [], "untouchedLayers": []} for kind in LAYERS}
    for person in range(options.people):
        who, (look, _, seed) = draw.person_of(SEED, person), draw.case_of(SEED, person, 0)
        shown = lambda look: eyes.read(painted(who, look, usual_pose(look.expression), seed).image)  # noqa: B023, E731
        before = shown(look)
        for kind, fields in LAYERS.items():
            others = (draw.case_of(SEED, person, number)[0] for number in range(1, 200))
            other = next(o for o in others if all(getattr(o, name) != getattr(look, name) for name in READ[kind]))
            asked = replace(look, **{name: getattr(other, name) for name in fields})
            now = shown(asked)
            found[kind]["new"] += [now[name] == getattr(asked, name) for name in READ[kind]]
            found[kind]["old"] += [now[name] == getattr(look, name) for name in READ[kind]]
            found[kind]["untouchedLayers"] += [now[n] == before[n] for layer in PLACED if layer != kind for n in READ[layer]]
    rows = {kind: {name: round(float(np.mean(each)), 3) for name, each in row.items()} for kind, row in found.items()}
    card = json.loads((OUT / "judge.json").read_text()) | {"edits": {"people": options.people, **rows}}
    (OUT / "judge.json").write_text(json.dumps(card, indent=1, ensure_ascii=False) + "\n")
    print(json.dumps(rows))

