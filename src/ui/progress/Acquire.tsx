/**
 * @file Something that has to be fetched once before it can be used: what it costs, how far it is, a pause, and what went wrong.
 *
 * It is handed its state and fetches nothing. Wherever it stands it is said in the same words; only the first press has its own.
 */
import { type ComponentProps, createSignal, Match, Show, Switch } from "solid-js";
import { Button } from "../button/Button.tsx";
import { FailureNotice } from "../text/FailureNotice.tsx";
import { bytes } from "../text/numbers.ts";
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
  /** What is fetched, by name, and its bytes. */
  readonly name: string;
  readonly total: number;
  /** The first press. */
  readonly get: string;
  /** One of several that may be had, and not what the screen is for. */
  readonly quiet?: boolean;
  readonly failure?: Omit<ComponentProps<typeof FailureNotice>, "onAgain"> | undefined;
  readonly onGet: () => void;
  readonly onPause: () => void;
}

const words = {
  cost: (total: number): string => `${bytes(total)}, once`,
  goOn: "Go on",
  left: (count: number): string => `${bytes(count)} left`,
  copying: (name: string): string => `Copying ${name} to this device`,
  pause: "Pause",
  pausing: "Pausing",
} as const;

export function Acquire(props: Props) {
  const state = <Phase extends AcquireState["phase"]>(phase: Phase): Extract<AcquireState, { phase: Phase }> | undefined =>
    props.state.phase === phase ? (props.state as Extract<AcquireState, { phase: Phase }>) : undefined;
  return (
    <Switch>
      <Match when={state("absent")}>
        <Button look={props.quiet ? "plain" : "primary"} detail={words.cost(props.total)} onClick={() => props.onGet()}>
          {props.get}
        </Button>
      </Match>
      <Match when={state("paused")}>
        {(at) => (
          <Button look="primary" icon="play" detail={words.left(props.total - at().bytesDone)} onClick={() => props.onGet()}>
            {words.goOn}
          </Button>
        )}
      </Match>
      <Match when={state("installing")}>
        {(at) => <Copying name={props.name} report={at().report} onPause={() => props.onPause()} />}
      </Match>
      <Match when={state("failed") && props.failure}>
        {(failure) => (
          <Show
            when={failure().remedy.kind === "again"}
            fallback={
              <>
                <FailureNotice {...failure()} />
                {/* Once what was in the way is gone, going on is pressed here. */}
                <Button look="plain" icon="play" onClick={() => props.onGet()}>
                  {words.goOn}
                </Button>
              </>
            }
          >
            <FailureNotice {...failure()} onAgain={() => props.onGet()} />
          </Show>
        )}
      </Match>
    </Switch>
  );
}

/** What is in flight is finished before a pause: until then the press is seen to have been heard. */
function Copying(props: Pick<Props, "name" | "onPause"> & Pick<Extract<AcquireState, { phase: "installing" }>, "report">) {
  const [isPausing, setPausing] = createSignal(false);
  return (
    <Transfer
      label={words.copying(props.name)}
      done={props.report.bytesDone}
      total={props.report.bytesTotal}
      secondsLeft={props.report.secondsLeft}
      pause={isPausing() ? words.pausing : words.pause}
      onPause={() => {
        setPausing(true);
        props.onPause();
      }}
    />
  );
}
