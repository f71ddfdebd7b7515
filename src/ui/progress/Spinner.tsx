/**
 * @file A small ring that turns while the length of a wait is not known. Decoration: words beside it say what happens.
 */
import styles from "./Spinner.module.css";

export function Spinner() {
  return <span class={styles["spinner"]} aria-hidden="true" />;
}
