/**
 * @file The shield in the header: what the network has seen, in a few counted words, and the whole ledger behind it.
 */
import { createLedger, ledgerOpen, setLedgerOpen, totals } from "~/services/ledger";
import { Icon } from "~/ui/icon/Icon";
import { bytes } from "~/ui/text/numbers";
import styles from "./Badge.module.css";
import { LedgerDialog } from "./LedgerDialog";
import { words } from "./words";

export function Badge() {
  const ledger = createLedger();
  const summary = (): string => {
    const known = ledger();
    return known ? words.badge.sent(bytes(totals(known.rows).bytesSent)) : words.badge.uncounted;
  };
  return (
    <>
      <button class={styles["badge"]} type="button" aria-haspopup="dialog" onClick={() => setLedgerOpen(true)}>
        <Icon name="shield" />
        <span class={styles["words"]}>{summary()}</span>
      </button>
      <LedgerDialog ledger={ledger()} open={ledgerOpen()} onClose={() => setLedgerOpen(false)} />
    </>
  );
}
