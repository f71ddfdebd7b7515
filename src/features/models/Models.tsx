/**
 * @file The packs this version knows, what can be done with each, and tools that serve beside them.
 */
import { Index, onMount, Show } from "solid-js";
import { isPack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { Page } from "~/ui/text/Page";
import styles from "./Models.module.css";
import { PackCard } from "./PackCard";
import { words } from "./words";

export default function Models() {
  const { inference, packs } = useServices();
  onMount(() => {
    // Cards say whether their packs can run here, and a card that was lacking may be there now. An answer that cannot be had is no news.
    if (inference.verdict()?.backend !== "webgpu") inference.call.verdict().catch(() => undefined);
  });
  const list = (draws: boolean) => (packs.list() ?? []).filter(({ pack }) => isPack(pack) === draws);
  return (
    <Page title={words.title} lede={words.lede}>
      {/* A report makes new entries of the same packs; the cards stay. */}
      <Index each={list(true)}>{(entry) => <PackCard entry={entry()} />}</Index>
      <Show when={list(false).length > 0}>
        <header class={styles["tools"]}>
          <h2>{words.tools.title}</h2>
          <p>{words.tools.lede}</p>
        </header>
        <Index each={list(false)}>{(entry) => <PackCard entry={entry()} />}</Index>
      </Show>
    </Page>
  );
}
