/**
 * @file The one hint of the studio, until somebody has followed it or changed anything: a press opens the first layer.
 */
import { createSignal, Show } from "solid-js";
import { Button } from "~/ui/button/Button";
import styles from "./FirstHint.module.css";
import { Picker } from "./Picker";
import type { Studio } from "./studio";
import { words } from "./words";

export function FirstHint(props: { readonly studio: Studio }) {
  const [open, setOpen] = createSignal(false);
  return (
    <>
      <Show when={props.studio.untouched() && props.studio.stage().kind === "sketch"}>
        <div class={styles["hint"]}>
          <Button look="plain" onClick={() => setOpen(true)}>
            {words.layers.first(props.studio.persona.name)}
          </Button>
        </div>
      </Show>
      <Show when={open()}>
        <Picker studio={props.studio} kind="hair" onClose={() => setOpen(false)} />
      </Show>
    </>
  );
}
