/**
 * @file Cuts the body of an answer into pieces of given lengths, one at a time and only as they are taken: who takes them slowly slows
 * the line, and no more than one piece is held.
 */
import { Trouble } from "./trouble.ts";

export interface Cut {
  /** Bytes to let go before the first piece. */
  readonly skip: number;
  readonly lengths: readonly number[];
  readonly file: string;
  readonly stallMs: number;
  /** Told the bytes of each chunk as it arrives. */
  received(bytes: number): void;
}

async function nextChunk(
  reader: ReadableStreamDefaultReader<Uint8Array>,
  { file, stallMs }: Cut,
): Promise<Uint8Array | undefined> {
  let timer: ReturnType<typeof setTimeout> | undefined;
  const silence = new Promise<never>((_, reject) => {
    timer = setTimeout(() => reject(new Trouble(file, "stalled", "later")), stallMs);
  });
  const reading = reader.read().catch((error: unknown) => {
    throw new Trouble(file, "offline", "later", { cause: error });
  });
  try {
    const { done, value } = await Promise.race([reading, silence]);
    return done ? undefined : value;
  } finally {
    clearTimeout(timer);
  }
}

/** @throws Trouble where the body is shorter or longer than the pieces, stalls, or the line breaks */
export async function* pieces(response: Response, cut: Cut): AsyncGenerator<ArrayBuffer> {
  const { lengths, file, received } = cut;
  const wrongLength = () => new Trouble(file, "length", "now");
  const reader = response.body?.getReader();
  if (!reader) throw wrongLength();
  let rest: Uint8Array = new Uint8Array(0);
  const more = async (): Promise<boolean> => {
    const chunk = await nextChunk(reader, cut);
    if (!chunk) return false;
    received(chunk.byteLength);
    rest = chunk;
    return true;
  };
  try {
    for (let left = cut.skip; left > 0;) {
      if (rest.length === 0 && !(await more())) throw wrongLength();
      const taken = Math.min(left, rest.length);
      rest = rest.subarray(taken);
      left -= taken;
    }
    for (const [index, length] of lengths.entries()) {
      const piece = new Uint8Array(length);
      for (let filled = 0; filled < length;) {
        if (rest.length === 0 && !(await more())) throw wrongLength();
        const taken = rest.subarray(0, length - filled);
        piece.set(taken, filled);
        filled += taken.length;
        rest = rest.subarray(taken.length);
      }
      const isLast = index === lengths.length - 1;
      if (isLast && (rest.length > 0 || (await more()))) throw wrongLength();
      yield piece.buffer;
    }
  } finally {
    // Ends the transfer where the caller stopped early; a body read to its end ignores it.
    await reader.cancel().catch(() => undefined);
  }
}
