/**
 * @file A sentence somebody agrees to.
 */
import { Checkbox as Box } from "@kobalte/core/checkbox";
import { Icon } from "../icon/Icon.tsx";
import styles from "./Field.module.css";

interface Props {
  readonly label: string;
  readonly checked: boolean;
  readonly onChange: (checked: boolean) => void;
}

export function Checkbox(props: Props) {
  return (
    <Box class={styles["check"]} checked={props.checked} onChange={props.onChange}>
      <Box.Input class={styles["native"]} />
      <Box.Control class={styles["box"]}>
        <Icon name="check" />
      </Box.Control>
      <Box.Label class={styles["words"]}>{props.label}</Box.Label>
    </Box>
  );
}
