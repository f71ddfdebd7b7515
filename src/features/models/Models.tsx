/**
 * @file The packs this version knows, what can be done with each, and those that it cannot offer yet.
 */
import { Index } from "solid-js";
import { useServices } from "~/services/context";
import { Page } from "~/ui/text/Page";
import { Candidates } from "./Candidates";
import { PackCard } from "./PackCard";
import { words } from "./words";

export default function Models() {
  const { packs } = useServices();
  return (
    <Page title={words.title} lede={words.lede}>
      {/* A report makes new entries of the same packs; the cards stay. */}
      <Index each={packs.list() ?? []}>{(entry) => <PackCard entry={entry()} />}</Index>
      <Candidates />
    </Page>
  );
}
