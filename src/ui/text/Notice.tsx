/**
 * @file Something to know, or something that went wrong: what happened, why, and one thing to do about it.
 *
 * It is handed words; which words a failure has is not its business.
 */
import { type JSX, Show } from "solid-js";
import { Icon } from "../icon/Icon.tsx";
import styles from "./Notice.module.css";

interface Props {
  readonly tone: "plain" | "warn" | "bad";
  readonly title: string;
  readonly why?: string | undefined;
  /** The one recommended action. */
  readonly action?: JSX.Element;
  readonly children?: JSX.Element;
}

export function Notice(props: Props) {
  return (
    <div class={styles["notice"]} data-tone={props.tone} role={props.tone === "bad" ? "alert" : undefined}>
      <Icon name={props.tone === "plain" ? "info" : "warning"} />
      <div class={styles["body"]}>
        <p class={styles["title"]}>{props.title}</p>
        <Show when={props.why}>
          <p class={styles["why"]}>{props.why}</p>
        </Show>
        {props.children}
        <Show when={props.action}>
          <div class={styles["action"]}>{props.action}</div>
        </Show>
      </div>
    </div>
  );
}
