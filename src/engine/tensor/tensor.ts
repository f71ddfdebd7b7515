/**
 * @file Tensors and the one way to run a graph.
 *
 * The engine names graphs and tensors by role; which runtime evaluates them, what a pack calls its tensors and where
 * weights lie is known to whoever makes the `Run`.
 */
import type { GraphRole } from "~/contracts/manifest.ts";

export interface FloatTensor {
  readonly shape: readonly number[];
  /** Row-major. */
  readonly data: Float32Array;
}

export interface IntegerTensor {
  readonly shape: readonly number[];
  readonly data: BigInt64Array;
}

export type Feeds = Readonly<Record<string, FloatTensor | IntegerTensor>>;

export type Outputs = Readonly<Record<string, FloatTensor>>;

/** Evaluates one graph of the loaded pack. Feeds stay the caller's; outputs are the caller's to keep. */
export type Run = (graph: GraphRole, feeds: Feeds) => Promise<Outputs>;

export const sizeOf = (shape: readonly number[]): number => shape.reduce((product, length) => product * length, 1);

export function floats(shape: readonly number[], data: Float32Array = new Float32Array(sizeOf(shape))): FloatTensor {
  if (data.length !== sizeOf(shape)) throw new RangeError(`${data.length} values do not fill [${shape.join(", ")}]`);
  return { shape, data };
}

/** A graph's output by role; a missing one is a pack whose manifest is wrong about it. */
export function output(outputs: Outputs, role: string): FloatTensor {
  const tensor = outputs[role];
  if (tensor === undefined) throw new RangeError(`the graph gave no ${role}`);
  return tensor;
}
