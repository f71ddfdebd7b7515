/**
 * @file Which of a persona's photographs show somebody else.
 *
 * The most unlike is taken out first and the rest are judged again without it, so that one stranger does not make
 * everybody look strange.
 */
import { leaveOneOut } from "./likeness.ts";

export interface Outlier {
  readonly index: number;
  /** To the prototype of those that remained when it was taken out. */
  readonly cosine: number;
}

/** Two vectors can disagree without either being the stranger; three are the fewest that can outvote one. */
const QUORUM = 3;

export function outliers(vectors: readonly ArrayLike<number>[], threshold: number): readonly Outlier[] {
  const found: Outlier[] = [];
  let left = vectors.map((vector, index) => ({ vector, index }));
  while (left.length >= QUORUM) {
    const cosines = leaveOneOut(left.map(({ vector }) => vector));
    const lowest = cosines.reduce((worst, value, i) => (value < cosines[worst]! ? i : worst), 0);
    if (cosines[lowest]! >= threshold) break;
    const out = left[lowest]!;
    found.push({ index: out.index, cosine: cosines[lowest]! });
    left = left.filter((entry) => entry !== out);
  }
  return found;
}
