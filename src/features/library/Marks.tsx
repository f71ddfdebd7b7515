/**
 * @file Keep, maybe, reject as three buttons; pressing the one that holds takes it back.
 */
import { For } from "solid-js";
import type { Mark } from "~/contracts/records";
import { MarkBadge } from "./MarkBadge";
import styles from "./Marks.module.css";
import { words } from "./words";

interface Props {
  readonly label: string;
  /** The mark that all of them have; null where there is none or they differ. */
  readonly value: Mark | null;
  readonly onPress: (mark: Mark) => void;
  /** Where there is little room the letters stand alone; the words are still spoken. */
  readonly compact?: boolean | undefined;
}

const MARKS: readonly Mark[] = ["keep", "maybe", "reject"];

export function Marks(props: Props) {
  return (
    <div class={styles["marks"]} role="group" aria-label={props.label} data-compact={props.compact ? "" : undefined}>
      <For each={MARKS}>
        {(mark) => (
          <button class={styles["mark"]} type="button" aria-pressed={props.value === mark} onClick={() => props.onPress(mark)}>
            <MarkBadge mark={mark} />
            <span class={styles["word"]}>{words.marks[mark]}</span>
          </button>
        )}
      </For>
    </div>
  );
}
