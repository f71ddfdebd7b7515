/**
 * @file A measured likeness with its word, the same on every screen.
 */
import { likenessWord } from "~/engine/faces/likeness";

/** "unmistakable · 0.93"; null where no face was found in the picture. */
export const likenessWords = (likeness: number | null): string =>
  likeness === null ? "no face found" : `${likenessWord(likeness)} · ${likeness.toFixed(2)}`;
