/**
 * @file A pack's graph with what it is fed of a person and has no input for: identity tokens, where its file was made without attention
 * for them, and low-rank deltas. They become inputs when a session is made, and whoever is fed none runs the file as it is, but for what an
 * encoder would leave to chance.
 *
 * Deltas are as strong as the identity tensors that they were learned beside.
 */
import type { GraphRole, GraphSpec } from "~/contracts/manifest.ts";
import { Failure } from "~/contracts/failure.ts";
import { floats, type Feeds } from "~/engine/tensor/tensor.ts";
import { forEveryRow } from "./every-row.ts";
import { addIdentityAttention, IDENTITY_SCALE } from "./identity-attention.ts";
import { addLowRank, DELTA_SCALE, deltaNames, partsOf } from "./low-rank.ts";
import { attentionType, withWideInputs } from "./precision.ts";
import { projectionsOf } from "./projections.ts";
import { type ModelProto, readModel, writeModel } from "./proto.ts";
import { withoutChance } from "./without-chance.ts";

export interface Adapted {
  /** The same for every run that one session can answer. */
  readonly key: string;
  readonly spec: GraphSpec;
  readonly feeds: Feeds;
  /** The graph's file, as the session takes it. */
  readonly build: (file: Uint8Array<ArrayBuffer>) => Uint8Array<ArrayBuffer>;
}

const TOKENS = /^identity\.[kv]\.\d+$/;

export const isDelta = (name: string): boolean => partsOf(name) !== null;

const foreign = (what: string): never => {
  throw new Failure("safetensors-invalid", { reason: `${what} for another architecture` });
};

/** @throws Failure `safetensors-invalid` for deltas of another architecture */
function checkDeltas(model: ModelProto, feeds: Feeds, targets: readonly string[], rank: number): void {
  const ends = projectionsOf(model);
  for (const target of targets) {
    const { a, b } = deltaNames(target);
    const { from, to } = ends.get(target) ?? { from: 0, to: 0 };
    const fits = feeds[a]?.shape.join() === `${from},${rank}` && feeds[b]?.shape.join() === `${rank},${to}`;
    if (!fits) foreign(`the delta of ${target} is`);
  }
}

export function adapted(graph: GraphRole, spec: GraphSpec, feeds: Feeds): Adapted {
  const fed = Object.entries(feeds);
  const tokens = fed.filter(([name]) => TOKENS.test(name) && spec.inputs[name] === undefined);
  const deltas = fed.filter(([name]) => isDelta(name));
  if (tokens.length + deltas.length === 0)
    return { key: graph, spec, feeds, build: graph === "vae_encoder" ? withoutChance : (file) => file };
  const targets = [...new Set(deltas.map(([name]) => partsOf(name)?.target ?? ""))];
  const rank = feeds[deltaNames(targets[0] ?? "").a]?.shape[1] ?? 0;
  const strength = feeds[IDENTITY_SCALE] ?? floats([1], Float32Array.of(1));
  const scales = [...(tokens.length > 0 ? [IDENTITY_SCALE] : []), ...(deltas.length > 0 ? [DELTA_SCALE] : [])];
  const own = (name: string, shape: readonly number[]) => [name, { name, dtype: "float32", shape }] as const;
  return {
    key: [graph, ...tokens.map(([name]) => name), ...deltas.map(([name, { shape }]) => `${name} ${shape.join()}`)].join(" "),
    spec: {
      ...spec,
      inputs: {
        ...spec.inputs,
        ...Object.fromEntries(tokens.map(([name]) => own(name, [-1, -1, -1]))),
        ...Object.fromEntries(deltas.map(([name]) => own(name, [-1, -1]))),
        ...Object.fromEntries(scales.map((name) => own(name, [1]))),
      },
    },
    feeds: { ...feeds, ...Object.fromEntries(scales.map((name) => [name, strength])) },
    build(file) {
      const stock = readModel(file);
      if (targets.length > 0) checkDeltas(stock, feeds, targets, rank);
      const names = new Set(tokens.map(([name]) => name));
      const rows = spec.inputs["sample"]?.shape[0] ?? 1;
      const told = tokens.length === 0 ? stock : forEveryRow(addIdentityAttention(stock), names, rows);
      const asked = told.graph?.input.filter(({ name }) => TOKENS.test(name) && spec.inputs[name] === undefined) ?? [];
      if (asked.length !== tokens.length || asked.some(({ name }) => feeds[name] === undefined)) foreign("identity tokens are");
      const whole = targets.length === 0 ? told : addLowRank(told, targets, rank);
      const given = [...tokens, ...deltas].map(([name]) => name);
      return writeModel(withWideInputs(whole, new Set([...given, ...scales]), attentionType(stock)));
    },
  };
}
