/** @file What the free lengths of a graph's inputs are where its inputs have these shapes. */
import { readModel, type Shape } from "./proto.ts";

/** @returns the length by its name in the file; undefined where one name would stand for two lengths */
export function freeLengths(
  file: Uint8Array,
  shapes: Readonly<Record<string, Shape>>,
): Readonly<Record<string, number>> | undefined {
  const lengths: Record<string, number> = {};
  for (const { name, type } of readModel(file).graph?.input ?? []) {
    const dims = type?.value.case === "tensorType" ? (type.value.value.shape?.dim ?? []) : [];
    for (const [axis, { value }] of dims.entries()) {
      const length = shapes[name]?.[axis];
      if (value.case !== "dimParam" || length === undefined) continue;
      if ((lengths[value.value] ??= length) !== length) return undefined;
    }
  }
  return lengths;
}
