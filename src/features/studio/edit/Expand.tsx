/**
 * @file The picture continued beyond its edges: to a ratio, or by as much as somebody wants at each side.
 */
import { For, Show } from "solid-js";
import { workingSize } from "~/engine/image/working";
import { Button } from "~/ui/button/Button";
import { Slider } from "~/ui/field/Slider";
import { Panel } from "../Panel";
import type { Editor } from "./editor";
import styles from "./Expand.module.css";
import { frameOf, isLarger, NO_MARGINS, RATIOS, room, SIDES, toRatio, withSide, type Margins } from "./expanding";
import { words } from "./words";

interface Props {
  readonly editor: Editor;
  /** null while the frame is not being changed. */
  readonly margins: Margins | null;
  readonly onChange: (margins: Margins | null) => void;
}

export function Expand(props: Props) {
  const size = () => props.editor.picture;
  /** Within the size at which pictures are held as numbers. */
  const fits = () => workingSize(size()).width === size().width && workingSize(size()).height === size().height;
  const margins = () => props.margins ?? NO_MARGINS;
  const frame = () => frameOf(size(), margins());
  const draw = (): void => {
    const wanted = margins();
    props.onChange(null);
    void props.editor.expand(wanted);
  };
  return (
    <Panel title={words.expand.title}>
      <p class={styles["hint"]}>{fits() ? words.expand.hint : words.expand.cannot}</p>
      <div class={styles["ratios"]} role="group" aria-label={words.expand.ratios}>
        <For each={RATIOS}>
          {(ratio) => {
            const to = toRatio(size(), ratio);
            const why = to === "same" ? words.expand.same : to === "large" ? words.expand.large : undefined;
            return (
              <Button
                look="plain"
                disabled={typeof to === "string" || !fits()}
                detail={why}
                onClick={() => typeof to !== "string" && props.onChange(to)}
              >
                {ratio}
              </Button>
            );
          }}
        </For>
      </div>
      <Show
        when={props.margins !== null}
        fallback={
          <Button look="quiet" disabled={!fits()} onClick={() => props.onChange(NO_MARGINS)}>
            {words.expand.byHand}
          </Button>
        }
      >
        <div class={styles["sides"]}>
          <For each={SIDES}>
            {(side) => (
              <Slider
                label={words.expand.sides[side]}
                min={0}
                max={room(size(), margins(), side)}
                step={2}
                value={margins()[side]}
                say={words.expand.added}
                onChange={(pixels) => props.onChange(withSide(size(), margins(), side, pixels))}
              />
            )}
          </For>
        </div>
        <p role="status" class={styles["hint"]}>
          {words.expand.becomes(frame().width, frame().height)}
        </p>
        <div class={styles["verbs"]}>
          <Button
            look="primary"
            disabled={!isLarger(margins()) || props.editor.busy()}
            detail={isLarger(margins()) ? undefined : words.expand.needsRoom}
            onClick={draw}
          >
            {words.expand.draw}
          </Button>
          <Button look="quiet" onClick={() => props.onChange(null)}>
            {words.change.cancel}
          </Button>
        </div>
      </Show>
    </Panel>
  );
}
