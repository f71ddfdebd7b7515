/**
 * @file One to five stars, by pointer or keyboard; pressing the last one again takes them all back.
 */
import { For } from "solid-js";
import { Icon } from "../icon/Icon.tsx";
import styles from "./Stars.module.css";

export type StarCount = 1 | 2 | 3 | 4 | 5;

interface Props {
  readonly label: string;
  /** Words of a count: "4 stars". */
  readonly say: (stars: StarCount) => string;
  /** null where there are none, or where several things differ. */
  readonly value: StarCount | null;
  readonly onChange: (stars: StarCount | null) => void;
}

const STAR_COUNTS: readonly StarCount[] = [1, 2, 3, 4, 5];

export function Stars(props: Props) {
  return (
    <div class={styles["stars"]} role="group" aria-label={props.label}>
      <For each={STAR_COUNTS}>
        {(count) => (
          <button
            class={styles["star"]}
            type="button"
            aria-label={props.say(count)}
            aria-pressed={props.value === count}
            data-lit={count <= (props.value ?? 0) ? "" : undefined}
            onClick={() => props.onChange(props.value === count ? null : count)}
          >
            <Icon name="star" />
          </button>
        )}
      </For>
    </div>
  );
}
