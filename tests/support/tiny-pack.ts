/**
 * @file The toy pack of tests/fixtures/make_tiny_pack.py: Atelier's shape at a thousandth of its size.
 */
import type { Pack, TensorSpec } from "~/contracts/manifest.ts";
import type { Vocabulary } from "~/engine/tokenizers/compose.ts";

const tensor = (name: string, shape: readonly number[], dtype: TensorSpec["dtype"] = "float32"): TensorSpec => ({
  name,
  dtype,
  shape,
});
const WIDTHS = [6, 10];
const identity = Object.fromEntries(
  WIDTHS.flatMap((width, i) =>
    ["k", "v"].map((part) => [`identity.${part}.${i}`, tensor(`identity.${part}.${i}`, [1, 2, width])]),
  ),
);

const graphs: Pack["graphs"] = {
  text_encoder: {
    file: "text_encoder.onnx",
    inputs: { input_ids: tensor("input_ids", [1, 16], "int64") },
    outputs: { context: tensor("context", [1, 16, 8]) },
  },
  denoiser: {
    file: "denoiser.onnx",
    inputs: {
      sample: tensor("sample", [1, 4, -1, -1]),
      timestep: tensor("timestep", [1]),
      context: tensor("context", [1, 16, 8]),
      ...identity,
      "identity.scale": tensor("identity.scale", [1]),
      pose: tensor("pose", [1, 8]),
    },
    outputs: { prediction: tensor("prediction", [1, 4, -1, -1]) },
  },
  vae_decoder: {
    file: "vae_decoder.onnx",
    inputs: { latent: tensor("latent", [1, 4, -1, -1]) },
    outputs: { image: tensor("image", [1, 3, -1, -1]) },
  },
  vae_encoder: {
    file: "vae_encoder.onnx",
    inputs: { image: tensor("image", [1, 3, -1, -1]) },
    outputs: { latent: tensor("latent", [1, 4, -1, -1]) },
  },
  face_embedder: {
    file: "face_embedder.onnx",
    inputs: { image: tensor("data", [1, 3, 112, 112]) },
    outputs: { embedding: tensor("fc1", [1, 12]) },
  },
  identity_projector: {
    file: "identity_projector.onnx",
    inputs: { embedding: tensor("embedding", [1, 12]) },
    outputs: identity,
  },
};

export const tinyPack: Pack = {
  id: "tiny",
  name: "Tiny",
  revision: "1",
  purpose: "tests",
  licence: { name: "none", limits: "tests" },
  needs: { memory: 1, buffer: 1, float16: false },
  reads: "drawings",
  base: "/packs/tiny/",
  files: Object.values(graphs).map(({ file }) => ({ path: file, bytes: 1, sha256: "0".repeat(64) })),
  graphs,
  tokenizer: { file: "tokenizer.json", config: "tokenizer_config.json", length: 16, unknown: "<unk>" },
  latent: { channels: 4, factor: 16 },
  sampler: { kind: "flow-euler", shift: 2 },
  presets: { draft: { steps: 2, guidance: 1 }, standard: { steps: 4, guidance: 2 }, signature: { steps: 6, guidance: 3 } },
  sizes: [{ width: 48, height: 64 }],
  identity: { tokens: 2, channels: WIDTHS, embedding: 12 },
  pose: { yaw: 40, pitch: 15, roll: 10 },
  preview: {
    matrix: [
      [1, 0, 0, 0],
      [0, 1, 0, 0],
      [0, 0, 1, 0],
    ],
    bias: [0, 0, 0],
  },
  faces: { detectorScore: 0.6, eyeDistance: 20, outlierCosine: 0.3, impostorCosine: 0.1, samePersonCosine: 0.5 },
  safety: { checker: null, reason: "tests" },
};

/** Every word has an id: its letters' sum, as small as the toy encoder's table. */
export const tinyVocabulary: Vocabulary = {
  encode: (text) =>
    (text.match(/[a-z]+/g) ?? []).map(
      (word) => 4 + (Array.from(word).reduce((sum, letter) => sum + letter.charCodeAt(0), 0) % 60),
    ),
  pad: 0,
  unknown: 1,
  begin: 2,
  end: 3,
  length: 16,
};
