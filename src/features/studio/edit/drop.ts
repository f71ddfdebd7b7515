/**
 * @file What an edit does to the likeness, in words: said before it is kept.
 */

/** From here on a drop is one to look at: edits of the shipped pack are meant to stay below. */
const NOTED_DROP = 0.02;

export type DropKind = "same" | "better" | "falls" | "lost" | "graded" | "unknown";

export function dropOf(before: number | null, after: number | null): { readonly kind: DropKind; readonly by: number } {
  if (before === null) return { kind: "unknown", by: 0 };
  if (after === null) return { kind: "lost", by: before };
  const by = before - after;
  if (by > NOTED_DROP) return { kind: "falls", by };
  return by < -NOTED_DROP ? { kind: "better", by } : { kind: "same", by };
}
