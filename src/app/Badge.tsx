/**
 * @file The shield in the header: what the network has seen, in a few counted words, and the whole ledger behind it.
 */
import { createSignal, For, Show } from "solid-js";
import { useServices } from "~/services/context";
import { bytesSent, createLedger } from "~/services/ledger";
import { Icon } from "~/ui/icon/Icon";
import { Dialog } from "~/ui/overlay/Dialog";
import { bytes, onDay } from "~/ui/text/numbers";
import styles from "./Badge.module.css";
import { words } from "./words";

export function Badge() {
  const { packs } = useServices();
  const ledger = createLedger();
  const [open, setOpen] = createSignal(false);
  const summary = (): string => {
    const known = ledger();
    return known ? words.badge.sent(bytes(bytesSent(known))) : words.badge.uncounted;
  };
  const installed = () => (packs.list() ?? []).filter((entry) => entry.state.phase === "installed");
  return (
    <>
      <button class={styles["badge"]} type="button" aria-haspopup="dialog" onClick={() => setOpen(true)}>
        <Icon name="shield" />
        <span class={styles["words"]}>{summary()}</span>
      </button>
      <Dialog open={open()} onClose={() => setOpen(false)} title={words.badge.title} broad>
        <Show when={ledger()} fallback={<p>{words.badge.notYet}</p>}>
          {(known) => (
            <>
              <p>{words.badge.since(onDay(known().since))}</p>
              <table class={styles["rows"]}>
                <thead>
                  <tr>
                    <th scope="col">{words.badge.address}</th>
                    <th scope="col">{words.badge.requests}</th>
                    <th scope="col">{words.badge.bytesSent}</th>
                  </tr>
                </thead>
                <tbody>
                  <For each={known().rows}>
                    {(row) => (
                      <tr>
                        <th scope="row">
                          {row.origin}
                          <Show when={row.origin === location.origin}>
                            <small class={styles["own"]}> {words.badge.own}</small>
                          </Show>
                        </th>
                        <td>{row.requests.toLocaleString("en")}</td>
                        <td>{bytes(row.bytesSent)}</td>
                      </tr>
                    )}
                  </For>
                </tbody>
              </table>
            </>
          )}
        </Show>
        <For each={installed()}>{(entry) => <p>{words.badge.brought(entry.pack.name, bytes(entry.bytes))}</p>}</For>
        <p class={styles["policy"]}>{words.badge.policy}</p>
      </Dialog>
    </>
  );
}
