/**
 * @file How far something has come: a thin line, with words that carry the numbers.
 */
import { Progress as Root } from "@kobalte/core/progress";
import { Show } from "solid-js";
import styles from "./Progress.module.css";

interface Props {
  readonly label: string;
  readonly hideLabel?: boolean | undefined;
  readonly value: number;
  readonly max: number;
  /** Beside the line and spoken with it: "12 of 41 MB, about 8 s left". */
  readonly words: string;
}

export function Progress(props: Props) {
  return (
    <Root class={styles["progress"]} value={props.value} minValue={0} maxValue={props.max} getValueLabel={() => props.words}>
      <Root.Label class={props.hideLabel ? "sr-only" : styles["label"]}>{props.label}</Root.Label>
      <Root.Track class={styles["track"]}>
        <Root.Fill class={styles["fill"]} />
      </Root.Track>
      <Show when={props.words}>
        <Root.ValueLabel class={styles["words"]} />
      </Show>
    </Root>
  );
}
