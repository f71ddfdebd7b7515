/**
 * @file On or off, with effect at once.
 */
import { Switch as Toggle } from "@kobalte/core/switch";
import styles from "./Switch.module.css";

interface Props {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Switch(props: Props) {
  return (
    <Toggle class={styles["switch"]} checked={props.checked} onChange={props.onChange}>
      <Toggle.Label>{props.label}</Toggle.Label>
      <Toggle.Input class={styles["native"]} />
      <Toggle.Control class={styles["track"]}>
        <Toggle.Thumb class={styles["thumb"]} />
      </Toggle.Control>
    </Toggle>
  );
}
