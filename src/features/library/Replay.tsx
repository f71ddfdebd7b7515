/**
 * @file What was done to a picture, to be done again: with another person, or saved under a name and done to another picture.
 */
import { useNavigate } from "@solidjs/router";
import { createEffect, createSignal, For, on, Show } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Picture } from "~/contracts/records";
import { SEED_LIMIT } from "~/contracts/request";
import type { Step, StepList } from "~/contracts/steps";
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
import styles from "./Replay.module.css";
import { words } from "./words";

interface Props {
  readonly library: Library;
  readonly picture: Picture;
  readonly onClose: () => void;
}

const named = (rows: readonly { readonly id: string; readonly name: string }[]) =>
  rows.map(({ id, name }) => ({ value: id, label: name }));

function inWords({ verb, region, layers, prompt, mask, frame }: Step): string {
  const { within, byHand, larger } = words.replay;
  const masked = mask && ("moves" in mask ? within(mask.moves) : byHand);
  const place = frame ? larger(frame) : (masked ?? (region === null ? "" : words.layerNames[region].toLowerCase()));
  const where = place === "" ? "" : `: ${place}`;
  const said = [...layers.map((layer) => layer.words), prompt ?? ""].filter(Boolean).map((text) => `“${text}”`);
  return words.edits[verb] + where + (said.length > 0 ? ` ${words.replay.to} ${said.join(", ")}` : "");
}

function Steps(props: { readonly list: StepList }) {
  const start = () =>
    [props.list.start.prompt, ...props.list.start.layers.map((layer) => layer.words)].filter(Boolean).join(", ");
  return (
    <ol class={styles["steps"]}>
      <li>{words.replay.start(start())}</li>
      <For each={props.list.steps}>{(step) => <li>{inWords(step)}</li>}</For>
    </ol>
  );
}

export function Replay(props: Props) {
  const { personas, replays } = useServices();
  const navigate = useNavigate();
  let input!: HTMLInputElement;
  const saved = replays.saved();
  const [name, setName] = createSignal("");
  const [who, setWho] = createSignal<string>();
  const [recipeId, setRecipeId] = createSignal<string>();
  const [failure, setFailure] = createSignal<Failure | null>(null);
  const [done, setDone] = createSignal<{ readonly list: StepList; readonly left: number }>();
  createEffect(
    on(
      () => props.library.all() !== undefined,
      () =>
        void replays.of(words.replay.unnamed, props.picture, props.library.all() ?? []).then(setDone, (error: unknown) => {
          setFailure(toFailure(error));
        }),
    ),
  );
  const ready = () => (personas.all() ?? []).filter(({ activeModelId }) => activeModelId !== null);
  const persona = () =>
    ready().find(({ id }) => id === who()) ?? ready().find(({ id }) => id === props.picture.personaId) ?? ready()[0];
  const recipe = () => (saved() ?? []).find(({ id }) => id === recipeId()) ?? saved()?.[0];
  const anySeed = (): number => Math.floor(Math.random() * SEED_LIMIT);
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
  const apply = async (): Promise<void> => {
    const [list, picture] = [recipe(), props.picture];
    if (list && (await trying(() => replays.onPicture(list, picture, anySeed())))) queued(picture.personaId, list.steps.length);
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
  const remove = async (): Promise<void> => {
    const gone = recipe();
    if (gone && (await trying(() => replays.remove(gone.id))))
      say({ text: words.replay.removed(gone.name), action: { label: words.said.undo, run: () => void replays.restore(gone) } });
  };
  const takeIn = async (file: File): Promise<void> => {
    await trying(() => replays.takeIn(file));
  };

  return (
    <Dialog open broad title={words.replay.title} description={words.replay.lede} onClose={() => props.onClose()}>
      <Show when={failure()}>{(what) => <FailureNotice {...failureWords(what())} details={failureDetails(what())} />}</Show>
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
      <section class={styles["saved"]}>
        <h3 class={styles["heading"]}>{words.replay.recipes}</h3>
        <Show when={recipe()} fallback={<p class={styles["hint"]}>{words.replay.none}</p>}>
          {(now) => (
            <>
              <div class={styles["line"]}>
                <div class={styles["choose"]}>
                  <Select label={words.replay.recipe} options={named(saved() ?? [])} value={now().id} onChange={setRecipeId} />
                </div>
                <Button look="plain" icon="play" disabled={now().steps.length === 0} onClick={() => void apply()}>
                  {words.replay.apply}
                </Button>
                <Button look="quiet" icon="trash" onClick={() => void remove()}>
                  {words.replay.remove}
                </Button>
              </div>
              <Steps list={now()} />
            </>
          )}
        </Show>
        <Button look="quiet" icon="up" onClick={() => input.click()}>
          {words.replay.takeIn}
        </Button>
        <input
          ref={input}
          hidden
          type="file"
          accept=".json,application/json"
          aria-label={words.replay.takeIn}
          onChange={(event) => {
            const [file] = event.currentTarget.files ?? [];
            event.currentTarget.value = "";
            if (file) void takeIn(file);
          }}
        />
      </section>
    </Dialog>
  );
}
