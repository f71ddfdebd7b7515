/**
 * @file The ledger: every address that was asked, how often, bytes out and in, the policy in words, and the way to prove it.
 */
import { For, Show } from "solid-js";
import { useServices } from "~/services/context";
import { totals, type Ledger } from "~/services/ledger";
import { Dialog } from "~/ui/overlay/Dialog";
import { bytes, onDay } from "~/ui/text/numbers";
import styles from "./LedgerDialog.module.css";
import { LedgerRow, LedgerTable } from "./LedgerTable";
import { ProveIt } from "./ProveIt";
import { words } from "./words";

function Rows(props: { readonly ledger: Ledger }) {
  const asked = () => props.ledger.rows.filter((row) => row.requests > 0 || row.origin === location.origin);
  const together = () => totals(props.ledger.rows);
  return (
    <>
      <p>{words.ledger.summary(together(), asked().length, onDay(props.ledger.since))}</p>
      <LedgerTable first={words.ledger.address}>
        <For each={asked()}>
          {(row) => (
            <LedgerRow counts={row}>
              {new URL(row.origin).host}
              <Show when={row.origin === location.origin}>
                <small class={styles["own"]}>{words.ledger.own}</small>
              </Show>
            </LedgerRow>
          )}
        </For>
      </LedgerTable>
      <p class={styles["dim"]}>
        {words.ledger.here(together().answeredHere)}{" "}
        <Show when={together().refused}>{(count) => words.ledger.refused(count())}</Show>
      </p>
    </>
  );
}

interface Props {
  readonly ledger: Ledger | undefined;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function LedgerDialog(props: Props) {
  const { packs } = useServices();
  const installed = () => (packs.list() ?? []).filter((entry) => entry.state.phase === "installed");
  return (
    <Dialog open={props.open} onClose={() => props.onClose()} title={words.ledger.title} broad>
      <Show when={props.ledger} fallback={<p>{words.ledger.notYet}</p>}>
        {(known) => <Rows ledger={known()} />}
      </Show>
      <For each={installed()}>
        {(entry) => <p class={styles["dim"]}>{words.ledger.brought(entry.pack.name, bytes(entry.bytes))}</p>}
      </For>
      <section class={styles["part"]}>
        <h3 class={styles["heading"]}>{words.ledger.policy.title}</h3>
        <ul class={styles["policy"]}>
          <For each={words.ledger.policy.says}>{(line) => <li>{line}</li>}</For>
        </ul>
      </section>
      <ProveIt />
    </Dialog>
  );
}
