/**
 * @file The six layers, and the picker of the one that is pressed.
 */
import { createSignal, For, Show } from "solid-js";
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { Button } from "~/ui/button/Button";
import { LayerRow } from "./LayerRow";
import { ContactSheet } from "./looks/ContactSheet";
import { LooksDialog } from "./looks/LooksDialog";
import { words as lookWords } from "./looks/words";
import styles from "./LayerStack.module.css";
import { Panel } from "./Panel";
import { Picker } from "./Picker";
import type { Studio } from "./studio";
import { UndoButtons } from "./UndoButtons";
import { words } from "./words";

export function LayerStack(props: { readonly studio: Studio }) {
  const [open, setOpen] = createSignal<LayerKind | null>(null);
  const [looks, setLooks] = createSignal(false);
  const [shoot, setShoot] = createSignal<string>();
  return (
    <Panel title={words.layers.title} tools={<UndoButtons studio={props.studio} />}>
      <ul class={styles["stack"]}>
        <For each={LAYER_KINDS}>{(kind) => <LayerRow studio={props.studio} kind={kind} onOpen={() => setOpen(kind)} />}</For>
      </ul>
      <div class={styles["more"]}>
        <Button look="quiet" icon="dice" onClick={() => props.studio.surprise()}>
          {words.layers.surprise}
        </Button>
        <Button look="quiet" icon="book" onClick={() => setLooks(true)}>
          {lookWords.open}
        </Button>
      </div>
      <Show when={looks()}>
        <LooksDialog
          studio={props.studio}
          onClose={() => setLooks(false)}
          onShoot={(id) => {
            setLooks(false);
            setShoot(id);
          }}
        />
      </Show>
      <Show when={shoot()}>
        {(id) => <ContactSheet studio={props.studio} shootId={id()} onClose={() => setShoot(undefined)} />}
      </Show>
      <Show when={open()}>{(kind) => <Picker studio={props.studio} kind={kind()} onClose={() => setOpen(null)} />}</Show>
    </Panel>
  );
}
