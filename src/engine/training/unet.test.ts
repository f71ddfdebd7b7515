import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { relativeError } from "../../../tests/support/run-model.ts";
import { noises, openStock, stockFile } from "../../../tests/support/stock-unet.ts";
import { describe } from "../onnx/describe.ts";
import { adapted } from "../onnx/adapted.ts";
import { IDENTITY_SCALE } from "../onnx/identity-attention.ts";
import { DELTA_SCALE } from "../onnx/low-rank.ts";
import { readModel } from "../onnx/proto.ts";
import { floats, type FloatTensor } from "../tensor/tensor.ts";
import { buildTrainingGraph, gradientOf, LOSS, LOSS_SCALE, TARGET, WEIGHT } from "./training-graph.ts";

/** What diffusers and PyTorch's autograd say: toolkit/atelier/golden_unet.py. */
interface Golden {
  readonly rank: number;
  readonly sample: readonly number[];
  readonly context: readonly number[];
  readonly loss: number;
  readonly gradients: Readonly<Record<string, { shape: readonly number[]; norm: number; spread: readonly number[] }>>;
  /** By autocast, in half precision, of a loss that is small and scaled. */
  readonly half: Pick<Golden, "loss" | "gradients"> & { readonly small: number; readonly scale: number };
  /** The same without deltas, and with keys and values given to every cross-attention. */
  readonly identity: Pick<Golden, "loss" | "gradients"> & { readonly scale: number };
}

const golden = JSON.parse(readFileSync("tests/golden/unet.json", "utf8")) as Golden;

function feedsOf(): { plain: Record<string, FloatTensor>; identity: typeof plain; deltas: typeof plain } {
  const noise = noises();
  const [batch = 0, , height = 0, width = 0] = golden.sample;
  const plain: Record<string, FloatTensor> = {
    sample: noise(golden.sample),
    [TARGET]: noise(golden.sample),
    encoder_hidden_states: noise(golden.context),
    [WEIGHT]: noise([batch, 1, height, width], (x) => x * x),
    [LOSS_SCALE]: floats([], Float32Array.of(1)),
  };
  const identity: Record<string, FloatTensor> = { [IDENTITY_SCALE]: floats([1], Float32Array.of(golden.identity.scale)) };
  for (const [name, { shape }] of Object.entries(golden.identity.gradients)) identity[name] = noise(shape);
  const deltas: Record<string, FloatTensor> = { [DELTA_SCALE]: floats([1], Float32Array.of(0.5)) };
  for (const [name, { shape }] of Object.entries(golden.gradients)) deltas[name] = noise(shape, (x) => x * Math.fround(0.1));
  return { plain, identity, deltas };
}

const shapesOf = (feeds: Readonly<Record<string, FloatTensor>>) =>
  Object.fromEntries(Object.entries(feeds).map(([name, { shape }]) => [name, shape]));

const SHAPES = { sample: golden.sample, timestep: [1], encoder_hidden_states: golden.context };

function compare(
  found: Awaited<ReturnType<Awaited<ReturnType<typeof openStock>>>>,
  { loss, gradients }: Pick<Golden, "loss" | "gradients">,
) {
  expect(relativeError(found[LOSS]?.data as Float32Array, [loss])).toBeLessThan(1e-4);
  for (const [name, { norm, spread }] of Object.entries(gradients)) {
    const gradient = found[gradientOf(name)]?.data as Float32Array;
    const every = Math.max(1, Math.floor(gradient.length / 24));
    const some = gradient.filter((_, i) => i % every === 0);
    expect(relativeError([Math.hypot(...gradient)], [norm]), name).toBeLessThan(1e-3);
    expect(relativeError(some, spread), name).toBeLessThan(1e-3);
  }
}

/** Three million weights, several passes: a busy computer needs its time. */
const PATIENCE = 180_000;

const inUpBlocks = (name: string) => name.startsWith("up_blocks.");

test("every attention of the stock U-Net is found, and its projections are called as diffusers calls them", () => {
  const found = describe(readModel(stockFile));
  expect(found.map(({ kind }) => kind)).toEqual(Array.from({ length: 16 }, () => ["self", "cross"]).flat());
  const named = found.flatMap(({ query, key, value, output }) => [query, key, value, output].map((each) => each?.name ?? "none"));
  const block = "down_blocks.0.attentions.0.transformer_blocks.0";
  expect(named.slice(0, 8)).toEqual(
    ["attn1", "attn2"].flatMap((attention) =>
      ["to_q", "to_k", "to_v", "to_out.0"].map((part) => `${block}.${attention}.${part}`),
    ),
  );
  const learned = new Set(Object.keys(golden.gradients).map((name) => name.replace(/^delta\.|\.[ab]$/g, "")));
  expect(new Set(named.filter(inUpBlocks))).toEqual(learned);
});

test(
  "the loss of a U-Net as Stable Diffusion's and every gradient of its deltas are PyTorch's, activations kept or computed twice",
  async () => {
    const { plain, deltas } = feedsOf();
    const plan = { shapes: SHAPES, prediction: "out_sample", learned: [], rank: golden.rank, adapts: inUpBlocks };
    const kept = buildTrainingGraph(stockFile, plan);
    expect([...kept.learned.keys()].sort()).toEqual(Object.keys(golden.gradients).sort());
    const twice = buildTrainingGraph(stockFile, { ...plan, memory: 0 });
    expect(twice.bytes).toBeLessThan(kept.bytes / 2);
    for (const { model } of [kept, twice]) compare(await (await openStock(model))({ ...plain, ...deltas }), golden);
  },
  PATIENCE,
);

