/**
 * @file The stand-ins of toolkit/standins as packs: toy networks under the names, element types and fixed shapes of the packs' repositories.
 */
import text from "../golden/standins.json?raw";
import type { GraphSpec, Pack, TensorSpec } from "~/contracts/manifest.ts";
import type { Sampler } from "~/contracts/sampler.ts";
import { tinyPack } from "./tiny-pack.ts";

export type Standin = "sd15" | "sd-turbo" | "lcm" | "sdxs";

export interface StandinCase {
  readonly sampler: Sampler;
  readonly steps: number;
  readonly guidance: number;
  /** After every step: float32 in base64. */
  readonly latents: readonly string[];
  /** Rows of RGB bytes in base64. */
  readonly pixels: string;
}

interface Golden {
  readonly seed: number;
  readonly words: string;
  readonly latent: readonly [number, number, number];
  readonly packs: Readonly<
    Record<
      Standin,
      {
        readonly pad: string;
        readonly scale: number;
        readonly ids: readonly number[];
        readonly emptyIds: readonly number[];
        readonly context: string;
        readonly emptyContext: string;
        readonly cases: readonly StandinCase[];
      }
    >
  >;
}

export const standins = JSON.parse(text) as Golden;

export const bytesOf = (base64: string): Uint8Array<ArrayBuffer> =>
  Uint8Array.from(atob(base64), (letter) => letter.charCodeAt(0));
export const floatsOf = (base64: string): Float32Array => new Float32Array(bytesOf(base64).buffer);

type Dtype = TensorSpec["dtype"];
const tensor = (name: string, shape: readonly number[], dtype: Dtype): TensorSpec => ({ name, dtype, shape });

const WIDTH = 16;
const [CHANNELS, HEIGHT, LATENT_WIDTH] = standins.latent;

interface Layout {
  readonly files: readonly [text: string, unet: string, vae: string];
  readonly ids: Dtype;
  readonly idsShape: readonly number[];
  readonly floats: Dtype;
  readonly sample: readonly number[];
  readonly time: Dtype;
  readonly guidance?: true;
  readonly vae?: readonly [latent: string, image: string];
}

const FREE = [-1, CHANNELS, -1, -1];
const DIFFUSERS: Layout["files"] = ["text_encoder/model.onnx", "unet/model.onnx", "vae_decoder/model.onnx"];

const LAYOUTS: Readonly<Record<Standin, Layout>> = {
  sd15: {
    files: [
      "text-encoder.onnx",
      "sd-unet-v1.5-model-b2c4h64w64s77-float16-compute-and-inputs-layernorm.onnx",
      "Stable-Diffusion-v1.5-vae-decoder-float16-fp32-instancenorm.onnx",
    ],
    ids: "int32",
    idsShape: [2, 77],
    floats: "float16",
    sample: [2, CHANNELS, HEIGHT, LATENT_WIDTH],
    time: "int64",
  },
  "sd-turbo": { files: DIFFUSERS, ids: "int32", idsShape: [-1, 77], floats: "float32", sample: FREE, time: "int64" },
  lcm: { files: DIFFUSERS, ids: "int32", idsShape: [-1, 77], floats: "float16", sample: FREE, time: "int64", guidance: true },
  sdxs: {
    files: ["text_encoder.onnx", "unet.onnx", "vae_decoder.onnx"],
    ids: "int64",
    idsShape: [1, 77],
    floats: "float32",
    sample: [1, CHANNELS, HEIGHT, LATENT_WIDTH],
    time: "float32",
    vae: ["latent", "image"],
  },
};

function graphsOf({
  files,
  ids,
  idsShape,
  floats,
  sample,
  time,
  guidance,
  vae = ["latent_sample", "sample"],
}: Layout): Pack["graphs"] {
  const [batch] = sample as [number];
  const spec = (file: string, inputs: GraphSpec["inputs"], outputs: GraphSpec["outputs"]): GraphSpec => ({
    file,
    inputs,
    outputs,
  });
  return {
    text_encoder: spec(
      files[0],
      { input_ids: tensor("input_ids", idsShape, ids) },
      { context: tensor("last_hidden_state", [idsShape[0]!, 77, WIDTH], floats) },
    ),
    denoiser: spec(
      files[1],
      {
        sample: tensor("sample", sample, floats),
        timestep: tensor("timestep", [batch], time),
        context: tensor("encoder_hidden_states", [batch, 77, WIDTH], floats),
        ...(guidance && { guidance: tensor("timestep_cond", [-1, 256], floats) }),
      },
      { prediction: tensor("out_sample", sample, floats) },
    ),
    vae_decoder: spec(
      files[2],
      { latent: tensor(vae[0], batch === 1 ? sample : FREE, floats) },
      { image: tensor(vae[1], [-1, 3, -1, -1], floats) },
    ),
  };
}

/** @param exact the twin in single precision, which takes times between the small steps too */
export function standinPack(name: Standin, exact = false): Pack {
  const layout = exact ? { ...LAYOUTS[name], floats: "float32" as const, time: "float32" as const } : LAYOUTS[name];
  const graphs = graphsOf(layout);
  const { pad, scale, cases } = standins.packs[name];
  const files = [...Object.values(graphs).map(({ file }) => file), "tokenizer/vocab.json", "tokenizer/merges.txt"];
  return {
    ...tinyPack,
    id: name,
    name,
    base: `standins/${name}/`,
    files: files.map((path) => ({ path, bytes: 1, sha256: "0".repeat(64) })),
    graphs,
    tokenizer: {
      file: "tokenizer/vocab.json",
      config: "tokenizer/merges.txt",
      clip: { pad },
      length: 77,
      unknown: "<|endoftext|>",
    },
    latent: { channels: CHANNELS, factor: 8, scale, space: "stable-diffusion-1" },
    sampler: cases[0]!.sampler,
    sizes: [{ width: 8 * LATENT_WIDTH, height: 8 * HEIGHT }],
    identity: { tokens: 0, channels: [], embedding: 0 },
  };
}

/** Where a stand-in's graph lies. */
export const standinFile = (name: Standin, exact: boolean, { file }: GraphSpec): string =>
  `tests/fixtures/standins/${name}/${exact ? "exact/" : ""}${file}`;

/** The same pack, its denoiser as repositories keep one whose weights are too many for its own file. */
export function withWeightsBeside(pack: Pack): Pack {
  const denoiser = pack.graphs.denoiser!;
  const apart = { ...denoiser, file: "unet/model.onnx", external: ["unet/model.onnx_data"] };
  const [others, paths] = [pack.files.filter(({ path }) => path !== denoiser.file), [apart.file, ...apart.external]];
  return {
    ...pack,
    graphs: { ...pack.graphs, denoiser: apart },
    files: [...others, ...paths.map((path) => ({ path, bytes: 1, sha256: "0".repeat(64) }))],
  };
}

/** Where a file of SDXS with its weights beside lies. */
export const besideFile = (path: string): string =>
  `tests/fixtures/standins/${path.startsWith("tokenizer/") ? "" : path.startsWith("unet/") ? "sdxs-beside/" : "sdxs/"}${path}`;
