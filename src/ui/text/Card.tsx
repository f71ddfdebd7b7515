/**
 * @file One thing in a list of things: its picture, its name as the way to it, and what there is to say of it.
 */
import type { JSX } from "solid-js";
import styles from "./Card.module.css";

interface Props {
  readonly href: string;
  readonly name: string;
  /** Above the name. */
  readonly cover: JSX.Element;
  readonly children: JSX.Element;
}

export function Card(props: Props) {
  return (
    <article class={styles["card"]}>
      {props.cover}
      <h3 class={styles["name"]}>
        <a class={styles["link"]} href={props.href}>
          {props.name}
        </a>
      </h3>
      <div class={styles["words"]}>{props.children}</div>
    </article>
  );
}
