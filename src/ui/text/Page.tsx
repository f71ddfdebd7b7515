/**
 * @file A screen's frame: generous margins, one heading, one sentence, and what can be done first.
 */
import { type JSX, Show } from "solid-js";
import styles from "./Page.module.css";
import { createTitle } from "./title.ts";

interface Props {
  readonly title: string;
  readonly lede?: JSX.Element;
  /** Above the heading: the way back. */
  readonly before?: JSX.Element;
  readonly actions?: JSX.Element;
  readonly children?: JSX.Element;
}

export function Page(props: Props) {
  createTitle(() => props.title);
  return (
    <div class={styles["page"]}>
      <header class={styles["head"]}>
        {props.before}
        <h1 class={styles["title"]}>{props.title}</h1>
        <Show when={props.lede}>
          <p class={styles["lede"]}>{props.lede}</p>
        </Show>
        <Show when={props.actions}>
          <div class={styles["actions"]}>{props.actions}</div>
        </Show>
      </header>
      {props.children}
    </div>
  );
}

/** A part of a page under its own heading. */
export function Section(props: { readonly title: string; readonly note?: JSX.Element; readonly children: JSX.Element }) {
  return (
    <section class={styles["section"]}>
      <div class={styles["sectionHead"]}>
        <h2 class={styles["sectionTitle"]}>{props.title}</h2>
        <Show when={props.note}>
          <p class={styles["note"]}>{props.note}</p>
        </Show>
      </div>
      {props.children}
    </section>
  );
}
