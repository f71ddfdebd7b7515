/**
 * @file The pictures side by side. One tile is in the order of the Tab key; arrows walk from it, single keys act on it or on what is
 * selected.
 */
import { createEffect, createMemo, createSignal, For, on, Show } from "solid-js";
import type { Picture } from "~/contracts/records";
import { gridMoves } from "~/ui/picture/grid-moves";
import { createNear } from "~/ui/picture/near";
import styles from "./Grid.module.css";
import { isPlain, markByKey } from "./keys";
import type { Library } from "./library";
import { Tile } from "./Tile";
import { words } from "./words";

/** Tiles made at once; the others follow when the end of them comes near. */
const STEP = 240;

function More(props: { readonly onNear: () => void }) {
  const [near, watch] = createNear();
  createEffect(on(near, (is) => is && props.onNear()));
  return <li ref={watch} aria-hidden="true" />;
}

export function Grid(props: { readonly library: Library }) {
  let list!: HTMLUListElement;
  const [at, setAt] = createSignal<string>();
  const [reach, setReach] = createSignal(STEP);
  const shown = () => props.library.shown();
  const indexOf = (id: string | undefined): number => shown().findIndex((picture) => picture.id === id);
  /** Falls back to the first when the current one has left. */
  const current = createMemo(() => (indexOf(at()) >= 0 ? at() : shown()[0]?.id));

  const tile = (id: string): HTMLElement | null => list.querySelector(`[data-tile="${CSS.escape(id)}"]`);
  const focus = (index: number): void => {
    const wanted = Math.min(shown().length - 1, Math.max(0, index));
    const picture = shown()[wanted];
    if (!picture) return;
    setReach((now) => Math.max(now, wanted + 1));
    setAt(picture.id);
    tile(picture.id)?.focus();
  };
  /** From the tile that was pressed last to this one. */
  const selectTo = (id: string): void => {
    const [from, to] = [indexOf(current()), indexOf(id)].toSorted((a, b) => a - b) as [number, number];
    const range = shown()
      .slice(Math.max(0, from), to + 1)
      .map((picture) => picture.id);
    props.library.select([...props.library.selected(), ...range]);
  };
  const press = (event: MouseEvent, picture: Picture): void => {
    if (event.shiftKey) selectTo(picture.id);
    else if (event.ctrlKey || event.metaKey) props.library.toggle(picture.id);
    else props.library.show(picture.id);
    setAt(picture.id);
  };

  // The tile under a picture that is looked at is the one to come back to.
  createEffect(
    on(
      () => props.library.open(),
      (picture) => picture && setAt(picture.id),
    ),
  );

  /** A tile that is thrown away hands the focus to its neighbour. */
  const afterDiscard = (index: number): void => {
    const next = shown()[index + 1] ?? shown()[index - 1];
    if (next) focus(indexOf(next.id));
  };

  const moves = gridMoves(() => list);
  const keys = (event: KeyboardEvent): void => {
    const index = indexOf(current());
    const picture = shown()[index];
    if (!picture) return;
    const isTile = event.target instanceof HTMLButtonElement;
    const move = moves[event.key];
    if (move && isPlain(event)) {
      event.preventDefault();
      if (event.shiftKey) {
        const next = shown()[index + move()];
        if (next) selectTo(next.id);
      }
      focus(index + move());
    } else if (event.key === " " && isTile) {
      event.preventDefault();
      props.library.toggle(picture.id);
    } else if (event.key === "a" && (event.ctrlKey || event.metaKey)) {
      event.preventDefault();
      props.library.select(shown().map(({ id }) => id));
    } else if (event.key === "Escape" && props.library.selected().size > 0) props.library.select([]);
    else {
      const chosen = props.library.chosen();
      if (markByKey(event, props.library, chosen.length > 0 ? chosen : [picture]) && event.key === "Delete") afterDiscard(index);
    }
  };

  return (
    <ul
      ref={list}
      class={styles["grid"]}
      aria-label={words.grid.label}
      onKeyDown={keys}
      // Firefox presses a button when the space bar is let go, unless that is prevented too.
      onKeyUp={(event) => event.key === " " && event.target instanceof HTMLButtonElement && event.preventDefault()}
    >
      <For each={shown().slice(0, reach())}>
        {(picture) => (
          <Tile
            picture={picture}
            name={props.library.nameOf(picture)}
            selected={props.library.selected().has(picture.id)}
            current={current() === picture.id}
            onPress={(event) => press(event, picture)}
            onToggle={() => props.library.toggle(picture.id)}
            onFocus={() => setAt(picture.id)}
          />
        )}
      </For>
      <Show when={shown().length > reach()}>
        <More onNear={() => setReach((now) => now + STEP)} />
      </Show>
    </ul>
  );
}
