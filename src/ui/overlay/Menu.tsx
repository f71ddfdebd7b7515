/**
 * @file A button that opens a short list of things to do or places to go.
 */
import { DropdownMenu } from "@kobalte/core/dropdown-menu";
import { For, type JSX, Show } from "solid-js";
import { Icon } from "../icon/Icon.tsx";
import type { IconName } from "../icon/paths.ts";
import styles from "./Menu.module.css";

export interface MenuItem {
  readonly label: string;
  readonly detail?: string | undefined;
  readonly icon?: IconName | undefined;
  readonly danger?: boolean | undefined;
  /** Marks the one that is current. */
  readonly current?: boolean | undefined;
  readonly onSelect: () => void;
}

export interface MenuGroup {
  readonly heading?: string | undefined;
  readonly items: readonly MenuItem[];
}

interface Props {
  /** Name of the trigger; shown only when there are no children. */
  readonly label: string;
  readonly icon?: IconName | undefined;
  readonly groups: readonly MenuGroup[];
  /** What the trigger shows instead of its icon. */
  readonly children?: JSX.Element;
}

function Item(props: { readonly item: MenuItem; readonly onSelect: () => void }) {
  return (
    <DropdownMenu.Item
      class={styles["item"]}
      data-danger={props.item.danger ? "" : undefined}
      aria-current={props.item.current ? "true" : undefined}
      onSelect={() => props.onSelect()}
    >
      <Show when={props.item.icon}>{(name) => <Icon name={name()} />}</Show>
      <span class={styles["words"]}>
        {props.item.label}
        <Show when={props.item.detail}>
          {" "}
          <small class={styles["detail"]}>{props.item.detail}</small>
        </Show>
      </span>
      <Show when={props.item.current}>
        <Icon name="check" />
      </Show>
    </DropdownMenu.Item>
  );
}

export function Menu(props: Props) {
  // [Note: choosing waits for the menu] What was chosen may open a dialog, which gives the focus back to what had it: by then that has
  // to be the trigger, not an item that is gone.
  let chosen: MenuItem | undefined;
  const act = (): void => {
    const item = chosen;
    chosen = undefined;
    // The menu gives the focus to its trigger right after this event.
    if (item) setTimeout(() => item.onSelect());
  };
  return (
    <DropdownMenu gutter={6} placement="bottom-start" modal={false}>
      <DropdownMenu.Trigger
        class={styles["trigger"]}
        data-icon={props.children === undefined ? "" : undefined}
        aria-label={props.children === undefined ? props.label : undefined}
        title={props.children === undefined ? props.label : undefined}
      >
        <Show when={props.children} fallback={<Icon name={props.icon ?? "more"} />}>
          {props.children}
          <Icon name="chevron" />
        </Show>
      </DropdownMenu.Trigger>
      <DropdownMenu.Portal>
        {/* A dialog hides what comes up outside of it from whoever does not see it; a menu that was opened in it is meant for them too. */}
        <DropdownMenu.Content class={styles["menu"]} aria-label={props.label} data-kb-top-layer="" onCloseAutoFocus={act}>
          <For each={props.groups}>
            {(group) => (
              <DropdownMenu.Group class={styles["group"]}>
                <Show when={group.heading}>
                  <DropdownMenu.GroupLabel class={styles["heading"]}>{group.heading}</DropdownMenu.GroupLabel>
                </Show>
                <For each={group.items}>{(item) => <Item item={item} onSelect={() => (chosen = item)} />}</For>
              </DropdownMenu.Group>
            )}
          </For>
        </DropdownMenu.Content>
      </DropdownMenu.Portal>
    </DropdownMenu>
  );
}
