"""Enter the pack in models-manifest.json: `python -m atelier.manifest`, with the bytes and SHA-256 of every file as it lies.

Shapes come from the graphs themselves. What the face part measured about itself (faces.json beside the log) is kept from the last
entry where there is nothing newer. The schema is that of src/contracts/manifest.ts.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
from torch import nn

from .export._file import PACK
from .unet import IDENTITY_TOKENS

MANIFEST = PACK.parents[2] / "models-manifest.json"
GRAPHS = (
    "face_detector", "face_landmarks", "face_embedder", "parser", "text_encoder", "vae_encoder", "vae_decoder", "denoiser",
    "identity_projector", "face_check", "upscaler",
)  # fmt: skip
# Tensors of published graphs that the app knows by another role.
ROLES = {"face_detector": {"input": "image"}, "face_embedder": {"data": "image", "fc1": "embedding"}}
SIZES = ((384, 512),)  # others run, but nothing was trained on them
MASTER = {"factor": 4, "reach": 18}  # reach: how far around it a pixel's master depends on what was drawn; even
PREVIEW = Path("work/preview.json")  # written by the export
SHIFT = 12.0  # the hint settles layout at once and little is gained below: most steps belong to the noisy end
PRESETS = {
    "draft": {"steps": 2, "guidance": 1.0},
    "standard": {"steps": 4, "guidance": 1.2},
    "signature": {"steps": 8, "guidance": 1.2},
}
MEMORY = 768 * 2**20  # bytes of the process that draws: 756 MiB over 30 pictures by `npm run bench`, and some to spare
FACES = {
    "detectorScore": 0.85, "eyeDistance": 24, "outlierCosine": 0.25, "impostorCosine": 0.01, "samePersonCosine": 0.38,
    "photographNoise": 13,
}  # fmt: skip


def tensor(value: onnx.ValueInfoProto) -> dict:
    kind = value.type.tensor_type
    dtype = {onnx.TensorProto.FLOAT: "float32", onnx.TensorProto.INT64: "int64"}[kind.elem_type]
    return {"name": value.name, "dtype": dtype, "shape": [d.dim_value if d.HasField("dim_value") else -1 for d in kind.shape.dim]}


def graph(file: Path) -> dict:
    proto = onnx.load(str(file)).graph
    weights = {initializer.name for initializer in proto.initializer}
    role = ROLES.get(file.stem, {})
    return {
        "file": file.name,
        "inputs": {role.get(value.name, value.name): tensor(value) for value in proto.input if value.name not in weights},
        "outputs": {role.get(value.name, value.name): tensor(value) for value in proto.output},
    }


def largest(file: Path) -> int:
    """Bytes of the largest tensor of a run: a weight, stored smaller, widened to float32. What flows between them is smaller."""
    return max(4 * int(np.prod(initializer.dims)) for initializer in onnx.load(str(file)).graph.initializer)


def entry(pack: Path, earlier: dict) -> dict:
    graphs = {name: graph(pack / f"{name}.onnx") for name in GRAPHS if (pack / f"{name}.onnx").exists()}
    told = graphs["denoiser"]["inputs"]
    widths = [told[name]["shape"][-1] for name in told if name.startswith("identity.k.")]
    names = [spec["file"] for spec in graphs.values()] + ["tokenizer.json", "tokenizer_config.json", "prior.json"]
    files = [
        {"path": name, "bytes": (pack / name).stat().st_size, "sha256": hashlib.sha256((pack / name).read_bytes()).hexdigest()}
        for name in names
    ]
    digest = hashlib.sha256("".join(file["sha256"] for file in files).encode()).hexdigest()
    preview = PREVIEW
    return {
        "id": "atelier", "name": "Atelier", "revision": f"1-{digest[:12]}",
        "purpose": "Drawn editorial portraits of drawn people, in every look of the studio.",
        "licence": {"name": "MIT", "limits": "Weights trained only on drawings made by this project; use them for anything."},
        # Every operator runs in single precision; a graphics adapter has to bind the largest tensor at once.
        "needs": {"memory": MEMORY, "buffer": max(largest(pack / spec["file"]) for spec in graphs.values()), "float16": False},
        "reads": "drawings", "base": "packs/atelier/", "files": files, "graphs": graphs,
        "tokenizer": {
            "file": "tokenizer.json", "config": "tokenizer_config.json", "length": 64, "unknown": "<unk>",
            "person": "a portrait of someone",
        },
        "prior": "prior.json",
        "latent": {"channels": 16, "factor": 16}, "sampler": {"kind": "flow-euler", "shift": SHIFT}, "presets": PRESETS,
        "sizes": [{"width": width, "height": height} for width, height in SIZES],
        **({"master": MASTER} if "upscaler" in graphs else {}),
        "identity": {"tokens": IDENTITY_TOKENS, "channels": widths, "embedding": 128},
        "pose": {"yaw": 40, "pitch": 15, "roll": 10},
        "preview": json.loads(preview.read_text()) if preview.exists() else earlier["preview"],
        "faces": earlier.get("faces", FACES),
        "safety": {"checker": None, "reason": "It can only draw what it was taught: dressed, drawn people in everyday scenes."},
    }  # fmt: skip


def preview_of(linear: nn.Conv2d) -> dict:
    """The mean colour of a patch is linear in its latent: the decoder's linear half, averaged over the patch."""
    matrix, bias = linear.weight.view(3, -1, linear.in_channels).mean(1), linear.bias.view(3, -1).mean(1)
    return {"matrix": np.round(matrix.tolist(), 4).tolist(), "bias": np.round(bias.tolist(), 4).tolist()}


def write(pack: Path = PACK, manifest: Path = MANIFEST) -> dict:
    whole = json.loads(manifest.read_text()) if manifest.exists() else {"schema": 1, "packs": []}
    others = [other for other in whole["packs"] if other["id"] != "atelier"]
    earlier = next((other for other in whole["packs"] if other["id"] == "atelier"), {})
    new = entry(pack, {"preview": {"matrix": [[0.0] * 16] * 3, "bias": [0.0] * 3}} | earlier)
    manifest.write_text(json.dumps({**whole, "packs": [new, *others]}, indent=2, ensure_ascii=False) + "\n")
    return new


def main() -> None:
    argparse.ArgumentParser(description=__doc__).parse_args()
    new = write()
    print(json.dumps({"revision": new["revision"], "bytes": sum(file["bytes"] for file in new["files"])}))


if __name__ == "__main__":
    main()
