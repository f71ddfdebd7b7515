/**
 * @file What goes to a hub and comes from it, for the ledger, and the word that nothing may go while a proof is running.
 *
 * The service worker notes and refuses everything else; a request to a hub it can only let by, because its own policy reaches none.
 */
import { addToLedger, isProving, LEDGER_CHANNEL, NO_COUNTS, type LedgerCounts } from "~/storage/ledger";

export interface Account {
  mayAsk(): Promise<boolean>;
  /** The answer came from another host than was asked. */
  redirected(url: string): void;
  /** Bytes of a body. */
  came(url: string, bytes: number): void;
}

export function makeAccount(): Account {
  const channel = new BroadcastChannel(LEDGER_CHANNEL);
  const note = (url: string, counts: Partial<LedgerCounts>): void => {
    addToLedger([{ origin: new URL(url).origin, ...NO_COUNTS, ...counts }], Date.now()).then(
      () => channel.postMessage(null),
      // A count that cannot be written keeps nobody from a file.
      () => undefined,
    );
  };
  return {
    mayAsk: async () => !(await isProving()),
    redirected: (url) => note(url, { requests: 1 }),
    came: (url, bytes) => note(url, { bytesReceived: bytes }),
  };
}
