/**
 * @file A mark as a letter in its colour, so that neither has to be guessed.
 */
import type { Mark } from "~/contracts/records";
import styles from "./MarkBadge.module.css";

const LETTERS: Record<Mark, string> = { keep: "K", maybe: "M", reject: "R" };

/** Its word is said by whatever carries it; the letter is drawn by the style, or it would be read into a name. */
export function MarkBadge(props: { readonly mark: Mark }) {
  return <span class={styles["badge"]} data-mark={props.mark} data-letter={LETTERS[props.mark]} aria-hidden="true" />;
}
