/**
 * @file Gives a name to what is set now, and says which of its layers the look shall be about.
 */
import { createSignal, For } from "solid-js";
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { MAX_LOOK_NAME, type LookWords } from "~/contracts/looks";
import { Checkbox } from "~/ui/field/Checkbox";
import { Naming } from "~/ui/overlay/Naming";
import type { Studio } from "../studio";
import { words as studioWords } from "../words";
import { lookOf } from "./apply";
import styles from "./Looks.module.css";
import { words } from "./words";

interface Props {
  readonly studio: Studio;
  readonly open: boolean;
  readonly onClose: () => void;
  readonly onSave: (look: LookWords) => Promise<void>;
}

export function SaveLook(props: Props) {
  const [left, setLeft] = createSignal<ReadonlySet<LayerKind | "shape">>(new Set(["shape"]));
  const has = (part: LayerKind | "shape"): boolean => !left().has(part);
  const set = (part: LayerKind | "shape", wanted: boolean): void => {
    setLeft((before) => {
      const next = new Set(before);
      if (wanted) next.delete(part);
      else next.add(part);
      return next;
    });
  };
  const kinds = () => LAYER_KINDS.filter(has);
  const wrong = (name: string): string | undefined => {
    if (kinds().length === 0) return words.noLayer;
    return name.length > MAX_LOOK_NAME ? words.longest(MAX_LOOK_NAME) : undefined;
  };
  return (
    <Naming
      open={props.open}
      title={words.save}
      label={words.name}
      hint={words.nameHint}
      save={words.keep}
      name=""
      check={wrong}
      onClose={() => props.onClose()}
      onSave={(name) =>
        props.onSave(lookOf(props.studio.draft(), name, kinds(), has("shape") ? props.studio.request().size : null))
      }
    >
      <fieldset class={styles["parts"]}>
        <legend class={styles["heading"]}>{words.parts}</legend>
        <For each={LAYER_KINDS}>
          {(kind) => (
            <Checkbox label={studioWords.layerNames[kind]} checked={has(kind)} onChange={(wanted) => set(kind, wanted)} />
          )}
        </For>
        <Checkbox label={words.shape} checked={has("shape")} onChange={(wanted) => set("shape", wanted)} />
      </fieldset>
    </Naming>
  );
}