test("what only turns weights around is written before everything that is calculated from inputs", () => {
  const plan = { shapes: SHAPES, prediction: "out_sample", learned: [], rank: golden.rank, adapts: inUpBlocks };
  const { node = [], input = [] } = readModel(buildTrainingGraph(stockFile, plan).model).graph ?? {};
  const moving = new Set(input.map(({ name }) => name));
  const moves = node.map((each) => {
    const does = each.input.some((name) => moving.has(name));
    if (does) for (const name of each.output) moving.add(name);
    return does;
  });
  expect(moves.indexOf(true)).toBeGreaterThan(100);
  expect(moves.slice(moves.indexOf(true))).not.toContain(false);
});

/** Largest error of a gradient, of its own largest element. @param times how large it was made, and is compared without */
function farthest(
  found: Awaited<ReturnType<Awaited<ReturnType<typeof openStock>>>>,
  { gradients }: Pick<Golden, "gradients">,
  times: number,
): number {
  return Math.max(
    ...Object.entries(gradients).map(([name, { spread }]) => {
      const gradient = found[gradientOf(name)]?.data as Float32Array;
      const every = Math.max(1, Math.floor(gradient.length / 24));
      return relativeError(
        gradient.filter((_, i) => i % every === 0).map((x) => x / times),
        spread,
      );
    }),
  );
}

test(
  "in half precision its gradients are those of PyTorch's autocast where the loss is scaled, and vanish where a small one is not",
  async () => {
    const { plain, deltas } = feedsOf();
    const plan = { shapes: SHAPES, prediction: "out_sample", learned: [], rank: golden.rank, adapts: inUpBlocks };
    const { model } = buildTrainingGraph(stockFile, { ...plan, half: true });
    const halves = readModel(model).graph?.node.filter((node) => node.opType === "Cast").length ?? 0;
    expect(halves).toBeGreaterThan(100);
    const run = await openStock(model);
    // As of a picture of which a hundred-thousandth counts.
    const { half } = golden;
    const weight = floats(
      plain[WEIGHT]!.shape,
      plain[WEIGHT]!.data.map((x) => x * half.small),
    );
    const gradientsAt = async (times: number) =>
      run({ ...plain, ...deltas, [WEIGHT]: weight, [LOSS_SCALE]: floats([], Float32Array.of(times)) });
    const scaled = await gradientsAt(half.scale);
    expect(relativeError([(scaled[LOSS]!.data as Float32Array)[0]! * half.scale], [half.loss])).toBeLessThan(1e-3);
    expect(farthest(scaled, half, 1), "from PyTorch's in half precision").toBeLessThan(0.03);
    const autocast = Math.max(
      ...Object.entries(half.gradients).map(([name, { spread }]) => {
        const times = half.small * half.scale;
        return relativeError(
          spread.map((x) => x / times),
          golden.gradients[name]?.spread ?? [],
        );
      }),
    );
    expect(farthest(scaled, golden, half.small * half.scale), "from single precision, no farther").toBeLessThan(autocast);
    expect(farthest(await gradientsAt(1), golden, half.small)).toBeGreaterThan(0.5);
  },
  PATIENCE,
);

test(
  "given identity attention, its loss and every gradient of keys and values are PyTorch's",
  async () => {
    const { plain, identity } = feedsOf();
    const learned = Object.keys(golden.identity.gradients);
    const plan = { shapes: { ...SHAPES, ...shapesOf(identity) }, prediction: "out_sample", learned, rank: 0 };
    compare(await (await openStock(buildTrainingGraph(stockFile, plan).model))({ ...plain, ...identity }), golden.identity);
  },
  PATIENCE,
);

test(
  "its weights stay where they are, and identity and deltas that are off change no bit of what it draws",
  async () => {
    const stock = readModel(stockFile);
    const { plain, identity, deltas } = feedsOf();
    const extended = adapted("denoiser", { file: "", inputs: {}, outputs: {} }, { ...identity, ...deltas }).build(stockFile);
    expect(readModel(extended).graph?.initializer).toEqual(stock.graph?.initializer);
    const { [TARGET]: _target, [WEIGHT]: _weight, [LOSS_SCALE]: _scale, ...feeds } = plain;
    const before = (await (await openStock(stockFile))(feeds))["out_sample"]?.data;
    const run = await openStock(extended);
    const drawn = async (identityScale: number, deltaScale: number) => {
      const scales = {
        [IDENTITY_SCALE]: floats([1], Float32Array.of(identityScale)),
        [DELTA_SCALE]: floats([1], Float32Array.of(deltaScale)),
      };
      return (await run({ ...feeds, ...identity, ...deltas, ...scales }))["out_sample"]?.data;
    };
    expect(await drawn(0, 0)).toEqual(before);
    expect(await drawn(1, 0)).not.toEqual(before);
    expect(await drawn(0, 1)).not.toEqual(before);
  },
  PATIENCE,
);
