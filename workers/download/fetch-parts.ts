/**
 * @file The missing parts of one file, over four lines at once, each asking for one part after another in the file's order.
 *
 * A part is kept as soon as it is whole, so whatever interrupts the rest loses at most the parts in flight: one per line. In order, so that
 * the hash of the whole goes along with what comes. It knows neither storage nor packs.
 */
import type { Account } from "./account.ts";
import { ask, type Range } from "./ask.ts";
import type { Wanted } from "./install-file.ts";
import type { Patience } from "./patience.ts";
import { type Memory, pieces } from "./pieces.ts";
import { pause, Tries } from "./tries.ts";
import { Trouble } from "./trouble.ts";

/** Four is what a hub's own client uses in a browser. */
const PARALLEL = 4;

/**
 * A line begins when the one before it has this much of a part, or after so long. Lines that share a connection would else end their parts
 * together for ever: four to be hashed and stored at once, while nothing comes, and at the end while nothing else is left to do.
 */
const LEAD = 1 / PARALLEL;
const LONGEST_LEAD_MS = 500;

export interface PartsTask {
  readonly address: URL;
  /** For the words of a failure. */
  readonly file: string;
  readonly bytes: number;
  readonly partBytes: number;
  readonly patience: Patience;
  /** Aborted by a pause: the parts in flight are finished first, and nothing is waited for. */
  readonly signal: AbortSignal;
  /**
   * Keeps a part: fulfils once it is safe, rejects with a Trouble where it is not the part it should be. The payload's memory is the line's
   * again afterwards.
   */
  keep(index: number, payload: ArrayBuffer, etag: string | null): Promise<void>;
  received(bytes: number): void;
  /** Kept where the file is not this app's own. */
  readonly account?: Account | undefined;
}

const lengthOf = ({ bytes, partBytes }: PartsTask, index: number): number => Math.min(partBytes, bytes - index * partBytes);
const countOf = ({ bytes, partBytes }: PartsTask): number => Math.ceil(bytes / partBytes);

/** @throws Trouble where a 206 is not the range that was asked for */
function checkRange(response: Response, { file, bytes }: PartsTask, { start, end }: Range): void {
  const header = response.headers.get("content-range");
  // A host that does not let the header be read leaves the proof to length and hash.
  if (header === null) return;
  const [, from, to, of] = /^bytes (\d+)-(\d+)\/(\d+|\*)$/.exec(header) ?? [];
  if (of !== undefined && of !== "*" && Number(of) !== bytes) throw new Trouble(file, "length", "now");
  if (Number(from) !== start || Number(to) !== end) throw new Trouble(file, "range", "now");
}

/** One file's fetching: which parts are still wanted, and how long every line has to wait. */
class Fetching {
  readonly #task: PartsTask;
  readonly #wanted: Set<number>;
  /** Not yet given to a line, in order. */
  #waiting: readonly number[];
  #notBefore = 0;
  /** Lines that have not begun. The first answer shows whether the server knows ranges. */
  readonly #idle: (() => void)[] = [];

  constructor(task: PartsTask, missing: readonly number[]) {
    this.#task = task;
    this.#wanted = new Set(missing);
    this.#waiting = missing;
  }

