/**
 * @file What cannot be done to a picture yet, and the tool beside the pack that would do it: one click from its sheet.
 */
import { For, Show } from "solid-js";
import { readsPictures } from "~/contracts/abilities";
import { packBytes, type Pack, type Tool } from "~/contracts/manifest";
import { useServices } from "~/services/context";
import { ButtonLink } from "~/ui/button/Button";
import { Notice } from "~/ui/text/Notice";
import { bytes } from "~/ui/text/numbers";
import { words } from "./words";

export function Lacking(props: { readonly pack: Pack }) {
  const { packs } = useServices();
  const said = ({ serves }: Tool) =>
    serves === "edits"
      ? { title: words.lacking.edits(props.pack.name), why: words.lacking.editsWhy }
      : { title: words.lacking.regions, why: words.lacking.regionsWhy };
  return (
    <For
      each={packs.couldBring(props.pack)}
      fallback={
        <Show when={!readsPictures(props.pack)}>
          <Notice tone="plain" title={words.lacking.never(props.pack.name)} why={words.lacking.neverWhy} />
        </Show>
      }
    >
      {(tool, at) => (
        <Notice
          tone="plain"
          {...said(tool)}
          action={
            <ButtonLink
              look={at() === 0 ? "primary" : "plain"}
              href={`/models?install=${tool.id}`}
              detail={bytes(packBytes(tool))}
            >
              {words.lacking.install(tool.name)}
            </ButtonLink>
          }
        />
      )}
    </For>
  );
}
