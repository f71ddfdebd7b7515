/**
 * @file The pictures side by side, however many: only those near the screen are there. One tile is in the order of the Tab key; arrows walk
 * from it, single keys act on it or on what is selected.
 */
import { createEffect, createMemo, createSignal, For, on, onCleanup } from "solid-js";
import type { Picture } from "~/contracts/records";
import { gridMoves } from "~/ui/picture/grid-moves";
import styles from "./Grid.module.css";
import { isPlain, markByKey } from "./keys";
import type { Library } from "./library";
import { Tile } from "./Tile";
import { createWindow } from "./window";
import { words } from "./words";

export function Grid(props: { readonly library: Library }) {
  let list!: HTMLUListElement;
  const [at, setAt] = createSignal<string>();
  const shown = () => props.library.shown();
  const near = createWindow(
    () => list,
    () => shown().length,
  );
  const there = createMemo(() => shown().slice(near.from(), near.to()));
  const byId = createMemo(() => new Map(there().map((picture) => [picture.id, picture])));
  const indexOf = (id: string | undefined): number => shown().findIndex((picture) => picture.id === id);
  /** Falls back to the first when the current one has left. */
  const current = createMemo(() => (indexOf(at()) >= 0 ? at() : shown()[0]?.id));
  /** Where the Tab key leads: the current one, or the first that is there while that is far away. */
  const stop = () => (byId().has(current() ?? "") ? current() : there()[0]?.id);

  const tile = (id: string): HTMLElement | null => list.querySelector(`[data-tile="${CSS.escape(id)}"]`);
  const focus = (index: number): void => {
    const wanted = Math.min(shown().length - 1, Math.max(0, index));
    const picture = shown()[wanted];
    if (!picture) return;
    near.reach(wanted);
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
    else if (event.target !== list) {
      const chosen = props.library.chosen();
      if (markByKey(event, props.library, chosen.length > 0 ? chosen : [picture]) && event.key === "Delete") afterDiscard(index);
    }
  };

  return (
    <ul
      ref={list}
      class={styles["grid"]}
      aria-label={words.grid.label}
      // Holds the focus while the tile that had it is scrolled away; the keys go on from there.
      tabIndex={-1}
      onKeyDown={keys}
      // Firefox presses a button when the space bar is let go, unless that is prevented too.
      onKeyUp={(event) => event.key === " " && event.target instanceof HTMLButtonElement && event.preventDefault()}
    >
      {/* By id: a picture that was marked is another object, and its tile must stay the same. */}
      <For each={there().map(({ id }) => id)}>
        {(id, index) => {
          const picture = createMemo<Picture>((before) => byId().get(id) ?? before!);
          onCleanup(() => tile(id)?.parentElement?.contains(document.activeElement) && list.focus({ preventScroll: true }));
          return (
            <Tile
              picture={picture()}
              name={props.library.nameOf(picture())}
              place={near.from() + index() + 1}
              of={shown().length}
              hurried={near.hurried()}
              thumbnail={props.library.thumbnail}
              selected={props.library.selected().has(id)}
              current={stop() === id}
              onPress={(event) => press(event, picture())}
              onToggle={() => props.library.toggle(id)}
              onFocus={() => setAt(id)}
            />
          );
        }}
      </For>
    </ul>
  );
}
