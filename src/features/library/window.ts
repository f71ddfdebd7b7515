/**
 * @file Which rows of a long grid are near the screen, so that only those are there.
 *
 * CSS says how wide the tiles are; every tile is as high as the first. There is a fixed number of places for rows, and a row that leaves on
 * one side hands its place to the one that comes on the other: nothing is made and nothing thrown away while somebody scrolls. It knows
 * neither pictures nor keys.
 */
import { createEffect, createMemo, createSignal, onCleanup, onMount, type Accessor } from "solid-js";

/** Before any tile has been measured. */
const ESTIMATE = 320;
/** Screens that are there besides the one that is seen: where somebody scrolls to, and where they come from. */
const AHEAD = 0.5;
const BEHIND = 0.1;
/** Screens in a second from which on nobody sees what passes. */
const HURRY = 4;
/** Without hurry for so long, whoever scrolls is looking again. */
const SETTLED_MS = 120;
/** Without any scrolling for so long, nobody is about to go on. */
const RESTED_MS = 400;

export interface Window {
  /** Of tiles that are there, whole rows of them. */
  readonly places: Accessor<number>;
  readonly columns: Accessor<number>;
  /** Of the first tile that is there, and of the one after the last. */
  readonly from: Accessor<number>;
  readonly to: Accessor<number>;
  /** The tile that has this place: it stays the same until its row leaves. */
  indexAt(place: number): number;
  /** How far below the top of the list a tile lies, in pixels. */
  topOf(index: number): number;
  /** What passes is not seen: it need not be read. */
  readonly hurried: Accessor<boolean>;
  /** Has the tile of this index be there at once. */
  reach(index: number): void;
}

const clamped = (value: number, from: number, to: number): number => Math.max(from, Math.min(value, to));

/**
 * @param list the grid's element, there once it is mounted; its first tile stays
 * @param rested called when nobody has scrolled for a while
 */
export function createWindow(list: () => HTMLElement, count: Accessor<number>, rested: () => void): Window {
  const [columns, setColumns] = createSignal(6);
  const [rowHeight, setRowHeight] = createSignal(ESTIMATE);
  const [screen, setScreen] = createSignal(innerHeight);
  const [wanted, setWanted] = createSignal(0);
  const total = createMemo(() => Math.ceil(count() / columns()));
  const rows = createMemo(() => Math.ceil((screen() * (1 + AHEAD + BEHIND)) / rowHeight()) + 1);
  const first = createMemo(() => clamped(wanted(), 0, Math.max(0, total() - rows())));

  const measure = (): void => {
    const element = list();
    const style = getComputedStyle(element);
    setScreen(innerHeight);
    setColumns(Math.max(1, style.gridTemplateColumns.split(" ").length));
    const tile = element.querySelector("button")?.getBoundingClientRect().height ?? 0;
    if (tile === 0) return;
    const gap = Number.parseFloat(style.rowGap) || 0;
    setRowHeight(tile + gap);
    element.style.setProperty("--tile", `${tile}px`);
  };

  const [hurried, setHurried] = createSignal(false);
  let [above, scrolledAt, settling, resting] = [0, 0, 0, 0];
  let upwards = false;
  const scrolled = (): void => {
    const [before, since] = [above, performance.now() - scrolledAt];
    above = -list().getBoundingClientRect().top;
    scrolledAt += since;
    if (above !== before) upwards = above < before;
    if (Math.abs(above - before) > (HURRY * screen() * since) / 1000) {
      setHurried(true);
      clearTimeout(settling);
      settling = setTimeout(() => setHurried(false), SETTLED_MS);
    }
    clearTimeout(resting);
    resting = setTimeout(rested, RESTED_MS);
    setWanted(Math.floor((above - (upwards ? AHEAD : BEHIND) * screen()) / rowHeight()));
  };

  onMount(() => {
    const again = (): void => {
      measure();
      scrolled();
    };
    const observer = new ResizeObserver(again);
    observer.observe(list());
    const tile = list().querySelector("button");
    if (tile) observer.observe(tile);
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", again);
    onCleanup(() => {
      observer.disconnect();
      clearTimeout(settling);
      clearTimeout(resting);
      removeEventListener("scroll", scrolled);
      removeEventListener("resize", again);
    });
    again();
  });
  createEffect(() => list().style.setProperty("--height", `${total() * rowHeight()}px`));

  return {
    places: () => rows() * columns(),
    columns,
    from: () => first() * columns(),
    to: () => Math.min(count(), (first() + rows()) * columns()),
    indexAt(place) {
      const after = (Math.floor(place / columns()) - first()) % rows();
      return (first() + (after < 0 ? after + rows() : after)) * columns() + (place % columns());
    },
    topOf: (index) => Math.floor(index / columns()) * rowHeight(),
    hurried,
    reach(index) {
      const row = Math.floor(index / columns());
      if (row < first() || row >= first() + rows()) setWanted(row - Math.floor(rows() / 2));
    },
  };
}
