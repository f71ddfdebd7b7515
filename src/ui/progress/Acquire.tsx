/**
 * @file Something that has to be fetched once before it can be used: what it costs, how far it is, a pause, and what went wrong.
 *
 * It is handed its state and its words and fetches nothing.
 */
import { type ComponentProps, Match, Show, Switch } from "solid-js";
import { Button } from "../button/Button.tsx";
import { FailureNotice } from "../text/FailureNotice.tsx";
import { Transfer } from "./Transfer.tsx";

export type AcquireState =
  | { readonly phase: "absent" }
  | { readonly phase: "paused"; readonly bytesDone: number }
  | {
      readonly phase: "installing";
      readonly report: { readonly bytesDone: number; readonly bytesTotal: number; readonly secondsLeft: number | null };
    }
  | { readonly phase: "failed" }
  | { readonly phase: "installed" };

interface Props {
  readonly state: AcquireState;
  /** The first press, and what it costs. */
  readonly get: string;
  readonly cost: string;
  /** After a pause, and what is left. */
  readonly goOn: string;
  readonly left: (bytesDone: number) => string;
  readonly progress: string;
  readonly pause: string;
  readonly failure?: Omit<ComponentProps<typeof FailureNotice>, "onAgain"> | undefined;
  readonly onGet: () => void;
  readonly onPause: () => void;
}

const isAgain = ({ remedy }: NonNullable<Props["failure"]>): boolean => remedy.kind === "again";

export function Acquire(props: Props) {
  const state = <Phase extends AcquireState["phase"]>(phase: Phase): Extract<AcquireState, { phase: Phase }> | undefined =>
    props.state.phase === phase ? (props.state as Extract<AcquireState, { phase: Phase }>) : undefined;
  return (
    <Switch>
      <Match when={state("absent")}>
        <Button look="primary" detail={props.cost} onClick={() => props.onGet()}>
          {props.get}
        </Button>
      </Match>
      <Match when={state("paused")}>
        {(at) => (
          <Button look="primary" icon="play" detail={props.left(at().bytesDone)} onClick={() => props.onGet()}>
            {props.goOn}
          </Button>
        )}
      </Match>
      <Match when={state("installing")}>
        {(at) => (
          <Transfer
            label={props.progress}
            done={at().report.bytesDone}
            total={at().report.bytesTotal}
            secondsLeft={at().report.secondsLeft}
            pause={props.pause}
            onPause={() => props.onPause()}
          />
        )}
      </Match>
      <Match when={state("failed") && props.failure}>
        {(failure) => (
          <>
            <FailureNotice {...failure()} onAgain={isAgain(failure()) ? props.onGet : undefined} />
            {/* Once what was in the way is gone, going on is pressed here. */}
            <Show when={!isAgain(failure())}>
              <Button look="plain" icon="play" onClick={() => props.onGet()}>
                {props.goOn}
              </Button>
            </Show>
          </>
        )}
      </Match>
    </Switch>
  );
}
