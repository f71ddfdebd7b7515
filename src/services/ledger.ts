/**
 * @file What the service worker has counted, as a screen follows it.
 */
import { createResource, createSignal, onCleanup, type Accessor } from "solid-js";
import { LEDGER_CHANNEL, readLedger, type Ledger } from "~/storage/ledger";

export { totals, type Ledger, type LedgerCounts } from "~/storage/ledger";

/** Undefined until read, and while nothing has been counted: on the first visit, and where there is no service worker. */
export function createLedger(): Accessor<Ledger | undefined> {
  const [ledger, { refetch }] = createResource(readLedger);
  const channel = new BroadcastChannel(LEDGER_CHANNEL);
  channel.onmessage = () => void refetch();
  onCleanup(() => channel.close());
  // `latest` keeps the last answer while the next is read; an unreadable store counts as nothing counted.
  return () => (ledger.error === undefined ? ledger.latest : undefined);
}

/** Whether the ledger lies open: the badge and the settings both lead there. */
const [ledgerOpen, setLedgerOpen] = createSignal(false);

export { ledgerOpen, setLedgerOpen };
