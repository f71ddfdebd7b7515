/**
 * @file A part of the studio's sides under its small heading.
 */
import type { JSX } from "solid-js";
import styles from "./Panel.module.css";

export function Panel(props: { readonly title: string; readonly tools?: JSX.Element; readonly children: JSX.Element }) {
  return (
    <section aria-label={props.title}>
      <div class={styles["head"]}>
        <h2 class={styles["title"]}>{props.title}</h2>
        {props.tools}
      </div>
      {props.children}
    </section>
  );
}
