/**
 * @file A book leaves as a ZIP: what will be in it, whether it says what it is, progress with the time that is left, and the file.
 */
import { createEffect, createSignal, Match, on, onCleanup, Show, Switch } from "solid-js";
import type { Archive, ExportReport } from "~/contracts/export-api";
import { isAbort, isFailure, toFailure, type Failure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Checkbox } from "~/ui/field/Checkbox";
import { Dialog } from "~/ui/overlay/Dialog";
import { Progress } from "~/ui/progress/Progress";
import { announce } from "~/ui/text/announce";
import { FailureNotice } from "~/ui/text/FailureNotice";
import { Notice } from "~/ui/text/Notice";
import styles from "./TakeAway.module.css";
import { words } from "./words";

type State =
  | { readonly phase: "asking" }
  | { readonly phase: "packing"; readonly at: ExportReport }
  | { readonly phase: "done"; readonly archive: Archive }
  | { readonly phase: "failed"; readonly failure: Failure };

interface Props {
  readonly lookbookId: string;
  readonly pages: number;
  /** The number of the page that shows the picture; 0 where none does. */
  readonly pageOf: (pictureId: string) => number;
  readonly open: boolean;
  readonly onClose: () => void;
}

export function TakeAway(props: Props) {
  const { exports, lookbooks } = useServices();
  const [disclosure, setDisclosure] = createSignal(true);
  const [state, setState] = createSignal<State>({ phase: "asking" });
  let controller: AbortController | undefined;
  const is = <Phase extends State["phase"]>(phase: Phase): Extract<State, { phase: Phase }> | undefined => {
    const now = state();
    return now.phase === phase ? (now as Extract<State, { phase: Phase }>) : undefined;
  };
  const stop = (): void => controller?.abort();
  onCleanup(stop);
  createEffect(
    on(
      () => props.open,
      (open) => (open ? setState({ phase: "asking" }) : stop()),
      { defer: true },
    ),
  );

  /** A late report of work that was stopped is not shown. */
  const hear = (mine: AbortController, at: ExportReport): void => {
    if (controller === mine && state().phase === "packing") setState({ phase: "packing", at });
  };
  const begin = async (): Promise<void> => {
    const mine = new AbortController();
    controller = mine;
    setState({ phase: "packing", at: { stage: "files", done: 0, of: props.pages, secondsLeft: null } });
    try {
      const archive = await exports.pack(props.lookbookId, { disclosure: disclosure() }, mine.signal, (at) => hear(mine, at));
      exports.save(archive);
      setState({ phase: "done", archive });
      announce(words.export.done);
    } catch (error) {
      if (controller !== mine) return;
      setState(isAbort(error) ? { phase: "asking" } : { phase: "failed", failure: toFailure(error) });
    }
  };

  const goneId = (): string | undefined => {
    const failure = is("failed")?.failure;
    return isFailure(failure, "picture-missing") ? failure.details.pictureId : undefined;
  };
  const goOnWithout = async (pictureId: string): Promise<void> => {
    await lookbooks.takeOut(props.lookbookId, pictureId);
    await begin();
  };

  return (
    <Dialog
      open={props.open}
      onClose={() => props.onClose()}
      title={words.export.title}
      actions={
        <Switch>
          <Match when={is("asking")}>
            <Button look="primary" icon="down" onClick={() => void begin()}>
              {words.export.begin}
            </Button>
          </Match>
          <Match when={is("packing")}>
            <Button look="plain" onClick={stop}>
              {words.export.cancel}
            </Button>
          </Match>
          <Match when={is("done")}>
            {(done) => (
              <>
                <Button look="primary" onClick={() => props.onClose()}>
                  {words.export.close}
                </Button>
                <Button look="quiet" icon="down" onClick={() => exports.save(done().archive)}>
                  {words.export.again}
                </Button>
              </>
            )}
          </Match>
        </Switch>
      }
    >
      <Switch>
        <Match when={is("asking")}>
          <p>{words.export.what(props.pages)}</p>
          <Checkbox label={words.export.disclosure} checked={disclosure()} onChange={setDisclosure} />
          <p class={styles["hint"]}>{words.export.disclosureHint}</p>
        </Match>
        <Match when={is("packing")}>
          {(packing) => (
            <Progress
              label={words.export.stages[packing().at.stage]}
              value={packing().at.done}
              max={packing().at.of}
              words={words.export.progress(packing().at.done, packing().at.of, packing().at.secondsLeft)}
            />
          )}
        </Match>
        <Match when={is("done")}>
          {(done) => (
            <>
              <p class={styles["done"]}>{words.export.done}</p>
              <p class={styles["hint"]}>{words.export.file(done().archive.name, done().archive.file.size)}</p>
              <Show when={done().archive.asDrawn > 0}>
                <p class={styles["hint"]}>{words.export.asDrawn(done().archive.asDrawn, done().archive.pictures)}</p>
              </Show>
            </>
          )}
        </Match>
        <Match when={goneId()}>
          {(pictureId) => (
            <Notice
              tone="bad"
              title={words.export.gone(props.pageOf(pictureId()))}
              why={words.export.goneWhy}
              action={
                <Button look="plain" onClick={() => void goOnWithout(pictureId())}>
                  {words.export.without}
                </Button>
              }
            />
          )}
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
    </Dialog>
  );
}
