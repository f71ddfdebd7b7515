/**
 * @file Which of a persona's photographs show somebody else.
 *
 * The most unlike is taken out first and the rest are judged again without it, so that one stranger does not make
 * everybody look strange. Two people with some photographs each would outvote nobody, and be learned as one who is neither:
 * they are told apart first, and whoever has fewer photographs goes.
 */
import { aggregate, cosine } from "./embedding.ts";
import { leaveOneOut } from "./likeness.ts";

export interface Outlier {
  readonly index: number;
  /** To the prototype of those that remained when it was taken out. */
  readonly cosine: number;
}

interface Entry {
  readonly vector: ArrayLike<number>;
  readonly index: number;
}

/** Two vectors can disagree without either being the stranger; three are the fewest that can outvote one. */
const QUORUM = 3;
/** Photographs that make somebody a second person rather than a slip. */
const PARTY = 2;
/** So many times whoever stands nearer to the other leader may change sides. */
const ROUNDS = 3;

const among = (all: readonly Entry[]): Float32Array => aggregate(all.map(({ vector }) => vector));

/** The two most unlike lead, and everybody goes with who they are nearer to. */
function parted(all: readonly Entry[]): readonly [readonly Entry[], readonly Entry[]] {
  const pairs = all.flatMap((one, i) =>
    all.slice(i + 1).map((other) => ({ one, other, near: cosine(one.vector, other.vector) })),
  );
  const { one, other } = pairs.reduce((least, pair) => (pair.near < least.near ? pair : least));
  let leaders = [one.vector, other.vector] as const;
  for (let round = 0; ; round++) {
    const [first, second] = leaders;
    const nearer = ({ vector }: Entry): boolean => cosine(vector, first) >= cosine(vector, second);
    const groups = [all.filter(nearer), all.filter((entry) => !nearer(entry))] as const;
    if (round === ROUNDS || groups.some(({ length }) => length === 0)) return groups;
    leaders = [among(groups[0]), among(groups[1])];
  }
}

/** Of two people who are no more alike than strangers, the one with fewer photographs, or who came later; nobody where all show one. */
function secondPerson(all: readonly Entry[], threshold: number): readonly Entry[] {
  if (all.length < 2 * PARTY) return [];
  const [one, other] = parted(all);
  if (one.length < PARTY || other.length < PARTY) return [];
  const across = one.flatMap(({ vector }) => other.map((each) => cosine(vector, each.vector)));
  if (across.reduce((sum, value) => sum + value, 0) / across.length >= threshold) return [];
  if (one.length !== other.length) return one.length < other.length ? one : other;
  return one[0] === all[0] ? other : one;
}

export function outliers(vectors: readonly ArrayLike<number>[], threshold: number): readonly Outlier[] {
  const found: Outlier[] = [];
  let left = vectors.map((vector, index): Entry => ({ vector, index }));
  while (left.length >= QUORUM) {
    const second = secondPerson(left, threshold);
    if (second.length > 0) {
      left = left.filter((entry) => !second.includes(entry));
      const prototype = among(left);
      found.push(...second.map(({ vector, index }) => ({ index, cosine: cosine(vector, prototype) })));
      continue;
    }
    const cosines = leaveOneOut(left.map(({ vector }) => vector));
    const lowest = cosines.reduce((worst, value, i) => (value < cosines[worst]! ? i : worst), 0);
    if (cosines[lowest]! >= threshold) break;
    const out = left[lowest]!;
    found.push({ index: out.index, cosine: cosines[lowest]! });
    left = left.filter((entry) => entry !== out);
  }
  return found;
}
