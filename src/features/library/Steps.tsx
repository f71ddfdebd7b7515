/**
 * @file The steps of a recipe, each in words.
 */
import { For } from "solid-js";
import type { Step, StepList } from "~/contracts/steps";
import styles from "./Replay.module.css";
import { words } from "./words";

function inWords({ verb, region, layers, prompt, mask, frame, grade }: Step): string {
  if (grade !== null) return words.changes.edited.graded(grade);
  const { within, byHand, larger } = words.replay;
  const masked = mask && ("moves" in mask ? within(mask.moves) : byHand);
  const place = frame ? larger(frame) : (masked ?? (region === null ? "" : words.layerNames[region].toLowerCase()));
  const where = place === "" ? "" : `: ${place}`;
  const said = [...layers.map((layer) => layer.words), prompt ?? ""].filter(Boolean).map((text) => `“${text}”`);
  return words.edits[verb] + where + (said.length > 0 ? ` ${words.replay.to} ${said.join(", ")}` : "");
}

export function Steps(props: { readonly list: StepList }) {
  const start = () =>
    [props.list.start.prompt, ...props.list.start.layers.map((layer) => layer.words)].filter(Boolean).join(", ");
  return (
    <ol class={styles["steps"]}>
      <li>{words.replay.start(start())}</li>
      <For each={props.list.steps}>{(step) => <li>{inWords(step)}</li>}</For>
    </ol>
  );
}
