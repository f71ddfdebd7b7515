/**
 * @file A button that shows only an icon. Its name is required and appears as a tooltip.
 */
import { Tooltip } from "@kobalte/core/tooltip";
import { type JSX, splitProps } from "solid-js";
import { Icon } from "../icon/Icon.tsx";
import type { IconName } from "../icon/paths.ts";
import styles from "./IconButton.module.css";

type Props = { readonly icon: IconName; readonly label: string } & Omit<
  JSX.ButtonHTMLAttributes<HTMLButtonElement>,
  "class" | "style" | "children"
>;

export function IconButton(props: Props) {
  const [own, rest] = splitProps(props, ["icon", "label"]);
  return (
    <Tooltip gutter={6} openDelay={500}>
      <Tooltip.Trigger as="button" type="button" {...rest} class={styles["button"]} aria-label={own.label}>
        <Icon name={own.icon} />
      </Tooltip.Trigger>
      <Tooltip.Portal>
        <Tooltip.Content class={styles["tip"]}>{own.label}</Tooltip.Content>
      </Tooltip.Portal>
    </Tooltip>
  );
}
