/**
 * @file The packs this version knows, and what can be done with each.
 */
import { Index } from "solid-js";
import { useServices } from "~/services/context";
import { Page } from "~/ui/text/Page";
import { PackCard } from "./PackCard";
import { words } from "./words";

export default function Models() {
  const { packs } = useServices();
  return (
    <Page title={words.title} lede={words.lede}>
      {/* A report makes new entries of the same packs; the cards stay. */}
      <Index each={packs.list() ?? []}>{(entry) => <PackCard entry={entry()} />}</Index>
    </Page>
  );
}
