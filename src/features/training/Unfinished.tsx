/** @file A training that waits: how far it has come, and whether to go on or to throw it away. */
import type { TrainingRow } from "~/contracts/records";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { say } from "~/ui/overlay/toasts";
import { Course } from "./Course";
import styles from "./Training.module.css";
import { words } from "./words";

export function Unfinished(props: { readonly training: TrainingRow; readonly onGoOn: () => void }) {
  const { learning } = useServices();
  const discard = async (): Promise<void> => {
    await learning.discard(props.training);
    say({ text: words.cancelled });
  };
  return (
    <div class={styles["live"]}>
      <div class={styles["side"]}>
        <p class={styles["lede"]}>{words.course.waits(props.training.step, props.training.recipe.steps)}</p>
        <Button look="primary" icon="play" onClick={() => props.onGoOn()}>
          {words.course.goOn}
        </Button>
        <Button look="quiet" icon="trash" onClick={() => void discard()}>
          {words.course.discard}
        </Button>
      </div>
      <Course training={props.training} />
    </div>
  );
}
