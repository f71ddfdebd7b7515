/** @file What reads photographs back, as the manifest has it, its networks toys (toolkit/standins/reading.py), and what diffusers makes of it. */
import text from "../golden/reading.json?raw";
import shipped from "../../models-manifest.json" with { type: "json" };
import { equipped } from "~/contracts/beside.ts";
import { type GraphSpec, type Pack, parseManifest } from "~/contracts/manifest.ts";
import type { Sampler } from "~/contracts/sampler.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { normal } from "~/engine/random/normal.ts";
import { type Standin, standinFile, standinPack } from "./standins.ts";

export interface RedrawnCase {
  readonly pack: Standin;
  readonly sampler: Sampler;
  readonly steps: number;
  readonly guidance: number;
  readonly strength: number;
  /** Of each cell of the latent whether it may change; null where all may. */
  readonly free: readonly number[] | null;
  /** After every step: float32 in base64. */
  readonly latents: readonly string[];
}

export const reading = JSON.parse(text) as {
  readonly seed: number;
  /** Of the picture, as it is walked from. */
  readonly latent: string;
  readonly cases: readonly RedrawnCase[];
  readonly every: number;
  /** [parts, side / every, side / every] */
  readonly logits: string;
};

const { tools } = parseManifest(shipped);

const level = (value: number): number => Math.min(255, Math.max(0, Math.round(127.5 + 60 * value)));

/** Noise that both languages begin with. @param planar whether its numbers lie plane by plane, or pixel by pixel */
export function noisePicture(stream: number, width: number, height: number, planar: boolean): Raster {
  const out = raster(width, height);
  const area = width * height;
  const values = normal(reading.seed, stream, 3 * area);
  for (let i = 0; i < area; i++) {
    for (let c = 0; c < 3; c++) out.data[4 * i + c] = level(values[planar ? c * area + i : 3 * i + c]!);
    out.data[4 * i + 3] = 255;
  }
  return out;
}

/** @param exact in single precision, the encoder too */
export function readingPack(name: Standin, exact: boolean): Pack {
  const pack = equipped({ ...standinPack(name, exact), reads: "photographs", graphs: drawingGraphs(name, exact) }, tools);
  const encoder = pack.graphs.vae_encoder!;
  if (!exact) return pack;
  const wide = (side: GraphSpec["inputs"]): GraphSpec["inputs"] =>
    Object.fromEntries(Object.entries(side).map(([role, tensor]) => [role, { ...tensor, dtype: "float32" }]));
  const vae_encoder = { ...encoder, inputs: wide(encoder.inputs), outputs: wide(encoder.outputs) };
  return { ...pack, graphs: { ...pack.graphs, vae_encoder } };
}

/** Without what the tiny pack has of its own. */
function drawingGraphs(name: Standin, exact: boolean): Pack["graphs"] {
  const { text_encoder, denoiser, vae_decoder } = standinPack(name, exact).graphs;
  return { text_encoder: text_encoder!, denoiser: denoiser!, vae_decoder: vae_decoder! };
}

const FOLDER = "tests/fixtures/standins/reading";

/** Where a graph of such a pack lies. */
export const readingFile = (name: Standin, exact: boolean, spec: GraphSpec): string => {
  if (spec.file === "vae_encoder/model.onnx") return `${FOLDER}/${exact ? "exact/" : ""}${spec.file}`;
  return spec.file.startsWith("selfie") ? `${FOLDER}/${spec.file}` : standinFile(name, exact, spec);
};
