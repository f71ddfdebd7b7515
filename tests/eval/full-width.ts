/**
 * @file A training step of Stable Diffusion 1.5's own widths, built and evaluated in a browser as the training worker does it:
 * `npm run bench:full-width`.
 *
 * The stock export lists its weights as references to one file of 3.4 GB. A browser holds no memory in pieces that large, so the references
 * are told anew for pieces of that file.
 */
import { readModel, writeModel } from "../../src/engine/onnx/proto.ts";
import { floats, type FloatTensor, sizeOf } from "../../src/engine/tensor/tensor.ts";
import { normal } from "../../src/engine/random/normal.ts";
import { buildTrainingGraph, LOSS, LOSS_SCALE, type TrainingGraph } from "../../src/engine/training/training-graph.ts";
import { openGraph } from "../../workers/training/graph.ts";

const [WORDS, CONTEXT, TOKENS, RANK, FACTOR] = [77, 768, 4, 8, 8];
/** Of cross-attention, from the first down block to the last up block. */
const WIDTHS = [320, 320, 640, 640, 1280, 1280, 1280, 1280, 1280, 1280, 640, 640, 640, 320, 320, 320];
const [MIB, PIECE, SEED, STEPS] = [2 ** 20, 2 ** 30, 15, 2];

const tokens = Object.fromEntries(
  WIDTHS.flatMap((width, i) => ["k", "v"].map((kind) => [`identity.${kind}.${i}`, [1, TOKENS, width]] as const)),
);

function operators(model: Uint8Array): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { opType } of readModel(model).graph?.node ?? []) counts.set(opType, (counts.get(opType) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a));
}

const build = (file: Uint8Array, pixels: number, memory: number): TrainingGraph =>
  buildTrainingGraph(file, {
    shapes: {
      sample: [1, 4, pixels / FACTOR, pixels / FACTOR],
      timestep: [1],
      encoder_hidden_states: [1, WORDS, CONTEXT],
      "identity.scale": [1],
      ...tokens,
    },
    prediction: "out_sample",
    learned: Object.keys(tokens),
    rank: RANK,
    adapts: (name) => name.startsWith("up_blocks."),
    memory,
  });

const bytesAt = async (address: string, range?: string): Promise<Uint8Array<ArrayBuffer>> => {
  const response = await fetch(address, range === undefined ? {} : { headers: { range } });
  if (!response.ok) throw new Error(`${response.status} of ${address}`);
  return new Uint8Array(await response.arrayBuffer());
};

/** What the graphs of a step are made of, kept and computed twice. @param address of the stock export */
export async function listStep(address: string, pixels: number) {
  const file = await bytesAt(address);
  const began = performance.now();
  const [kept, twice] = [build(file, pixels, Number.POSITIVE_INFINITY), build(file, pixels, 0)];
  return {
    pixels,
    fileMiB: Number((file.length / MIB).toFixed(1)),
    learned: kept.learned.size,
    activationsMiB: { kept: Math.round(kept.bytes / MIB), twice: Math.round(twice.bytes / MIB) },
    buildSeconds: Number(((performance.now() - began) / 2000).toFixed(1)),
    graphMiB: Number((twice.model.length / MIB).toFixed(1)),
    operators: { kept: operators(kept.model), twice: operators(twice.model) },
  };
}

/** The bytes of a step's graph, which refers to the export's weights. */
export const writeStep = async (address: string, pixels: number): Promise<readonly number[]> =>
  Array.from(build(await bytesAt(address), pixels, Number.POSITIVE_INFINITY).model);

interface Piece {
  readonly path: string;
  readonly start: number;
  end: number;
}

/** The graph with references to pieces of the file that held all weights, and the pieces. No weight is cut in two. */
function inPieces(model: Uint8Array): { readonly model: Uint8Array<ArrayBuffer>; readonly pieces: readonly Piece[] } {
  const told = readModel(model);
  const said = (told.graph?.initializer ?? []).flatMap(({ externalData }) => {
    const entry = (key: string) => externalData.find((each) => each.key === key);
    const [location, offset, length] = [entry("location"), entry("offset"), entry("length")];
    return location && offset && length ? [{ location, offset, start: Number(offset.value), bytes: Number(length.value) }] : [];
  });
  const pieces: Piece[] = [];
  for (const { location, offset, start, bytes } of said.toSorted((a, b) => a.start - b.start)) {
    let piece = pieces.at(-1);
    if (!piece || start + bytes - piece.start > PIECE)
      pieces.push((piece = { path: `piece-${pieces.length}`, start, end: start }));
    piece.end = Math.max(piece.end, start + bytes);
    location.value = piece.path;
    offset.value = String(start - piece.start);
  }
  return { model: writeModel(told), pieces };
}

/** Noise in the shapes of a step's inputs, which are all fixed. */
function feedsOf(model: Uint8Array): Readonly<Record<string, FloatTensor>> {
  const inputs = readModel(model).graph?.input ?? [];
  return Object.fromEntries(
    inputs.map(({ name, type }, stream) => {
      const tensor = type?.value.case === "tensorType" ? type.value.value : undefined;
      const shape = (tensor?.shape?.dim ?? []).map(({ value }) => Number(value.value));
      if (name === "timestep") return [name, floats(shape, Float32Array.of(481))];
      if (name === LOSS_SCALE) return [name, floats(shape, Float32Array.of(1))];
      return [
        name,
        floats(
          shape,
          normal(SEED, stream, sizeOf(shape)).map((value) => value / 10),
        ),
      ];
    }),
  );
}

/**
 * Evaluates a step. @param weights where the file lies that the export refers to
 * @throws what refused, the runtime or the browser
 */
export async function runStep(address: string, weights: string, pixels: number) {
  const { model, pieces } = inPieces(build(await bytesAt(address), pixels, Number.POSITIVE_INFINITY).model);
  const began = performance.now();
  const beside = [];
  for (const { path, start, end } of pieces) beside.push({ path, data: await bytesAt(weights, `bytes=${start}-${end - 1}`) });
  const fetchSeconds = (performance.now() - began) / 1000;
  const opening = performance.now();
  const { run, release } = await openGraph(model, beside);
  const openSeconds = (performance.now() - opening) / 1000;
  const feeds = feedsOf(model);
  const seconds: number[] = [];
  let results: Readonly<Record<string, Float32Array>> = {};
  for (let count = 0; count < STEPS; count++) {
    const start = performance.now();
    results = await run(feeds);
    seconds.push((performance.now() - start) / 1000);
  }
  await release();
  const gradients = Object.entries(results).filter(([name]) => name.startsWith("gradient."));
  const squares = gradients.reduce((sum, [, values]) => sum + values.reduce((all, value) => all + value * value, 0), 0);
  return {
    pixels,
    weightsMiB: Math.round(pieces.reduce((sum, { start, end }) => sum + end - start, 0) / MIB),
    fetchSeconds,
    openSeconds,
    stepSeconds: Math.min(...seconds),
    loss: results[LOSS]?.[0],
    gradients: gradients.length,
    gradientNorm: Math.sqrt(squares),
  };
}
