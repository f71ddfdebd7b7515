/**
 * @file A button with words. A second, quieter line may say what pressing it costs.
 */
import { type JSX, Show, splitProps } from "solid-js";
import { Icon } from "../icon/Icon.tsx";
import type { IconName } from "../icon/paths.ts";
import styles from "./Button.module.css";

export type ButtonLook = "primary" | "plain" | "quiet" | "danger";

interface Appearance {
  readonly look?: ButtonLook | undefined;
  readonly icon?: IconName | undefined;
  /** What it costs, or how long it takes. */
  readonly detail?: string | undefined;
  readonly wide?: boolean | undefined;
  readonly children: JSX.Element;
}

type ButtonProps = Appearance & Omit<JSX.ButtonHTMLAttributes<HTMLButtonElement>, "class" | "style">;
type LinkProps = Appearance & Omit<JSX.AnchorHTMLAttributes<HTMLAnchorElement>, "class" | "style"> & { readonly href: string };

const OWN = ["look", "icon", "detail", "wide", "children"] as const;

function Words(props: Appearance) {
  return (
    <>
      <Show when={props.icon}>{(name) => <Icon name={name()} />}</Show>
      <span>
        {props.children}
        <Show when={props.detail}>
          {/* The space keeps the two lines apart in the accessible name. */}{" "}
          <small class={styles["detail"]}>{props.detail}</small>
        </Show>
      </span>
    </>
  );
}

export function Button(props: ButtonProps) {
  const [own, rest] = splitProps(props, OWN);
  return (
    <button
      type="button"
      {...rest}
      class={styles["button"]}
      data-look={own.look ?? "plain"}
      data-wide={own.wide ? "" : undefined}
    >
      <Words {...own} />
    </button>
  );
}

/** A link that looks like a button: it goes somewhere and does nothing else. */
export function ButtonLink(props: LinkProps) {
  const [own, rest] = splitProps(props, OWN);
  return (
    <a {...rest} class={styles["button"]} data-look={own.look ?? "plain"} data-wide={own.wide ? "" : undefined}>
      <Words {...own} />
    </a>
  );
}
