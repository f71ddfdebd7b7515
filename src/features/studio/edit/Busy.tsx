/**
 * @file How far the edit has come that is being drawn, how many follow it, and a way to stop.
 */
import { Show } from "solid-js";
import { Button } from "~/ui/button/Button";
import { Progress } from "~/ui/progress/Progress";
import type { Editor } from "./editor";
import styles from "./Busy.module.css";
import { words } from "./words";

export function Busy(props: { readonly editor: Editor }) {
  const now = () => props.editor.running();
  const said = (): string => {
    const at = now();
    if (!at) return words.busy.waiting;
    if (at.kind === "loading") return words.busy.loading;
    const step = words.busy.step(at.step, at.steps);
    return at.secondsLeft === null ? step : `${step} · ${words.busy.left(at.secondsLeft)}`;
  };
  return (
    <div class={styles["busy"]}>
      <Progress label={words.busy.label} hideLabel value={now()?.step ?? 0} max={Math.max(1, now()?.steps ?? 1)} words={said()} />
      <Show when={props.editor.waiting() > 0}>
        <p class={styles["note"]} role="status">
          {words.busy.behind(props.editor.waiting())}
        </p>
      </Show>
      <Button look="plain" onClick={() => void props.editor.stop()}>
        {words.busy.stop}
      </Button>
    </div>
  );
}
