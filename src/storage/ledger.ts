/**
 * @file How often each address was asked for something, and how many bytes went out and came in, since counting began.
 *
 * The service worker writes it, because every request of pages and workers passes there; what comes from a hub is added by the download
 * worker. Screens only read it.
 */
import { get, update } from "idb-keyval";
import type { Time } from "~/contracts/records";
import { keys } from "./keys-db.ts";
import { guarded } from "./storage-failure.ts";

export interface LedgerRow {
  /** Scheme, name and port. */
  readonly origin: string;
  /** That went out. */
  readonly requests: number;
  /** Bytes in the bodies of those requests. */
  readonly bytesSent: number;
  /** Bytes in the bodies of the answers, as far as a browser lets them be measured: an answer of a stranger's address is not. */
  readonly bytesReceived: number;
  /** Requests that the copy on this device answered. */
  readonly answeredHere: number;
  /** Requests that were refused while a proof was running. */
  readonly refused: number;
}

export interface Ledger {
  readonly since: Time;
  readonly rows: readonly LedgerRow[];
}

export type LedgerCounts = Omit<LedgerRow, "origin">;

/** Told after every change, in this realm and in others. */
export const LEDGER_CHANNEL = "likeness-ledger";

/** While a page holds the lock of this name, the service worker refuses every request that it cannot answer itself. */
export const PROOF_LOCK = "likeness:proof";

export const isProving = async (): Promise<boolean> =>
  ((await navigator.locks.query()).held ?? []).some((lock) => lock.name === PROOF_LOCK);

/** A message to the service worker, with a port: answered once everything that has passed is written. */
export const SETTLE = "settle";

const KEY = "ledger";

export const NO_COUNTS: LedgerCounts = { requests: 0, bytesSent: 0, bytesReceived: 0, answeredHere: 0, refused: 0 };

const sum = (one: LedgerCounts, other: LedgerCounts): LedgerCounts => ({
  requests: one.requests + other.requests,
  bytesSent: one.bytesSent + other.bytesSent,
  bytesReceived: one.bytesReceived + other.bytesReceived,
  answeredHere: one.answeredHere + other.answeredHere,
  refused: one.refused + other.refused,
});

export function addRows(known: readonly LedgerRow[], more: readonly LedgerRow[]): readonly LedgerRow[] {
  const sums = new Map(known.map((row) => [row.origin, row]));
  for (const row of more) sums.set(row.origin, { origin: row.origin, ...sum(sums.get(row.origin) ?? NO_COUNTS, row) });
  return [...sums.values()];
}

/** Every address together. */
export const totals = (rows: readonly LedgerRow[]): LedgerCounts => rows.reduce(sum, NO_COUNTS);

/** Whether the network saw nothing from one to the other; what this device answered or refused is not the network's. */
export const isUnchanged = (before: LedgerCounts, after: LedgerCounts): boolean =>
  before.requests === after.requests && before.bytesSent === after.bytesSent && before.bytesReceived === after.bytesReceived;

export const readLedger = (): Promise<Ledger | undefined> => guarded(() => get<Ledger>(KEY, keys));

export const addToLedger = (more: readonly LedgerRow[], now: Time): Promise<void> =>
  guarded(() => update<Ledger>(KEY, (known) => ({ since: known?.since ?? now, rows: addRows(known?.rows ?? [], more) }), keys));
