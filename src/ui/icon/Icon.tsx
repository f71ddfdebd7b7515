/**
 * @file An icon beside words, hidden from readers of the page: the words are its name.
 */
import styles from "./Icon.module.css";
import { type IconName, PATHS } from "./paths.ts";

export function Icon(props: { readonly name: IconName }) {
  return (
    <svg class={styles["icon"]} viewBox="0 0 24 24" aria-hidden="true">
      <path d={PATHS[props.name]} />
    </svg>
  );
}
