/**
 * @file Counts what passes: which address, how often, how many bytes out and in, and what needed no network at all.
 *
 * Every way to the network in the service worker goes through `counting`, so what it does not see was not asked for by this app; only a
 * request to a hub goes by, and is noted. While a page proves that drawing needs no network (it holds a lock), nothing goes out, and what
 * wanted to is counted as refused.
 *
 * What arrives while the last sum is still being written waits for the next, so a busy page costs few writes and no timer.
 */
import type { WorkboxPlugin } from "workbox-core/types";
import {
  addRows,
  addToLedger,
  isProving,
  LEDGER_CHANNEL,
  type LedgerCounts,
  type LedgerRow,
  NO_COUNTS,
} from "~/storage/ledger.ts";

const channel = new BroadcastChannel(LEDGER_CHANNEL);
let waiting: readonly LedgerRow[] = [];
let writing: Promise<void> | undefined;
/** Bodies that are still being measured. */
const measuring = new Set<Promise<void>>();

async function write(): Promise<void> {
  while (waiting.length > 0) {
    const rows = waiting;
    waiting = [];
    await addToLedger(rows, Date.now());
    channel.postMessage(null);
  }
}

/** A count that cannot be written keeps nobody from an answer. */
function note(url: string, counts: Partial<LedgerCounts>): Promise<void> {
  waiting = addRows(waiting, [{ origin: new URL(url).origin, ...NO_COUNTS, ...counts }]);
  writing ??= write()
    .catch(() => undefined)
    .finally(() => (writing = undefined));
  return writing;
}

/** One that goes by without passing through `counting`. */
export const noteRequest = (url: string): Promise<void> => note(url, { requests: 1 });

/** Once everything that has passed so far is written. */
export async function settled(): Promise<void> {
  while (measuring.size > 0) await Promise.all(measuring);
  await writing;
}

const bodyBytes = async (body: Request | Response): Promise<number> => (await body.arrayBuffer()).byteLength;

async function bytesOut(request: Request): Promise<number> {
  return request.method === "GET" || request.method === "HEAD" ? 0 : bodyBytes(request.clone());
}

/** As announced, or else counted; an answer that the browser hides from us counts nothing. */
async function bytesIn(response: Response): Promise<number> {
  const announced = Number(response.headers.get("content-length") ?? Number.NaN);
  if (Number.isFinite(announced)) return announced;
  return response.type === "basic" ? bodyBytes(response.clone()) : 0;
}

/** For every strategy of the service worker, precaching included. */
export const counting: WorkboxPlugin = {
  async requestWillFetch({ request, event }) {
    if (await isProving()) {
      event?.waitUntil(note(request.url, { refused: 1 }));
      throw new TypeError("The network is refused while a proof is running.");
    }
    event?.waitUntil(note(request.url, { requests: 1, bytesSent: await bytesOut(request) }));
    return request;
  },
  fetchDidSucceed({ request, response, event }) {
    const measured = bytesIn(response)
      .then((bytes) => note(request.url, { bytesReceived: bytes }))
      // An answer that broke off while it was read brought what it brought; the page hears of it by itself.
      .catch(() => undefined)
      .finally(() => measuring.delete(measured));
    measuring.add(measured);
    event?.waitUntil(measured);
    return Promise.resolve(response);
  },
  cachedResponseWillBeUsed({ request, cachedResponse, event }) {
    if (cachedResponse) event?.waitUntil(note(request.url, { answeredHere: 1 }));
    return Promise.resolve(cachedResponse ?? null);
  },
};
