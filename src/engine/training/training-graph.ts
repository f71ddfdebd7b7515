/**
 * @file The graph of one training step: a denoiser with its deltas, the loss of its prediction, and the gradients of what is learned.
 *
 * Built on the device from the pack's own file, for one number of photographs and one size. It knows no optimiser.
 */
import type { Shape } from "../onnx/proto.ts";
import { describe } from "../onnx/describe.ts";
import { differentiate } from "../onnx/differentiate.ts";
import { emit } from "../onnx/emit.ts";
import { forEveryRow } from "../onnx/every-row.ts";
import { footprint } from "../onnx/footprint.ts";
import { addIdentityAttention, lacksIdentity } from "../onnx/identity-attention.ts";
import { addLowRank, DELTA_SCALE, deltaNames } from "../onnx/low-rank.ts";
import { narrowed } from "../onnx/narrowed.ts";
import { widened } from "../onnx/precision.ts";
import { projectionsOf } from "../onnx/projections.ts";
import { DataType, readModel, writeModel } from "../onnx/proto.ts";
import { activationBytes, boundariesOf } from "../onnx/segments.ts";
import { at, count } from "../onnx/shapes.ts";
import { specialise } from "../onnx/specialise.ts";
import type { StaticGraph } from "../onnx/static-graph.ts";
import { type LikenessPlan, likenessLoss } from "./likeness-loss.ts";

export interface TrainingPlan {
  /** Shapes of the denoiser's own inputs, deltas apart. */
  readonly shapes: Readonly<Record<string, Shape>>;
  readonly prediction: string;
  /** The denoiser's name for the noisy latent; "sample" where absent. */
  readonly sample?: string;
  /** Inputs to learn, deltas apart: identity tokens, for which a graph that has none is given attention. */
  readonly learned: readonly string[];
  /** 0 adds no deltas. */
  readonly rank: number;
  /** Whether a projection of attention gets a delta; all do unless told otherwise. */
  readonly adapts?: (projection: string) => boolean;
  /** With it, how unlike the person the picture is counts as well. */
  readonly likeness?: LikenessPlan;
  /** Bytes that activations may take before they are computed twice instead of kept; a browser's tab has few gigabytes. */
  readonly memory?: number;
  /** Products and convolutions are calculated in half precision, there and back; their gradients want the loss scaled. */
  readonly half?: boolean;
}

const MEMORY = 2 ** 30;

export interface TrainingGraph {
  readonly model: Uint8Array<ArrayBuffer>;
  /** Everything that is learned, in order, and its shape. */
  readonly learned: ReadonlyMap<string, Shape>;
  /** What its tensors take at once, weights apart. */
  readonly bytes: number;
}

export const LOSS = "loss";
/** Cosine of the drawn face to the person's embedding; there where the plan has a likeness. */
export const COSINE = "cosine";
/** What the prediction should have been, of its shape. */
export const TARGET = "target";
/** [B, 1, h, w]: how much each place counts. The loss is the mean of weight times squared error, and what likeness adds. */
export const WEIGHT = "weight";
/** [1] each: the picture is the one times what was shown, and the other times the prediction. There where the plan has a likeness. */
export const OF_SAMPLE = "estimate.sample";
export const OF_PREDICTION = "estimate.prediction";
/** []: how many times their size gradients come out, so that halves can hold them on the way. */
export const LOSS_SCALE = "loss.scale";
export const gradientOf = (name: string): string => `gradient.${name}`;

/** Of the first row, whose face is looked at. */
function estimateOf(graph: StaticGraph, sample: string, prediction: string): string {
  const first = (tensor: string): string =>
    at(graph.shape(tensor), 0) === 1 ? tensor : graph.op("Slice", [tensor, graph.ints([0]), graph.ints([1]), graph.ints([0])]);
  const times = (tensor: string, share: string): string =>
    graph.op("Mul", [first(tensor), graph.reshape(graph.input(share, DataType.FLOAT, [1]), [1, 1, 1, 1])]);
  return graph.op("Add", [times(sample, OF_SAMPLE), times(prediction, OF_PREDICTION)]);
}

export function buildTrainingGraph(
  file: Uint8Array,
  {
    shapes,
    prediction,
    sample = "sample",
    learned,
    rank,
    adapts = () => true,
    likeness,
    memory = MEMORY,
    half = false,
  }: TrainingPlan,
): TrainingGraph {
  const own = widened(readModel(file));
  const rows = shapes[sample]?.[0] ?? 1;
  // What is told of every row by itself stays as it is.
  const shared = new Set(learned.filter((name) => shapes[name]?.[0] === 1));
  const stock = learned.length > 0 && lacksIdentity(own) ? forEveryRow(addIdentityAttention(own), shared, rows) : own;
  const ends = projectionsOf(own);
  const attention = describe(own).flatMap(({ query, key, value, output }) =>
    [query, key, value, output].flatMap((each) => each?.name ?? []),
  );
  const targets = rank === 0 ? [] : [...new Set(attention)].filter(adapts);
  const deltas: Record<string, Shape> = {};
  for (const target of targets) {
    const { a, b } = deltaNames(target);
    deltas[a] = [ends.get(target)?.from ?? 0, rank];
    deltas[b] = [rank, ends.get(target)?.to ?? 0];
  }
  const model = targets.length === 0 ? stock : addLowRank(stock, targets, rank);
  const graph = specialise(model, { ...shapes, ...deltas, [DELTA_SCALE]: [1] });
  const shape = graph.shape(prediction);
  const target = graph.input(TARGET, DataType.FLOAT, shape);
  const weight = graph.input(WEIGHT, DataType.FLOAT, [at(shape, 0), 1, ...shape.slice(2)]);
  const error = graph.op("Sub", [prediction, target]);
  const weighted = graph.op("Mul", [graph.op("Mul", [error, error]), weight]);
  const squared = graph.op("Mul", [graph.sum(weighted, [...shape.keys()], false), graph.scalar(1 / count(shape))]);
  const face = likeness && likenessLoss(graph, estimateOf(graph, sample, prediction), likeness);
  const loss = face === undefined ? squared : graph.op("Add", [squared, face.loss]);
  const wrt = [...learned, ...Object.keys(deltas)];
  const recompute = activationBytes(graph) > memory ? boundariesOf(graph) : [];
  const scale = graph.input(LOSS_SCALE, DataType.FLOAT, []);
  const gradients = differentiate(graph, { loss, wrt, scale, recompute });
  const outputs = new Map([
    [LOSS, loss],
    ...(face === undefined ? [] : [[COSINE, face.cosine] as const]),
    ...wrt.map((name) => [gradientOf(name), gradients.get(name) ?? ""] as const),
  ]);
  const whole = emit(graph, outputs);
  return {
    model: writeModel(half ? narrowed(whole, (name) => graph.info(name).type) : whole),
    learned: new Map(wrt.map((name) => [name, graph.shape(name)])),
    bytes: footprint(graph, outputs.values()),
  };
}
