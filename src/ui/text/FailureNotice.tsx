/**
 * @file A failure on the screen. Somebody else chose its words; this gives the action its button and the details a way out.
 */
import { createSignal, Match, Show, Switch } from "solid-js";
import { Button, ButtonLink } from "../button/Button.tsx";
import { Notice } from "./Notice.tsx";

interface Props {
  readonly happened: string;
  readonly why: string;
  readonly remedy:
    | { readonly kind: "again"; readonly label: string }
    | { readonly kind: "go"; readonly label: string; readonly href: string }
    | { readonly kind: "reload"; readonly label: string }
    | { readonly kind: "none" };
  readonly onAgain?: (() => void) | undefined;
  /** For whoever helps; copied, never sent. */
  readonly details?: string | undefined;
}

export function FailureNotice(props: Props) {
  const [copied, setCopied] = createSignal(false);
  const remedy = () => props.remedy;
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
            <Match when={remedy().kind === "again" && props.onAgain && (remedy() as { label: string })}>
              {(shown) => (
                <Button look="plain" onClick={() => props.onAgain?.()}>
                  {shown().label}
                </Button>
              )}
            </Match>
            <Match when={remedy().kind === "go" && (remedy() as { label: string; href: string })}>
              {(shown) => (
                <ButtonLink look="plain" href={shown().href}>
                  {shown().label}
                </ButtonLink>
              )}
            </Match>
            <Match when={remedy().kind === "reload" && (remedy() as { label: string })}>
              {(shown) => (
                <Button look="plain" onClick={() => location.reload()}>
                  {shown().label}
                </Button>
              )}
            </Match>
          </Switch>
          <Show when={props.details}>
            <Button look="quiet" onClick={() => void copy()}>
              {copied() ? "Copied" : "Copy details"}
            </Button>
          </Show>
        </>
      }
    />
  );
}
