/**
 * @file A word after something happened, with at most one thing to do about it. It stays while it is pointed at.
 */
import { Toast, toaster } from "@kobalte/core/toast";
import { Show } from "solid-js";
import { Button } from "../button/Button.tsx";
import { Icon } from "../icon/Icon.tsx";
import styles from "./toasts.module.css";

export interface Said {
  readonly text: string;
  readonly seconds?: number | undefined;
  readonly action?: { readonly label: string; readonly run: () => void } | undefined;
}

const SECONDS = 6;

export function say(said: Said): void {
  toaster.show((toast) => (
    <Toast as="div" toastId={toast.toastId} class={styles["toast"]} duration={1000 * (said.seconds ?? SECONDS)}>
      <Toast.Description class={styles["words"]}>{said.text}</Toast.Description>
      <Show when={said.action}>
        {(action) => (
          <Button
            look="quiet"
            onClick={() => {
              action().run();
              toaster.dismiss(toast.toastId);
            }}
          >
            {action().label}
          </Button>
        )}
      </Show>
      <Toast.CloseButton class={styles["close"]} aria-label="Dismiss">
        <Icon name="close" />
      </Toast.CloseButton>
    </Toast>
  ));
}

/** Where toasts appear; once, in the shell. F6 leads there. */
export function Toasts() {
  return (
    <Toast.Region class={styles["region"]} hotkey={["F6"]} limit={3} aria-label="Messages (F6)">
      <Toast.List as="div" class={styles["list"]} />
    </Toast.Region>
  );
}
