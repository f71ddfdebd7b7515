/**
 * @file The pictures side by side, however many: only those near the screen are there. One tile is in the order of the Tab key; arrows walk
 * from it, single keys act on it or on what is selected.
 */
import { createEffect, createMemo, createSignal, For, on } from "solid-js";
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
    () => putInOrder(),
  );
  const places = createMemo(() => Array.from({ length: near.places() }, (_, place) => place));
  const indexOf = (id: string | undefined): number => shown().findIndex((picture) => picture.id === id);
  /** Falls back to the first when the current one has left. */
  const currentIndex = createMemo(() => Math.max(0, indexOf(at())));
  const current = (): string | undefined => shown()[currentIndex()]?.id;
  /** Where the Tab key leads: the current one, or the first that is there while that is far away. */
  const stop = createMemo(() => (currentIndex() >= near.from() && currentIndex() < near.to() ? currentIndex() : near.from()));

  const tile = (id: string | undefined): HTMLElement | null =>
    id === undefined ? null : list.querySelector(`[data-tile="${CSS.escape(id)}"]`);
  const focus = (index: number): void => {
    const wanted = Math.min(shown().length - 1, Math.max(0, index));
    const picture = shown()[wanted];
    if (!picture) return;
    near.reach(wanted);
    setAt(picture.id);
    tile(picture.id)?.focus();
  };

  const idOf = (element: Element | null): string | undefined =>
    element?.closest("li")?.querySelector("[data-tile]")?.getAttribute("data-tile") ?? undefined;
  // The focus stays with a picture, wherever it goes, and not with a place that another has now. Where its tile was scrolled away the list holds it.
  createEffect(
    on([shown, near.from, near.places], () => {
      const focused = document.activeElement;
      if (!focused || focused === list || !list.contains(focused) || idOf(focused) === at()) return;
      (tile(at()) ?? list).focus({ preventScroll: true });
    }),
  );
  /** For whoever reads the page instead of looking at it. Tiles that are moved lose the focus, so that it is the others that go. */
  function putInOrder(): void {
    const tiles = [...list.children];
    const first = tiles.findIndex((each) => each.getAttribute("aria-posinset") === String(near.from() + 1));
    const [before, after] = [tiles.slice(0, first), tiles.slice(first)];
    if (first <= 0) return;
    if (before.some((each) => each.contains(document.activeElement))) list.prepend(...after);
    else list.append(...before);
  }

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
      onFocusIn={(event) => setAt((before) => idOf(event.target) ?? before)}
      onKeyDown={keys}
      // Firefox presses a button when the space bar is let go, unless that is prevented too.
      onKeyUp={(event) => event.key === " " && event.target instanceof HTMLButtonElement && event.preventDefault()}
    >
      <For each={places()}>
        {(place) => {
          const index = createMemo(() => near.indexAt(place));
          const picture = createMemo<Picture | undefined>(() => shown()[index()]);
          return (
            <Tile
              picture={picture()}
              name={picture() ? props.library.nameOf(picture()!) : ""}
              index={index()}
              of={shown().length}
              column={(place % near.columns()) + 1}
              top={near.topOf(index())}
              hurried={near.hurried()}
              thumbnail={props.library.thumbnail}
              selected={props.library.selected().has(picture()?.id ?? "")}
              current={stop() === index()}
              onPress={(event) => press(event, picture()!)}
              onToggle={() => props.library.toggle(picture()!.id)}
            />
          );
        }}
      </For>
    </ul>
  );
}
