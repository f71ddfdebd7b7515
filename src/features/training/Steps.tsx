/**
 * @file The steps of training, ticking off one by one.
 */
import { For, Show } from "solid-js";
import type { LearnStage } from "~/contracts/inference-api";
import { Icon } from "~/ui/icon/Icon";
import { Spinner } from "~/ui/progress/Spinner";
import styles from "./Steps.module.css";
import { words } from "./words";

const ORDER: readonly LearnStage[] = [
  "inspect",
  "reject",
  "embed",
  "project",
  "calibrate",
  "rehearse",
  "steps",
  "probe",
  "store",
];

interface Props {
  /** null before the first has begun; "all" when every step is done. */
  readonly stage: LearnStage | null | "all";
  readonly done: number;
  readonly of: number;
}

export function Steps(props: Props) {
  const now = () => (props.stage === "all" ? ORDER.length : ORDER.findIndex((stage) => stage === props.stage));
  return (
    <ol class={styles["steps"]} aria-label={words.steps}>
      <For each={ORDER}>
        {(stage, index) => (
          <li
            class={styles["step"]}
            data-state={index() < now() ? "done" : index() === now() ? "now" : "waiting"}
            aria-current={index() === now() ? "step" : undefined}
          >
            <span class={styles["mark"]}>
              <Show when={index() < now()}>
                <Icon name="check" />
                <span class="sr-only">{words.stepDone}:</span>
              </Show>
              <Show when={index() === now()}>
                <Spinner />
                <span class="sr-only">{words.stepNow}:</span>
              </Show>
            </span>
            <span>
              {words.step[stage]}
              <Show when={index() === now() && props.of > 1}>
                <small class={styles["count"]}> {words.of(props.done, props.of)}</small>
              </Show>
            </span>
          </li>
        )}
      </For>
    </ol>
  );
}
