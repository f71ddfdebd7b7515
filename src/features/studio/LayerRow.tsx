/**
 * @file One layer of the stack: its name and what is chosen, with strength, reset, lock and switch. Its height never changes.
 */
import { Show } from "solid-js";
import { MAX_STRENGTH, type LayerKind } from "~/contracts/layers";
import { IconButton } from "~/ui/button/IconButton";
import { Slider } from "~/ui/field/Slider";
import { isReset, layerName } from "./draft";
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
  const strength = () => words.layers.strengthWords(layer().on ? layer().strength : 0);
  return (
    <li class={styles["row"]} data-off={layer().on ? undefined : ""}>
      <button
        class={styles["open"]}
        type="button"
        aria-haspopup="dialog"
        aria-label={words.layers.change(title(), name())}
        title={name()}
        onClick={() => props.onOpen()}
      >
        {/* The space keeps the two apart in what voice control matches. */}
        <span class={styles["title"]}>{title()}</span> <span class={styles["name"]}>{name() || words.layers.unsaid}</span>
      </button>
      {/* Read while the hand is on the slider; the slider speaks for itself. */}
      <span class={styles["now"]} aria-hidden="true">
        {strength()}
      </span>
      <div class={styles["strength"]}>
        <span class={styles["said"]} aria-hidden="true">
          {strength()}
        </span>
        <Show when={layer().on}>
          <div class={styles["slider"]}>
            <Slider
              label={words.layers.strength(title())}
              hideLabel
              min={0}
              max={MAX_STRENGTH}
              step={0.05}
              value={layer().strength}
              say={words.layers.strengthWords}
              onChange={(value) => props.studio.changeLayer(props.kind, { strength: value })}
            />
          </div>
        </Show>
      </div>
      <div class={styles["switches"]}>
        <div class={styles["reset"]} data-idle={isReset(props.kind, layer()) ? "" : undefined}>
          <IconButton
            icon="undo"
            label={words.layers.reset(title())}
            disabled={isReset(props.kind, layer())}
            onClick={() => props.studio.resetLayer(props.kind)}
          />
        </div>
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
    </li>
  );
}
