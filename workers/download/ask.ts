/**
 * @file One request for a piece of a file, with every way it can be answered badly named.
 *
 * It asks once, follows redirects only where the file is not this app's own, and does not know what the bytes are for. Every request begins
 * at the source: the addresses that a hub redirects to are signed and expire, and are never kept.
 */
import type { Account } from "./account.ts";
import { toldMs } from "./patience.ts";
import { Trouble } from "./trouble.ts";

export interface Range {
  readonly start: number;
  /** Included. */
  readonly end: number;
}

export interface Question {
  readonly address: URL;
  /** For the words of a failure. */
  readonly file: string;
  readonly range?: Range;
  readonly stallMs: number;
  /** Ends the request, and the body it is answered with. */
  readonly signal?: AbortSignal;
  /** Kept of what goes to another host. */
  readonly account?: Account | undefined;
}

const isOwn = (address: URL): boolean => typeof self !== "undefined" && address.origin === self.location.origin;

/** Statuses of a signed address that is no longer good. */
const EXPIRED = new Set([400, 401, 403, 404, 410]);

function refusal(response: Response, file: string): Trouble {
  const { status } = response;
  const told = toldMs(response.headers, Date.now());
  if (status === 429) return new Trouble(file, "limited", told === undefined ? "later" : { inMs: told }, { status });
  if (status === 408 || status >= 500)
    return new Trouble(file, "status", told === undefined ? "later" : { inMs: told }, { status });
  // Asking again at the source gives a new signature.
  if (response.redirected && EXPIRED.has(status)) return new Trouble(file, "refused", "now", { status });
  if (status === 401 || status === 403) return new Trouble(file, "refused", "never", { status });
  if (status === 416) return new Trouble(file, "length", "now", { status });
  return new Trouble(file, "status", "never", { status });
}

/** @throws Trouble; the signal's reason once it is aborted */
export async function ask({ address, file, range, stallMs, signal, account }: Question): Promise<Response> {
  if (account && !(await account.mayAsk())) throw new Trouble(file, "offline", "later");
  const patience = new AbortController();
  const timer = setTimeout(() => patience.abort(), stallMs);
  const signals = signal ? [signal, patience.signal] : [patience.signal];
  const response = await fetch(address, {
    credentials: "omit",
    referrerPolicy: "no-referrer",
    redirect: isOwn(address) ? "error" : "follow",
    // The browser's own cache would keep every byte a second time.
    cache: "no-store",
    signal: AbortSignal.any(signals),
    ...(range && { headers: { Range: `bytes=${range.start}-${range.end}` } }),
  })
    .catch((error: unknown) => {
      signal?.throwIfAborted();
      throw new Trouble(file, patience.signal.aborted ? "stalled" : "offline", "later", { cause: error });
    })
    .finally(() => clearTimeout(timer));
  if (response.redirected) account?.redirected(response.url);
  const trouble = response.ok
    ? // Servers of single-page apps, sign-in pages and some proxies answer any path with a page.
      response.headers.get("content-type")?.startsWith("text/html")
      ? new Trouble(file, "not-weights", "never")
      : undefined
    : refusal(response, file);
  if (!trouble) return response;
  await response.body?.cancel().catch(() => undefined);
  throw trouble;
}
