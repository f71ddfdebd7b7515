/**
 * @file The six layers, and the picker of the one that is pressed.
 */
import { createSignal, For, Show } from "solid-js";
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { Button } from "~/ui/button/Button";
import { LayerRow } from "./LayerRow";
import styles from "./LayerStack.module.css";
import { Panel } from "./Panel";
import { Picker } from "./Picker";
import type { Studio } from "./studio";
import { UndoButtons } from "./UndoButtons";
import { words } from "./words";

export function LayerStack(props: { readonly studio: Studio }) {
  const [open, setOpen] = createSignal<LayerKind | null>(null);
  return (
    <Panel title={words.layers.title} tools={<UndoButtons studio={props.studio} />}>
      <ul class={styles["stack"]}>
        <For each={LAYER_KINDS}>{(kind) => <LayerRow studio={props.studio} kind={kind} onOpen={() => setOpen(kind)} />}</For>
      </ul>
      <Button look="quiet" icon="dice" onClick={() => props.studio.surprise()}>
        {words.layers.surprise}
      </Button>
      <Show when={open()}>{(kind) => <Picker studio={props.studio} kind={kind()} onClose={() => setOpen(null)} />}</Show>
    </Panel>
  );
}
