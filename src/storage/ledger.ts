/**
 * @file How often each address was asked for something, and how many bytes were handed to it, since counting began.
 *
 * The service worker writes it, because every request of pages and workers passes there; screens only read it.
 */
import { get, update } from "idb-keyval";
import type { Time } from "~/contracts/records";
import { keys } from "./keys-db.ts";
import { guarded } from "./storage-failure.ts";

export interface LedgerRow {
  /** Scheme, name and port. */
  readonly origin: string;
  readonly requests: number;
  /** Bytes in the bodies of those requests. */
  readonly bytesSent: number;
}

export interface Ledger {
  readonly since: Time;
  readonly rows: readonly LedgerRow[];
}

/** Told after every change, in this realm and in others. */
export const LEDGER_CHANNEL = "likeness-ledger";

const KEY = "ledger";

export function addRows(known: readonly LedgerRow[], more: readonly LedgerRow[]): readonly LedgerRow[] {
  const sums = new Map(known.map((row) => [row.origin, row]));
  for (const { origin, requests, bytesSent } of more) {
    const before = sums.get(origin) ?? { origin, requests: 0, bytesSent: 0 };
    sums.set(origin, { origin, requests: before.requests + requests, bytesSent: before.bytesSent + bytesSent });
  }
  return [...sums.values()];
}

export const readLedger = (): Promise<Ledger | undefined> => guarded(() => get<Ledger>(KEY, keys));

export const addToLedger = (more: readonly LedgerRow[], now: Time): Promise<void> =>
  guarded(() => update<Ledger>(KEY, (known) => ({ since: known?.since ?? now, rows: addRows(known?.rows ?? [], more) }), keys));
