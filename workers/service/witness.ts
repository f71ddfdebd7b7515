/**
 * @file Counts what passes: which address, how often, and how many bytes were handed over. It changes nothing on the way.
 *
 * What arrives while the last sum is still being written waits for the next, so a busy page costs few writes and no timer.
 */
import { addRows, addToLedger, LEDGER_CHANNEL, type LedgerRow } from "~/storage/ledger.ts";

const channel = new BroadcastChannel(LEDGER_CHANNEL);
let waiting: readonly LedgerRow[] = [];
let writing: Promise<void> | undefined;

async function write(): Promise<void> {
  while (waiting.length > 0) {
    const rows = waiting;
    waiting = [];
    await addToLedger(rows, Date.now());
    channel.postMessage(null);
  }
}

async function bytesOf(request: Request): Promise<number> {
  if (request.method === "GET" || request.method === "HEAD") return 0;
  return (await request.clone().arrayBuffer()).byteLength;
}

export async function witness(request: Request): Promise<void> {
  const row = { origin: new URL(request.url).origin, requests: 1, bytesSent: await bytesOf(request) };
  waiting = addRows(waiting, [row]);
  writing ??= write().finally(() => (writing = undefined));
  await writing;
}
