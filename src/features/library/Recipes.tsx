/**
 * @file Recipes that are saved: done to the picture that is open, drawn from the start with anybody, renamed, handed out and taken in.
 */
import { createSignal, Show } from "solid-js";
import { MAX_LOOK_NAME } from "~/contracts/looks";
import type { Persona, Picture } from "~/contracts/records";
import { SEED_LIMIT } from "~/contracts/request";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Select } from "~/ui/field/Select";
import { Naming } from "~/ui/overlay/Naming";
import { say } from "~/ui/overlay/toasts";
import styles from "./Replay.module.css";
import { Steps } from "./Steps";
import { words } from "./words";

interface Props {
  readonly picture: Picture;
  /** Who could be drawn. */
  readonly people: readonly Persona[];
  /** Shows what went wrong. @returns whether nothing did */
  readonly trying: (work: () => Promise<unknown>) => Promise<boolean>;
  readonly onQueued: (personaId: string, steps: number) => void;
}

export const named = (rows: readonly { readonly id: string; readonly name: string }[]) =>
  rows.map(({ id, name }) => ({ value: id, label: name }));

const anySeed = (): number => Math.floor(Math.random() * SEED_LIMIT);

export function Recipes(props: Props) {
  const { replays } = useServices();
  let input!: HTMLInputElement;
  const saved = replays.saved();
  const [recipeId, setRecipeId] = createSignal<string>();
  const [who, setWho] = createSignal<string>();
  const [renaming, setRenaming] = createSignal(false);
  const recipe = () => (saved() ?? []).find(({ id }) => id === recipeId()) ?? saved()?.[0];
  const person = () =>
    props.people.find(({ id }) => id === who()) ??
    props.people.find(({ id }) => id === props.picture.personaId) ??
    props.people[0];
  const apply = async (): Promise<void> => {
    const [list, picture] = [recipe(), props.picture];
    if (list && (await props.trying(() => replays.onPicture(list, picture, anySeed()))))
      props.onQueued(picture.personaId, list.steps.length);
  };
  const draw = async (): Promise<void> => {
    const [list, drawn] = [recipe(), person()];
    if (list && drawn && (await props.trying(() => replays.withPersona(list, drawn.id, anySeed()))))
      props.onQueued(drawn.id, list.steps.length + 1);
  };
  const rename = async (name: string): Promise<void> => {
    const list = recipe();
    if (list) await props.trying(() => replays.rename(list.id, name.slice(0, MAX_LOOK_NAME)));
  };
  const handOut = async (): Promise<void> => {
    const list = recipe();
    if (list) await props.trying(() => replays.handOut(list));
  };
  const remove = async (): Promise<void> => {
    const gone = recipe();
    if (gone && (await props.trying(() => replays.remove(gone.id))))
      say({ text: words.replay.removed(gone.name), action: { label: words.said.undo, run: () => void replays.restore(gone) } });
  };
  const takeIn = async (file: File): Promise<void> => {
    await props.trying(async () => setRecipeId((await replays.takeIn(file)).id));
  };

  return (
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
            </div>
            <Steps list={now()} />
            <div class={styles["line"]}>
              <div class={styles["choose"]}>
                <Select label={words.replay.person} options={named(props.people)} value={person()?.id ?? ""} onChange={setWho} />
              </div>
              <Button look="plain" icon="play" disabled={person() === undefined} onClick={() => void draw()}>
                {words.replay.fromStart}
              </Button>
            </div>
            <div class={styles["line"]}>
              <Button look="quiet" icon="edit" onClick={() => setRenaming(true)}>
                {words.replay.rename}
              </Button>
              <Button look="quiet" icon="down" onClick={() => void handOut()}>
                {words.replay.handThisOut}
              </Button>
              <Button look="quiet" icon="trash" onClick={() => void remove()}>
                {words.replay.remove}
              </Button>
            </div>
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
      <Naming
        open={renaming()}
        title={words.replay.rename}
        label={words.replay.called}
        save={words.replay.rename}
        name={recipe()?.name ?? ""}
        onClose={() => setRenaming(false)}
        onSave={rename}
      />
    </section>
  );
}
