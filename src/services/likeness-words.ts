/**
 * @file A measured likeness in words. The limits are those of the product, the same on every screen.
 */
const LIMITS = [
  [0.9, "unmistakable"],
  [0.75, "close"],
  [0.5, "resembles"],
] as const;

export const likenessWord = (likeness: number): string => LIMITS.find(([limit]) => likeness >= limit)?.[1] ?? "someone else";

/** "unmistakable · 0.93"; null where no face was found in the picture. */
export const likenessWords = (likeness: number | null): string =>
  likeness === null ? "no face found" : `${likenessWord(likeness)} · ${likeness.toFixed(2)}`;
