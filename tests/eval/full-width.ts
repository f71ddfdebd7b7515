/**
 * @file What a training graph of Stable Diffusion 1.5's own widths is made of and how much memory it takes: `npm run bench:full-width`.
 */
import { readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";
import { readModel } from "~/engine/onnx/proto.ts";
import { buildTrainingGraph, type TrainingGraph } from "~/engine/training/training-graph.ts";

/** Pixels of a picture's side, and of its latent's. */
const SIZES = [
  [64, 8],
  [256, 32],
  [512, 64],
] as const;
const [WORDS, CONTEXT, TOKENS, RANK] = [77, 768, 4, 8];
/** Of cross-attention, from the first down block to the last up block. */
const WIDTHS = [320, 320, 640, 640, 1280, 1280, 1280, 1280, 1280, 1280, 640, 640, 640, 320, 320, 320];
const MIB = 2 ** 20;

const tokens = Object.fromEntries(
  WIDTHS.flatMap((width, i) => ["k", "v"].map((kind) => [`identity.${kind}.${i}`, [1, TOKENS, width]] as const)),
);

function operators({ model }: TrainingGraph): Readonly<Record<string, number>> {
  const counts = new Map<string, number>();
  for (const { opType } of readModel(model).graph?.node ?? []) counts.set(opType, (counts.get(opType) ?? 0) + 1);
  return Object.fromEntries([...counts].toSorted(([, a], [, b]) => b - a));
}

const build = (file: Uint8Array, side: number, memory: number): TrainingGraph =>
  buildTrainingGraph(file, {
    shapes: {
      sample: [1, 4, side, side],
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

/** @param folder with the stock export, where the graphs of a step are written to as well */
export function measureFullWidth(folder: string): Record<string, unknown> {
  const file = new Uint8Array(readFileSync(join(folder, "unet.onnx")));
  const sizes = SIZES.map(([pixels, side]) => {
    const began = performance.now();
    const [kept, twice] = [build(file, side, Number.POSITIVE_INFINITY), build(file, side, 0)];
    writeFileSync(join(folder, `step-${pixels}-kept.onnx`), kept.model);
    writeFileSync(join(folder, `step-${pixels}-twice.onnx`), twice.model);
    return {
      pixels,
      learned: kept.learned.size,
      activationsMiB: { kept: Math.round(kept.bytes / MIB), twice: Math.round(twice.bytes / MIB) },
      buildSeconds: Number(((performance.now() - began) / 2000).toFixed(1)),
      graphMiB: Number((twice.model.length / MIB).toFixed(1)),
      operators: { kept: operators(kept), twice: operators(twice) },
    };
  });
  const processMiB = Math.round(process.resourceUsage().maxRSS / 1024);
  return { fileMiB: Number((file.length / MIB).toFixed(1)), processMiB, sizes };
}
