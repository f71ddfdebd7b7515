/**
 * @file "Prove it": a picture drawn while every request is refused, and the ledger of before beside the ledger of after.
 */
import { createSignal, Match, onCleanup, Show, Switch } from "solid-js";
import { type Failure, isAbort, toFailure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { canProve, prove, type Proof } from "~/services/proof";
import { Button } from "~/ui/button/Button";
import { Pixels } from "~/ui/picture/Pixels";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import parts from "./LedgerDialog.module.css";
import { LedgerRow, LedgerTable } from "./LedgerTable";
import { lastPersona } from "./last-persona";
import styles from "./ProveIt.module.css";
import { words } from "./words";

type State =
  | { readonly phase: "asking" | "drawing" }
  | { readonly phase: "done"; readonly proof: Proof }
  | { readonly phase: "failed"; readonly failure: Failure };

function Outcome(props: { readonly proof: Proof }) {
  const preview = () => (props.proof.drawn.kind === "picture" ? props.proof.drawn : undefined);
  return (
    <div class={styles["outcome"]}>
      <Show when={preview()}>
        {(drawn) => (
          <div class={styles["picture"]}>
            <Pixels pixels={drawn().preview} label={words.proof.picture(drawn().name)} />
          </div>
        )}
      </Show>
      <div class={styles["result"]} data-holds={props.proof.holds ? "" : undefined}>
        <p class={styles["verdict"]}>{props.proof.holds ? words.proof.holds(props.proof.drawn) : words.proof.fails}</p>
        <p>{words.proof.drawn(props.proof.drawn)}</p>
        <LedgerTable first={words.proof.ledger}>
          <LedgerRow counts={props.proof.before}>{words.proof.before}</LedgerRow>
          <LedgerRow counts={props.proof.after}>{words.proof.after}</LedgerRow>
        </LedgerTable>
        <p class={parts["dim"]}>{words.proof.refused(props.proof.refused)}</p>
      </div>
    </div>
  );
}

export function ProveIt() {
  const services = useServices();
  const [state, setState] = createSignal<State>({ phase: "asking" });
  let controller: AbortController | undefined;
  onCleanup(() => controller?.abort());
  // On a first visit the service worker arrives while the page is open.
  const [able, setAble] = createSignal(canProve());
  if ("serviceWorker" in navigator) {
    const look = (): void => void setAble(canProve());
    navigator.serviceWorker.addEventListener("controllerchange", look);
    onCleanup(() => navigator.serviceWorker.removeEventListener("controllerchange", look));
  }
  const is = <Phase extends State["phase"]>(phase: Phase): Extract<State, { phase: Phase }> | undefined => {
    const now = state();
    return now.phase === phase ? (now as Extract<State, { phase: Phase }>) : undefined;
  };
  /** Refusing the network would take these their ground. */
  const isCopying = () => (services.packs.list() ?? []).some((entry) => entry.state.phase === "installing");
  const hindered = (): string | undefined => {
    if (!able()) return words.proof.noWorker;
    if (isCopying()) return words.proof.copying;
    return services.jobs.busy() || services.learning.busy() ? words.proof.drawingElse : undefined;
  };

  const begin = async (): Promise<void> => {
    const mine = new AbortController();
    controller = mine;
    setState({ phase: "drawing" });
    try {
      setState({ phase: "done", proof: await prove(services, lastPersona(), mine.signal) });
    } catch (error) {
      setState(isAbort(error) ? { phase: "asking" } : { phase: "failed", failure: toFailure(error) });
    }
  };

  return (
    <section class={parts["part"]} aria-label={words.proof.title}>
      <h3 class={parts["heading"]}>{words.proof.title}</h3>
      <p>{words.proof.what}</p>
      <div aria-live="polite" class={styles["place"]}>
        <Switch
          fallback={
            <>
              <Show when={is("done")}>{(done) => <Outcome proof={done().proof} />}</Show>
              <Show
                when={hindered()}
                fallback={
                  <div>
                    <Button look={is("done") ? "plain" : "primary"} icon="shield" onClick={() => void begin()}>
                      {is("done") ? words.proof.again : words.proof.begin}
                    </Button>
                  </div>
                }
              >
                {(why) => <p class={parts["dim"]}>{why()}</p>}
              </Show>
            </>
          }
        >
          <Match when={is("drawing")}>
            <p class={styles["drawing"]}>
              <Spinner /> {words.proof.drawing}
            </p>
          </Match>
          <Match when={is("failed")}>
            {(failed) => (
              <FailureNotice
                {...failureWords(failed().failure)}
                details={failureDetails(failed().failure)}
                onAgain={() => void begin()}
              />
            )}
          </Match>
        </Switch>
      </div>
    </section>
  );
}
