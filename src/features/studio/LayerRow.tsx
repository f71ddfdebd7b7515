/**
 * @file One layer of the stack: its name and what is chosen, with lock, switch and strength.
 */
import { Show } from "solid-js";
import { MAX_STRENGTH, type LayerKind } from "~/contracts/layers";
import { IconButton } from "~/ui/button/IconButton";
import { Slider } from "~/ui/field/Slider";
import { layerName } from "./draft";
import styles from "./LayerRow.module.css";
import type { Studio } from "./studio";
import { words } from "./words";

interface Props {
  readonly studio: Studio;
  readonly kind: LayerKind;
  readonly onOpen: () => void;
}

export function LayerRow(props: Props) {
  const layer = () => props.studio.draft().layers[props.kind];
  const title = () => words.layerNames[props.kind];
  const name = () => layerName(props.kind, layer());
  return (
    <li class={styles["row"]} data-off={layer().on ? undefined : ""}>
      <button
        class={styles["open"]}
        type="button"
        aria-haspopup="dialog"
        aria-label={words.layers.change(title(), name())}
        onClick={() => props.onOpen()}
      >
        {/* The space keeps the two apart in what voice control matches. */}
        <span class={styles["title"]}>{title()}</span> <span class={styles["name"]}>{name() || words.layers.unsaid}</span>
      </button>
      <div class={styles["switches"]}>
        <IconButton
          icon={layer().locked ? "lock" : "unlock"}
          label={layer().locked ? words.layers.unlock(title()) : words.layers.lock(title())}
          pressed={layer().locked}
          onClick={() => props.studio.changeLayer(props.kind, { locked: !layer().locked })}
        />
        <IconButton
          icon={layer().on ? "eye" : "eyeOff"}
          label={layer().on ? words.layers.off(title()) : words.layers.on(title())}
          pressed={!layer().on}
          onClick={() => props.studio.changeLayer(props.kind, { on: !layer().on })}
        />
      </div>
      <Show when={layer().on}>
        <div class={styles["strength"]}>
          <Slider
            label={words.layers.strength(title())}
            hideLabel
            min={0}
            max={MAX_STRENGTH}
            step={0.05}
            value={layer().strength}
            say={words.layers.strengthWords}
            onChange={(strength) => props.studio.changeLayer(props.kind, { strength })}
          />
        </div>
      </Show>
    </li>
  );
}