  async all(): Promise<void> {
    const others = Array.from({ length: PARALLEL - 1 }, async () => {
      await new Promise<void>((resolve) => this.#idle.push(resolve));
      return this.#line();
    });
    const first = this.#line().finally(() => this.#idle.forEach((begin) => begin()));
    const lines = await Promise.allSettled([first, ...others]);
    const broken = lines.find((one) => one.status === "rejected");
    if (broken) throw broken.reason;
  }

  async #line(): Promise<void> {
    const memory: Memory = { buffer: new ArrayBuffer(0) };
    while (!this.#task.signal.aborted) {
      const [index, ...rest] = this.#waiting;
      if (index === undefined) return;
      this.#waiting = rest;
      await this.#fetch(index, memory).catch((error: unknown) => {
        this.#waiting = [];
        throw error;
      });
    }
  }

  /** The next part from `at` on that nobody has brought. */
  #next(at: number, end: number): number {
    let next = at;
    while (next < end && !this.#wanted.has(next)) next++;
    return next;
  }

  /** Brings a part, and from a server that knows no ranges everything behind it. */
  async #fetch(index: number, memory: Memory): Promise<void> {
    const { patience, signal } = this.#task;
    const tries = new Tries(patience);
    const took = { end: index + 1 };
    for (let at = index; at < took.end && !signal.aborted; at = this.#next(at, took.end)) {
      const before = this.#wanted.size;
      try {
        await pause(this.#notBefore - performance.now(), signal);
        if (!signal.aborted) await this.#stream(at, took, memory);
      } catch (error) {
        if (this.#wanted.size < before) tries.progress();
        const wait = tries.after(error);
        // A limit counts requests of this device, so every line waits.
        if (error instanceof Trouble && typeof error.again === "object")
          this.#notBefore = Math.max(this.#notBefore, performance.now() + wait);
        else await pause(wait, signal);
      }
    }
  }

  /** Asks for part `at` and keeps what comes, part by part. */
  async #stream(at: number, took: { end: number }, memory: Memory): Promise<void> {
    const task = this.#task;
    const { file, partBytes, patience, account } = task;
    const range = { start: at * partBytes, end: Math.min((at + 1) * partBytes, task.bytes) - 1 };
    const response = await ask({ address: task.address, file, range, stallMs: patience.stallMs, account });
    const isWhole = response.status !== 206;
    if (isWhole) {
      // This server knows no ranges: one line takes everything that follows, and what is here already is let go.
      this.#waiting = [];
      took.end = countOf(task);
    } else {
      try {
        checkRange(response, task, range);
      } catch (error) {
        await response.body?.cancel();
        throw error;
      }
    }
    const stop = isWhole ? took.end : at + 1;
    const lengths = Array.from({ length: stop - at }, (_, offset) => lengthOf(task, at + offset));
    let unkept = 0;
    let came = 0;
    let isAhead = false;
    const lead = (): void => {
      if (!isAhead) this.#idle.shift()?.();
      isAhead = true;
    };
    const leading = setTimeout(lead, LONGEST_LEAD_MS);
    const received = (bytes: number): void => {
      came += bytes;
      if (came >= LEAD * partBytes) lead();
      unkept += bytes;
      task.received(bytes);
    };
    try {
      const skip = isWhole ? range.start : 0;
      let index = at;
      for await (const piece of pieces(response, { skip, lengths, file, stallMs: patience.stallMs, memory, received })) {
        if (this.#wanted.has(index)) {
          unkept -= piece.byteLength;
          const bytes = piece.byteLength;
          await task.keep(index, piece, response.headers.get("etag")).catch((error: unknown) => {
            unkept += bytes;
            throw error;
          });
          this.#wanted.delete(index);
        }
        index += 1;
        if (task.signal.aborted) return;
      }
    } finally {
      clearTimeout(leading);
      lead();
      account?.came(response.url, came);
      // What arrived and is not kept has to arrive again.
      if (unkept !== 0) task.received(-unkept);
    }
  }
}

/** Brings parts of a file from this address. */
export const fromAddress =
  (address: URL, patience: Patience, account?: Account) =>
  ({ file, cutting, missing, ...wanted }: Wanted): Promise<void> =>
    fetchParts({ ...wanted, ...cutting, address, file: file.path, patience, account }, missing);

/**
 * @param missing indices in order @throws Failure `download-failed`; whatever `keep` rejects with that is not a Trouble.
 * Fulfils early, with parts still missing, once the signal is aborted.
 */
export const fetchParts = (task: PartsTask, missing: readonly number[]): Promise<void> => new Fetching(task, missing).all();
