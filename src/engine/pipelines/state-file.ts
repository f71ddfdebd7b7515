/**
 * @file What a training has come to, as a safetensors file and back: a state that was read goes on bit by bit as if it had never been
 * written. It knows no storage.
 */
import { readSafetensors, writeSafetensors } from "~/engine/tensor/safetensors.ts";
import { floats, type FloatTensor } from "~/engine/tensor/tensor.ts";
import type { LearningState } from "~/engine/training/learn.ts";

const GROUPS = ["tensors", "first", "second"] as const;

export function writeState(state: LearningState): ArrayBuffer {
  const tensors = new Map<string, FloatTensor>();
  for (const group of GROUPS)
    for (const [name, data] of state[group]) tensors.set(`${group}.${name}`, floats([data.length], data));
  const { step, share, losses, scale } = state;
  return writeSafetensors({ tensors, metadata: { state: JSON.stringify({ step, share, losses, scale }) } });
}

export function readState(file: ArrayBuffer): LearningState {
  const { tensors, metadata } = readSafetensors(file);
  const groupOf = (group: (typeof GROUPS)[number]): ReadonlyMap<string, Float32Array> => {
    const own = [...tensors].filter(([name]) => name.startsWith(`${group}.`));
    return new Map(own.map(([name, { data }]) => [name.slice(group.length + 1), data]));
  };
  const numbers = JSON.parse(metadata["state"] ?? "{}") as Pick<LearningState, "step" | "share" | "losses" | "scale">;
  return { ...numbers, tensors: groupOf("tensors"), first: groupOf("first"), second: groupOf("second") };
}
