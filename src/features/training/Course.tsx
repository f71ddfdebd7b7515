/**
 * @file A training by gradients as it goes: how far, how long still, the latest pictures in looks that no photograph shows, and the curve.
 */
import { For, Show } from "solid-js";
import type { TrainingRow } from "~/contracts/records";
import { useServices } from "~/services/context";
import type { Course as State } from "~/services/learning";
import { Frame } from "~/ui/picture/Frame";
import { Pixels } from "~/ui/picture/Pixels";
import { Progress } from "~/ui/progress/Progress";
import { seconds } from "~/ui/text/numbers";
import styles from "./Course.module.css";
import { Curve } from "./Curve";
import { words } from "./words";

const PICTURES = [0, 1, 2] as const;

interface Props {
  readonly training: TrainingRow;
  /** Absent while it waits. */
  readonly state?: State | undefined;
}

export function Course(props: Props) {
  const { pictures } = useServices();
  const step = () => Math.max(props.training.step, props.state?.step ?? 0);
  const told = (): string => {
    const left = props.state?.secondsLeft;
    const far = words.course.step(step(), props.training.recipe.steps);
    return left === null || left === undefined ? far : `${far}, ${words.course.left(seconds(left))}`;
  };
  return (
    <div class={styles["course"]}>
      <Progress label={words.course.label} hideLabel value={step()} max={props.training.recipe.steps} words={told()} />
      <Show when={props.state?.lost}>
        <p class={styles["lost"]}>{words.course.lost}</p>
      </Show>
      <ul class={styles["pictures"]} aria-label={words.course.pictures}>
        <For each={PICTURES}>
          {(index) => {
            const stored = pictures.image(() => props.training.pictureIds[index]);
            return (
              <li>
                <Frame src={props.state?.pictures[index] ? undefined : stored()} alt={words.course.picture(index)}>
                  <Show when={props.state?.pictures[index]}>
                    {(preview) => <Pixels pixels={preview()} label={words.course.picture(index)} />}
                  </Show>
                </Frame>
              </li>
            );
          }}
        </For>
      </ul>
      <Show when={props.training.looks.length > 0}>
        <Curve looks={props.training.looks} losses={props.training.losses} recipe={props.training.recipe} />
      </Show>
    </div>
  );
}
