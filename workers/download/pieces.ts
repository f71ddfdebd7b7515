/**
 * @file Cuts the body of an answer into pieces of given lengths, one at a time and only as they are taken: who takes them slowly slows
 * the line, and no more than one piece is held.
 *
 * A browser reads a body straight into memory that it is given. Chunks that it makes itself are megabytes of garbage a second.
 */
import { Trouble } from "./trouble.ts";

/** What the next piece of one length is put into: whoever takes pieces is done with one when they ask for the next. */
export interface Memory {
  buffer: ArrayBuffer;
}

export interface Cut {
  /** Bytes to let go before the first piece. */
  readonly skip: number;
  readonly lengths: readonly number[];
  readonly file: string;
  readonly stallMs: number;
  readonly memory: Memory;
  /** Told the bytes of each chunk as it arrives. */
  received(bytes: number): void;
}

type View = Uint8Array<ArrayBuffer>;

interface Source {
  /** Fills the view from its beginning with what is there, and takes its buffer. @returns what was filled, on the buffer given back; undefined at the end */
  read(view: View): Promise<View | undefined>;
  cancel(): Promise<void>;
}

function reading(body: ReadableStream<Uint8Array>): Source {
  try {
    const reader = body.getReader({ mode: "byob" });
    return {
      read: async (view) => {
        const { done, value } = await reader.read(view);
        return done ? undefined : value;
      },
      cancel: () => reader.cancel(),
    };
  } catch (error) {
    if (!(error instanceof TypeError)) throw error;
    return inChunks(body);
  }
}

/** Bodies that only give what they made themselves: unpacked ones, and those of older browsers. */
function inChunks(body: ReadableStream<Uint8Array>): Source {
  const reader = body.getReader();
  let rest: Uint8Array = new Uint8Array(0);
  return {
    async read(view) {
      while (rest.length === 0) {
        const { done, value } = await reader.read();
        if (done) return undefined;
        rest = value;
      }
      const taken = rest.subarray(0, view.length);
      view.set(taken);
      rest = rest.subarray(taken.length);
      return view.subarray(0, taken.length);
    },
    cancel: () => reader.cancel(),
  };
}

/** Reads, and gives up a read that brings nothing for too long. One timer for a whole body: chunks come thousands of times a second. */
function patiently(source: Source, { file, stallMs }: Cut) {
  let pending: { readonly since: number; readonly giveUp: () => void } | undefined;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const look = (): void => {
    const left = pending === undefined ? stallMs : pending.since + stallMs - performance.now();
    if (left > 0) timer = setTimeout(look, left);
    else pending?.giveUp();
  };
  timer = setTimeout(look, stallMs);
  return {
    next: (view: View): Promise<View | undefined> =>
      new Promise((resolve, reject) => {
        pending = { since: performance.now(), giveUp: () => reject(new Trouble(file, "stalled", "later")) };
        source.read(view).then(
          (value) => {
            pending = undefined;
            resolve(value);
          },
          (error: unknown) => reject(new Trouble(file, "offline", "later", { cause: error })),
        );
      }),
    end: () => clearTimeout(timer),
  };
}

/** @throws Trouble where the body is shorter or longer than the pieces, stalls, or the line breaks */
export async function* pieces(response: Response, cut: Cut): AsyncGenerator<ArrayBuffer> {
  const { lengths, file, memory, received } = cut;
  const wrongLength = () => new Trouble(file, "length", "now");
  if (!response.body) throw wrongLength();
  const source = reading(response.body);
  const { next, end } = patiently(source, cut);
  /** Fills all of the first `length` bytes of a buffer. */
  const filled = async (buffer: ArrayBuffer, length: number): Promise<ArrayBuffer> => {
    let into = buffer;
    for (let at = 0; at < length;) {
      const came = await next(new Uint8Array(into, at, length - at));
      if (!came) throw wrongLength();
      received(came.length);
      at += came.length;
      into = came.buffer;
    }
    return into;
  };
  const ofLength = (length: number): ArrayBuffer =>
    memory.buffer.byteLength === length ? memory.buffer : new ArrayBuffer(length);
  try {
    const [first = 0] = lengths;
    for (let left = cut.skip; left > 0; left -= Math.min(left, first))
      memory.buffer = await filled(ofLength(first), Math.min(left, first));
    for (const [index, length] of lengths.entries()) {
      memory.buffer = await filled(ofLength(length), length);
      if (index === lengths.length - 1 && (await next(new Uint8Array(1)))) throw wrongLength();
      yield memory.buffer;
    }
  } finally {
    end();
    // Ends the transfer where the caller stopped early; a body read to its end ignores it.
    await source.cancel().catch(() => undefined);
  }
}
