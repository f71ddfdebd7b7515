/**
 * @file The way back to the page above this one.
 */
import { Icon } from "../icon/Icon.tsx";
import styles from "./BackLink.module.css";

export function BackLink(props: { readonly href: string; readonly children: string }) {
  return (
    <a class={styles["back"]} href={props.href}>
      <Icon name="back" />
      {props.children}
    </a>
  );
}
