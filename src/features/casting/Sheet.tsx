/**
 * @file The sheet of candidates: they appear one by one, one is in the order of the Tab key, arrows walk from it, Enter chooses.
 */
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import { SHEET_SIZE } from "~/services/casting";
import type { SheetCandidate } from "~/services/cast-draft";
import { useServices } from "~/services/context";
import { Button } from "~/ui/button/Button";
import { Frame } from "~/ui/picture/Frame";
import { gridMoves } from "~/ui/picture/grid-moves";
import { Icon } from "~/ui/icon/Icon";
import { Pixels } from "~/ui/picture/Pixels";
import { Progress } from "~/ui/progress/Progress";
import { announce } from "~/ui/text/announce";
import styles from "./Sheet.module.css";
import { words } from "./words";

function Tile(props: {
  readonly candidate: SheetCandidate;
  readonly index: number;
  readonly of: number;
  readonly current: boolean;
  readonly onFocus: () => void;
}) {
  const { casting } = useServices();
  const portrait = () => casting.state.portraits[props.candidate.id];
  const chosen = () => casting.state.chosen.includes(props.candidate.id);
  const name = (): string => {
    const shown = portrait();
    const state = shown?.done ? "" : `, ${shown ? words.sheet.drawing : words.sheet.waiting}`;
    return `${words.sheet.candidate(props.index + 1, props.of)}${state}`;
  };
  return (
    <button
      class={styles["tile"]}
      type="button"
      data-tile={props.candidate.id}
      data-drawing={portrait() && !portrait()?.done ? "" : undefined}
      aria-label={name()}
      aria-pressed={chosen()}
      tabIndex={props.current ? 0 : -1}
      onFocus={() => props.onFocus()}
      onClick={() => casting.choose(props.candidate.id)}
    >
      <Frame src={null} alt="">
        <Show when={portrait()}>
          {(shown) => <Pixels pixels={shown().preview} label={words.sheet.candidate(props.index + 1, props.of)} />}
        </Show>
      </Frame>
      <Show when={chosen()}>
        <span class={styles["chosen"]}>
          <Icon name="check" />
        </span>
      </Show>
    </button>
  );
}

export function Sheet() {
  const { casting } = useServices();
  let list!: HTMLUListElement;
  const sheet = () => casting.state.sheets[casting.state.at];
  const people = () => sheet()?.candidates ?? [];
  const [at, setAt] = createSignal<string>();
  /** Falls back to the first when the sheet is another. */
  const current = createMemo(() => people().find(({ id }) => id === at())?.id ?? people()[0]?.id);
  const drawing = () => casting.state.drawing;
  const missing = () => people().some(({ id }) => !casting.state.portraits[id]?.done);

  createEffect(
    on(
      () => drawing() === null && people().length > 0 && !missing(),
      (done) => done && announce(words.sheet.drawn(people().length)),
      { defer: true },
    ),
  );

  const moves = gridMoves(() => list);
  const keys = (event: KeyboardEvent): void => {
    const move = moves[event.key];
    if (!move || event.ctrlKey || event.metaKey || event.altKey) return;
    event.preventDefault();
    const index = people().findIndex(({ id }) => id === current()) + move();
    const person = people()[Math.min(people().length - 1, Math.max(0, index))];
    if (person) list.querySelector<HTMLElement>(`[data-tile="${CSS.escape(person.id)}"]`)?.focus();
  };

  return (
    <div class={styles["sheet"]}>
      {/* Always as tall, because it changes while candidates are being pressed. */}
      <div class={styles["above"]}>
        <Show
          when={drawing()}
          fallback={
            <Show when={missing() && casting.state.failure === null} fallback={<p class={styles["note"]}>{words.sheet.keys}</p>}>
              <Button icon="play" onClick={() => void casting.goOn()}>
                {words.sheet.goOn}
              </Button>
            </Show>
          }
        >
          {(now) => (
            <>
              <Progress
                label={words.sheet.progress}
                value={now().done}
                max={now().of}
                words={words.sheet.done(now().done, now().of, now().secondsLeft)}
              />
              <Button look="quiet" icon="close" onClick={() => casting.cancel()}>
                {words.sheet.cancel}
              </Button>
            </>
          )}
        </Show>
      </div>
      <ul ref={list} class={styles["people"]} aria-label={words.sheet.label} onKeyDown={keys}>
        <For each={people()}>
          {(candidate, index) => (
            <li>
              <Tile
                candidate={candidate}
                index={index()}
                of={people().length}
                current={current() === candidate.id}
                onFocus={() => setAt(candidate.id)}
              />
            </li>
          )}
        </For>
      </ul>
      <Show when={people().length < SHEET_SIZE}>
        <p class={styles["note"]}>{words.sheet.few(people().length)}</p>
      </Show>
      <p class={styles["note"]}>{words.sheet.temporary}</p>
    </div>
  );
}
