/**
 * @file Lets parts that arrive at about the same time pass in the file's order, so that whoever follows it has each at hand when its turn comes.
 *
 * It waits for what is late only so long: order is a convenience, and a line that stands still costs more.
 */
export interface InTurn {
  /** Fulfils when everything before it has passed, or after the longest wait. */
  of(index: number): Promise<void>;
  passed(index: number): void;
}

/** @param indices in order */
export function inTurn(indices: readonly number[], longestMs: number): InTurn {
  const gone = new Set<number>();
  const waiting = new Map<number, () => void>();
  let at = 0;
  return {
    of(index) {
      if (indices[at] === index) return Promise.resolve();
      return new Promise((resolve) => {
        const timer = setTimeout(resolve, longestMs);
        waiting.set(index, () => {
          clearTimeout(timer);
          resolve();
        });
      });
    },
    passed(index) {
      gone.add(index);
      while (at < indices.length && gone.has(indices[at]!)) at += 1;
      const next = indices[at];
      if (next === undefined) return;
      waiting.get(next)?.();
      waiting.delete(next);
    },
  };
}
