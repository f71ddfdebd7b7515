/**
 * @file Makes everything go, after a typed word, and shows what is left.
 */
import { createSignal, For, Match, Show, Switch } from "solid-js";
import { type Failure, toFailure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { Spinner } from "~/ui/progress/Spinner";
import { FailureNotice } from "~/ui/text/FailureNotice";
import styles from "./Erase.module.css";
import { words } from "./words";

type Phase =
  | { readonly at: "closed" | "asking" | "erasing" }
  | { readonly at: "done"; readonly left: readonly string[] }
  | { readonly at: "failed"; readonly failure: Failure };

export function Erase() {
  const { vault } = useServices();
  const [phase, setPhase] = createSignal<Phase>({ at: "closed" });
  const [typed, setTyped] = createSignal("");
  let field: HTMLInputElement | undefined;
  const agrees = () => typed().trim().toLowerCase() === words.erase.word;
  const done = () => {
    const now = phase();
    return now.at === "done" ? now : undefined;
  };
  const failed = () => {
    const now = phase();
    return now.at === "failed" ? now.failure : undefined;
  };

  const erase = async (): Promise<void> => {
    if (!agrees()) return;
    setPhase({ at: "erasing" });
    try {
      setPhase({ at: "done", left: await vault.eraseEverything() });
    } catch (error) {
      setPhase({ at: "failed", failure: toFailure(error) });
    }
  };
  const leave = (): void => {
    // After erasing, nothing on this page may run on: it would write again.
    if (phase().at === "done") location.assign("/");
    else if (phase().at !== "erasing") setPhase({ at: "closed" });
  };

  return (
    <>
      <Button
        look="danger"
        icon="trash"
        onClick={() => {
          setTyped("");
          setPhase({ at: "asking" });
        }}
      >
        {words.erase.open}
      </Button>
      <Dialog
        open={phase().at !== "closed"}
        onClose={leave}
        first={() => field}
        title={done() ? words.erase.done : words.erase.dialog}
      >
        <Switch>
          <Match when={phase().at === "asking"}>
            <p>{words.erase.body}</p>
            <form
              class={styles["form"]}
              onSubmit={(event) => {
                event.preventDefault();
                void erase();
              }}
            >
              <TextField
                label={words.erase.type(words.erase.word)}
                value={typed()}
                onInput={setTyped}
                ref={(element) => (field = element)}
              />
              <div class={styles["actions"]}>
                <Button type="submit" look="danger" icon="trash" disabled={!agrees()}>
                  {words.erase.confirm}
                </Button>
                <Button look="quiet" onClick={leave}>
                  {words.erase.cancel}
                </Button>
              </div>
            </form>
          </Match>
          <Match when={phase().at === "erasing"}>
            <p class={styles["erasing"]} role="status">
              <Spinner /> {words.erase.erasing}
            </p>
          </Match>
          <Match when={failed()}>
            {(failure) => (
              <FailureNotice {...failureWords(failure())} details={failureDetails(failure())} onAgain={() => void erase()} />
            )}
          </Match>
          <Match when={done()}>
            {(now) => (
              <div role="status">
                <Show when={now().left.length > 0} fallback={<p>{words.erase.nothing}</p>}>
                  <p>{words.erase.left(now().left.length)}</p>
                  <ul class={styles["left"]}>
                    <For each={now().left}>{(name) => <li>{name}</li>}</For>
                  </ul>
                </Show>
                <div class={styles["actions"]}>
                  <Button look="plain" onClick={leave}>
                    {words.erase.fresh}
                  </Button>
                </div>
              </div>
            )}
          </Match>
        </Switch>
      </Dialog>
    </>
  );
}
