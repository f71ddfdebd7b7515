/**
 * @file A button that shows only an icon. Its name is required and appears as a tooltip.
 */
import { Tooltip } from "@kobalte/core/tooltip";
import { Icon } from "../icon/Icon.tsx";
import type { IconName } from "../icon/paths.ts";
import styles from "./IconButton.module.css";

interface Props {
  readonly icon: IconName;
  readonly label: string;
  readonly onClick: () => void;
  readonly disabled?: boolean | undefined;
  /** For a button that stays down. */
  readonly pressed?: boolean | undefined;
}

export function IconButton(props: Props) {
  return (
    <Tooltip gutter={6} openDelay={500}>
      <Tooltip.Trigger
        as="button"
        type="button"
        class={styles["button"]}
        aria-label={props.label}
        aria-pressed={props.pressed}
        disabled={props.disabled ?? false}
        onClick={() => props.onClick()}
      >
        <Icon name={props.icon} />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content class={styles["tip"]}>{props.label}</Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip>
  );
}
