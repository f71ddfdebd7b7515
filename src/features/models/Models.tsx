/**
 * @file The packs this version knows, what can be done with each, and tools that serve beside them.
 */
import { Index, Show } from "solid-js";
import { isPack } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { Page } from "~/ui/text/Page";
import styles from "./Models.module.css";
import { PackCard } from "./PackCard";
import { words } from "./words";

export default function Models() {
  const { packs } = useServices();
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
