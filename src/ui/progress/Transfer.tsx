/**
 * @file Bytes on their way: how many of how many, the time that is left as measured, and a way to pause.
 */
import { createEffect, createSignal, on, onCleanup, Show } from "solid-js";
import { Button } from "../button/Button.tsx";
import { announce } from "../text/announce.tsx";
import { bytes, seconds } from "../text/numbers.ts";
import { Progress } from "./Progress.tsx";
import styles from "./Transfer.module.css";

interface Props {
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** Measured; null while it is not known. */
  readonly secondsLeft: number | null;
  readonly pause: string;
  readonly onPause: () => void;
}

const QUARTERS = 4;

/** Nothing came for so long: what was measured says no longer when the rest will be here. */
const STILL_MS = 4000;

export function Transfer(props: Props) {
  const [isStill, setStill] = createSignal(false);
  createEffect(
    on(
      () => props.done,
      () => {
        setStill(false);
        const timer = setTimeout(() => setStill(true), STILL_MS);
        onCleanup(() => clearTimeout(timer));
      },
    ),
  );
  const words = () => {
    const measured = props.secondsLeft === null ? "" : ` · about ${seconds(Math.max(1, Math.round(props.secondsLeft)))} left`;
    const left = isStill() && props.done < props.total ? " · waiting for the rest" : measured;
    return `${bytes(props.done)} of ${bytes(props.total)}${left}`;
  };
  const quarter = () => Math.floor((QUARTERS * props.done) / Math.max(1, props.total));
  createEffect(on(quarter, () => announce(`${props.label}: ${words()}`), { defer: true }));
  return (
    <div class={styles["transfer"]}>
      <Progress label={props.label} value={props.done} max={props.total} words={words()} />
      <Show when={props.done < props.total}>
        <Button look="quiet" icon="pause" onClick={() => props.onPause()}>
          {props.pause}
        </Button>
      </Show>
    </div>
  );
}
