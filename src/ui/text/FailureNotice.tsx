/**
 * @file A failure on the screen. Somebody else chose its words; this gives the action its button and the details a way out.
 */
import { createSignal, type JSX, Match, Show, Switch } from "solid-js";
import { Button, ButtonLink } from "../button/Button.tsx";
import { Notice } from "./Notice.tsx";

type Remedy =
  | { readonly kind: "again"; readonly label: string }
  | { readonly kind: "go"; readonly label: string; readonly href: string; readonly again?: string }
  | { readonly kind: "reload"; readonly label: string }
  | { readonly kind: "none" };

interface Props {
  readonly happened: string;
  readonly why: string;
  readonly remedy: Remedy;
  readonly onAgain?: (() => void) | undefined;
  /** For whoever helps; copied, never sent. */
  readonly details?: string | undefined;
  /** What it concerns, one by one. */
  readonly children?: JSX.Element;
}

export function FailureNotice(props: Props) {
  const [copied, setCopied] = createSignal(false);
  const remedy = <Kind extends Remedy["kind"]>(kind: Kind): Extract<Remedy, { kind: Kind }> | undefined =>
    props.remedy.kind === kind ? (props.remedy as Extract<Remedy, { kind: Kind }>) : undefined;
  const copy = async (): Promise<void> => {
    await navigator.clipboard.writeText(props.details ?? "");
    setCopied(true);
  };
  return (
    <Notice
      tone="bad"
      title={props.happened}
      why={props.why}
      action={
        <>
          <Switch>
            <Match when={props.onAgain && remedy("again")}>
              {(shown) => (
                <Button look="plain" onClick={() => props.onAgain?.()}>
                  {shown().label}
                </Button>
              )}
            </Match>
            <Match when={remedy("go")}>
              {(shown) => (
                <ButtonLink look="plain" href={shown().href}>
                  {shown().label}
                </ButtonLink>
              )}
            </Match>
            <Match when={remedy("reload")}>
              {(shown) => (
                <Button look="plain" onClick={() => location.reload()}>
                  {shown().label}
                </Button>
              )}
            </Match>
          </Switch>
          <Show when={props.onAgain && remedy("go")?.again}>
            {(again) => (
              <Button look="plain" onClick={() => props.onAgain?.()}>
                {again()}
              </Button>
            )}
          </Show>
          <Show when={props.details}>
            <Button look="quiet" onClick={() => void copy()}>
              {copied() ? "Copied" : "Copy details"}
            </Button>
          </Show>
        </>
      }
    >
      {props.children}
    </Notice>
  );
}
