/**
 * @file The SHA-256 of a file whose parts arrive in any order, one part in memory at a time.
 *
 * A part that is next is hashed as it arrives; what arrived too early, or was there before, is read back from storage, so that little is left
 * to do when the last part is in. The browser's own digest takes a file only in one piece.
 */
import { createSHA256 } from "hash-wasm";

export interface FollowingHash {
  /** A part has arrived. @returns whether it was next, and is hashed; any other is read back once it is `stored` */
  take(index: number, payload: ArrayBuffer): boolean;
  /** A part that was not taken can be read back. */
  stored(index: number): void;
  /** Every part is stored. @returns lower-case hex @throws whatever reading throws */
  digest(): Promise<string>;
}

/**
 * @param read a stored part; undefined where it is not there yet
 * @param here parts that are stored already
 */
export async function followHash(
  count: number,
  read: (index: number) => Promise<ArrayBuffer | undefined>,
  here: Iterable<number> = [],
): Promise<FollowingHash> {
  const hash = (await createSHA256()).init();
  const early = new Set(here);
  let next = 0;
  let reading: Promise<void> | undefined;

  /** Reads on while the next part should be there. */
  async function catchUp(isThere: (index: number) => boolean): Promise<void> {
    while (next < count && isThere(next)) {
      const payload = await read(next);
      if (!payload) return;
      early.delete(next);
      hash.update(new Uint8Array(payload));
      next += 1;
    }
  }

  function goOn(): void {
    // What cannot be read now is read, and complained of, at the end.
    reading = catchUp((index) => early.has(index))
      .catch(() => undefined)
      .finally(() => (reading = undefined));
  }

  if (early.size > 0) goOn();
  return {
    take(index, payload) {
      if (index !== next || reading) return false;
      hash.update(new Uint8Array(payload));
      next += 1;
      if (early.has(next)) goOn();
      return true;
    },
    stored(index) {
      if (index < next) return;
      early.add(index);
      if (index === next && !reading) goOn();
    },
    async digest() {
      await reading;
      await catchUp(() => true);
      return hash.digest("hex");
    },
  };
}
