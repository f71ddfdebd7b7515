/**
 * @file A pack's graph with the low-rank deltas that it is fed: they become inputs of it when a session is made, and whoever is fed none
 * runs the file as it is.
 *
 * Deltas are as strong as the identity tensors that they were learned beside.
 */
import type { GraphRole, GraphSpec, TensorSpec } from "~/contracts/manifest.ts";
import { Failure } from "~/contracts/failure.ts";
import { floats, type Feeds } from "~/engine/tensor/tensor.ts";
import { describe } from "./describe.ts";
import { addLowRank, DELTA_SCALE, deltaNames } from "./low-rank.ts";
import { readModel, writeModel } from "./proto.ts";

export interface Adapted {
  /** The same for every run that one session can answer. */
  readonly key: string;
  readonly spec: GraphSpec;
  readonly feeds: Feeds;
  /** The graph's file, as the session takes it. */
  readonly build: (file: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

const PART = /^delta\.(.+)\.[ab]$/;

export const isDelta = (name: string): boolean => PART.test(name);

/** @throws Failure `safetensors-invalid` for deltas of another architecture */
function withDeltas(file: Uint8Array<ArrayBuffer>, feeds: Feeds, targets: readonly string[]): Uint8Array<ArrayBuffer> {
  const model = readModel(file);
  const projections = describe(model).flatMap(({ query, key, value, output }) => [query, key, value, output]);
  const ends = new Map(projections.flatMap((each) => (each === undefined ? [] : [[each.name, each] as const])));
  const rank = feeds[deltaNames(targets[0] ?? "").a]?.shape[1] ?? 0;
  for (const target of targets) {
    const { a, b } = deltaNames(target);
    const { from, to } = ends.get(target) ?? { from: 0, to: 0 };
    if (feeds[a]?.shape.join() !== `${from},${rank}` || feeds[b]?.shape.join() !== `${rank},${to}`)
      throw new Failure("safetensors-invalid", { reason: `the delta of ${target} is for another architecture` });
  }
  return writeModel(addLowRank(model, targets, rank));
}

export function adapted(graph: GraphRole, spec: GraphSpec, feeds: Feeds): Adapted {
  const deltas = Object.entries(feeds).filter(([name]) => isDelta(name));
  if (deltas.length === 0) return { key: graph, spec, feeds, build: (file) => file };
  const targets = [...new Set(deltas.map(([name]) => PART.exec(name)?.[1] ?? ""))];
  const inputs: Record<string, TensorSpec> = {
    ...spec.inputs,
    [DELTA_SCALE]: { name: DELTA_SCALE, dtype: "float32", shape: [1] },
  };
  for (const [name] of deltas) inputs[name] = { name, dtype: "float32", shape: [-1, -1] };
  return {
    key: [graph, ...deltas.map(([name, { shape }]) => `${name} ${shape.join()}`)].join(" "),
    spec: { ...spec, inputs },
    feeds: { ...feeds, [DELTA_SCALE]: feeds["identity.scale"] ?? floats([1], Float32Array.of(1)) },
    build: (file) => withDeltas(file, feeds, targets),
  };
}
