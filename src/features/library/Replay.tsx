/**
 * @file What was done to a picture, to be done again: with another person, or saved under a name and done to another picture.
 */
import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, on, Show } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Picture } from "~/contracts/records";
import type { StepList } from "~/contracts/steps";
import { useServices } from "~/services/context";
import { failureDetails, failureWords } from "~/services/failure-words";
import { Button } from "~/ui/button/Button";
import { Select } from "~/ui/field/Select";
import { TextField } from "~/ui/field/TextField";
import { Dialog } from "~/ui/overlay/Dialog";
import { say } from "~/ui/overlay/toasts";
import { announce } from "~/ui/text/announce";
import { FailureNotice } from "~/ui/text/FailureNotice";
import type { Library } from "./library";
import { named, Recipes } from "./Recipes";
import styles from "./Replay.module.css";
import { Steps } from "./Steps";
import { words } from "./words";

interface Props {
  readonly library: Library;
  readonly picture: Picture;
  readonly onClose: () => void;
}

export function Replay(props: Props) {
  const { personas, replays } = useServices();
  const navigate = useNavigate();
  const [name, setName] = createSignal("");
  const [who, setWho] = createSignal<string>();
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [done, setDone] = createSignal<{ readonly list: StepList; readonly left: number }>();
  createEffect(
    on(
      () => props.library.all() !== undefined && !props.picture.imported,
      (isDrawn) =>
        isDrawn &&
        void replays.of(words.replay.unnamed, props.picture, props.library.all() ?? []).then(setDone, (error: unknown) => {
          setFailure(toFailure(error));
        }),
    ),
  );
  const ready = () => (personas.all() ?? []).filter(({ activeModelId }) => activeModelId !== null);
  const persona = () =>
    ready().find(({ id }) => id === who()) ?? ready().find(({ id }) => id === props.picture.personaId) ?? ready()[0];
  const trying = async (work: () => Promise<unknown>): Promise<boolean> => {
    setFailure(null);
    try {
      await work();
      return true;
    } catch (error) {
      setFailure(toFailure(error));
      return false;
    }
  };
  const queued = (personaId: string, steps: number): void => {
    props.onClose();
    say({
      text: words.replay.queued(steps),
      action: { label: words.replay.studio, run: () => navigate(`/studio/${personaId}`) },
    });
  };
  const again = async (): Promise<void> => {
    const [person, list, { seed }] = [persona(), done()?.list, props.picture];
    if (person && list && (await trying(() => replays.withPersona(list, person.id, seed))))
      queued(person.id, list.steps.length + 1);
  };
  const save = async (): Promise<void> => {
    const list = done()?.list;
    const called = name().trim();
    if (list && (await trying(() => replays.save({ ...list, name: called })))) announce(words.replay.saved(called));
  };
  const handOut = async (): Promise<void> => {
    const list = done()?.list;
    const called = name().trim();
    if (list) await trying(() => replays.handOut({ ...list, name: called || list.name }));
  };

  return (
    <Dialog
      open
      broad
      title={props.picture.imported ? words.replay.openImported : words.replay.title}
      description={props.picture.imported ? words.replay.ledeImported : words.replay.lede}
      onClose={() => props.onClose()}
    >
      <Show when={failure()}>{(what) => <FailureNotice {...failureWords(what())} details={failureDetails(what())} />}</Show>
      <Show when={!props.picture.imported}>
        <Show when={done()} fallback={<p class={styles["hint"]}>{failure() ? "" : words.replay.reading}</p>}>
          {(what) => (
            <>
              <Steps list={what().list} />
              <Show when={what().left > 0}>
                <p class={styles["hint"]}>{words.replay.left(what().left)}</p>
              </Show>
            </>
          )}
        </Show>
        <div class={styles["line"]}>
          <div class={styles["choose"]}>
            <Select label={words.replay.with} options={named(ready())} value={persona()?.id ?? ""} onChange={setWho} />
          </div>
          <Button look="primary" icon="play" disabled={persona() === undefined || !done()} onClick={() => void again()}>
            {words.replay.run}
          </Button>
        </div>
        <form
          class={styles["line"]}
          onSubmit={(event) => {
            event.preventDefault();
            void save();
          }}
        >
          <TextField label={words.replay.name} value={name()} onInput={setName} maxLength={60} />
          <Button type="submit" look="plain" disabled={name().trim() === "" || !done()}>
            {words.replay.save}
          </Button>
          <Button look="quiet" icon="down" disabled={!done()} onClick={() => void handOut()}>
            {words.replay.handOut}
          </Button>
        </form>
      </Show>
      <Recipes picture={props.picture} people={ready()} trying={trying} onQueued={queued} />
    </Dialog>
  );
}
