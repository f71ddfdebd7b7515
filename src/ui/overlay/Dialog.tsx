/**
 * @file A question or a closer look, over the page. On a phone it is a sheet that rises from the bottom.
 *
 * Focus stays inside and returns where it came from; Escape closes.
 */
import { Dialog as Root } from "@kobalte/core/dialog";
import { createRenderEffect, type JSX, on, Show } from "solid-js";
import { Icon } from "../icon/Icon.tsx";
import styles from "./Dialog.module.css";
import { keepFocus } from "./keep-focus.ts";

interface Props {
  readonly open: boolean;
  readonly onClose: () => void;
  readonly title: string;
  readonly description?: string | undefined;
  /** Room for a picture or a table. */
  readonly broad?: boolean | undefined;
  /** Fills the window: a picture looked at closely. */
  readonly full?: boolean | undefined;
  /** What has the focus first, where that is not the first control. */
  readonly first?: (() => HTMLElement | undefined) | undefined;
  readonly closeLabel?: string | undefined;
  readonly children: JSX.Element;
  /** Buttons at the end, the recommended one first. */
  readonly actions?: JSX.Element;
}

export function Dialog(props: Props) {
  // Kobalte gives the focus back to its own trigger; this dialog has none, so what had the focus is remembered.
  let opener: Element | null = null;
  createRenderEffect(
    on(
      () => props.open,
      (open) => {
        if (open) opener = document.activeElement;
      },
    ),
  );
  return (
    <Root open={props.open} onOpenChange={(open) => !open && props.onClose()}>
      <Root.Portal>
        <Root.Overlay class={styles["veil"]} />
        <div class={styles["place"]}>
          <Root.Content
            ref={keepFocus}
            class={styles["dialog"]}
            data-broad={props.broad ? "" : undefined}
            data-full={props.full ? "" : undefined}
            onOpenAutoFocus={(event) => {
              const first = props.first?.();
              if (!first) return;
              event.preventDefault();
              first.focus();
            }}
            onCloseAutoFocus={(event) => {
              event.preventDefault();
              // This comes a moment after closing; who has gone on to something else by then is not called back.
              if (document.activeElement !== document.body) return;
              if (opener instanceof HTMLElement && opener.isConnected) opener.focus();
            }}
          >
            <div class={styles["head"]}>
              <Root.Title class={styles["title"]}>{props.title}</Root.Title>
              <Root.CloseButton class={styles["close"]} aria-label={props.closeLabel ?? "Close"}>
                <Icon name="close" />
              </Root.CloseButton>
            </div>
            <Show when={props.description}>
              <Root.Description class={styles["description"]}>{props.description}</Root.Description>
            </Show>
            <div class={styles["body"]}>{props.children}</div>
            <Show when={props.actions}>
              <div class={styles["actions"]}>{props.actions}</div>
            </Show>
          </Root.Content>
        </div>
      </Root.Portal>
    </Root>
  );
}
