/**
 * @file One request for a piece of a file from this app's own origin, with every way it can go wrong named.
 *
 * It does not know what the bytes are for, and keeps none.
 */
import { Failure } from "~/contracts/failure";

/** Attempts and the first pause between them, for a line that drops out for a moment. */
const ATTEMPTS = 3;
const FIRST_PAUSE_MS = 300;

const pause = (milliseconds: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, milliseconds));

/** Below the app's own address, whatever the manifest says. */
export function addressOf(path: string): URL {
  const root = new URL(import.meta.env.BASE_URL, self.location.origin);
  const address = new URL(path.replace(/^\/+/, ""), root);
  if (address.origin !== self.location.origin) throw new Failure("manifest-invalid", { reason: `${path} is not ours` });
  return address;
}

async function attempt(address: URL, init: RequestInit, file: string): Promise<Response> {
  // The browser's own cache would keep every byte a second time.
  const response = await fetch(address, { credentials: "omit", redirect: "error", cache: "no-store", ...init }).catch(
    (error: unknown) => {
      throw new Failure("download-failed", { file, reason: "offline" }, { cause: error });
    },
  );
  if (!response.ok) throw new Failure("download-failed", { file, reason: "status", status: response.status });
  // Servers of single-page apps answer an unknown path with the page itself.
  if (response.headers.get("content-type")?.startsWith("text/html"))
    throw new Failure("download-failed", { file, reason: "not-weights" });
  return response;
}

const mayPass = ({ details }: Failure<"download-failed">): boolean =>
  details.reason === "offline" || (details.reason === "status" && (details.status ?? 0) >= 500);

/** @throws Failure `download-failed` */
export async function request(address: URL, init: RequestInit, file: string): Promise<Response> {
  for (let count = 1; ; count++) {
    try {
      return await attempt(address, init, file);
    } catch (error) {
      const failure = error as Failure<"download-failed">;
      if (count === ATTEMPTS || !mayPass(failure)) throw failure;
      await pause(FIRST_PAUSE_MS * 2 ** (count - 1));
    }
  }
}

/**
 * Cuts a body into pieces of the given lengths, in order.
 *
 * @param received told the bytes of each chunk as it arrives
 * @throws Failure `download-failed` where the body is shorter or longer, or the line breaks
 */
export async function* pieces(
  response: Response,
  lengths: readonly number[],
  file: string,
  received: (bytes: number) => void,
): AsyncGenerator<ArrayBuffer> {
  const wrongLength = () => new Failure("download-failed", { file, reason: "length" });
  const reader = response.body?.getReader();
  if (!reader) throw wrongLength();
  let rest: Uint8Array = new Uint8Array(0);
  try {
    for (const [index, length] of lengths.entries()) {
      const piece = new Uint8Array(length);
      let filled = 0;
      while (filled < length) {
        if (rest.length === 0) {
          const { done, value } = await reader.read().catch((error: unknown) => {
            throw new Failure("download-failed", { file, reason: "offline" }, { cause: error });
          });
          if (done) throw wrongLength();
          received(value.byteLength);
          rest = value;
        }
        const taken = rest.subarray(0, length - filled);
        piece.set(taken, filled);
        filled += taken.length;
        rest = rest.subarray(taken.length);
      }
      const isLast = index === lengths.length - 1;
      if (isLast && (rest.length > 0 || !(await reader.read()).done)) throw wrongLength();
      yield piece.buffer;
    }
  } finally {
    // Ends the transfer where the caller stopped early; a body read to its end ignores it.
    await reader.cancel().catch(() => undefined);
  }
}
