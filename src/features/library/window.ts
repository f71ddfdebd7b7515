/**
 * @file Which rows of a long grid are near the screen, so that only those are there.
 *
 * CSS lays the tiles out; every tile is as high as the first. It knows neither pictures nor keys.
 */
import { createEffect, createSignal, on, onCleanup, onMount, type Accessor } from "solid-js";

/** Before any tile has been measured. */
const ESTIMATE = 320;
/** Screens that are there above and below the one that is seen. */
const AHEAD = 0.5;
/** Screens in a second from which on nobody sees what passes. */
const HURRY = 4;
/** Without hurry for so long, whoever scrolls is looking again. */
const SETTLED_MS = 120;

export interface Window {
  /** Of the first tile, and of the one after the last. */
  readonly from: Accessor<number>;
  readonly to: Accessor<number>;
  /** What passes is not seen: it need not be read. */
  readonly hurried: Accessor<boolean>;
  /** Has the tile of this index be there at once. */
  reach(index: number): void;
}

/** @param list the grid's element, there once it is mounted */
export function createWindow(list: () => HTMLElement, count: Accessor<number>): Window {
  const [rows, setRows] = createSignal<readonly [number, number]>([0, 6], { equals: ([a, b], [c, d]) => a === c && b === d });
  const [columns, setColumns] = createSignal(6);
  const [rowHeight, setRowHeight] = createSignal(ESTIMATE);
  const total = (): number => Math.ceil(count() / columns());

  const measure = (): void => {
    const element = list();
    const style = getComputedStyle(element);
    setColumns(Math.max(1, style.gridTemplateColumns.split(" ").length));
    const tile = element.firstElementChild?.getBoundingClientRect().height ?? 0;
    if (tile > 0) setRowHeight(tile + (Number.parseFloat(style.rowGap) || 0));
  };
  /** How much of the list is above the screen, as of the last scroll: to ask the browser in between would have it lay out everything at once. */
  let above = 0;
  const look = (): void => {
    const screen = innerHeight;
    const first = Math.floor((above - AHEAD * screen) / rowHeight());
    const last = Math.ceil((above + (1 + AHEAD) * screen) / rowHeight());
    const end = Math.min(total(), Math.max(1, last));
    setRows([Math.max(0, Math.min(first, end - 1)), end]);
  };

  const [hurried, setHurried] = createSignal(false);
  let [scrolledAt, settling] = [0, 0];
  const scrolled = (): void => {
    const [before, since] = [above, performance.now() - scrolledAt];
    above = -list().getBoundingClientRect().top;
    scrolledAt += since;
    if (Math.abs(above - before) > (HURRY * innerHeight * since) / 1000) {
      setHurried(true);
      clearTimeout(settling);
      settling = setTimeout(() => setHurried(false), SETTLED_MS);
    }
    look();
  };

  onMount(() => {
    const again = (): void => {
      measure();
      scrolled();
    };
    const observer = new ResizeObserver(again);
    observer.observe(list());
    addEventListener("scroll", scrolled, { passive: true });
    addEventListener("resize", again);
    onCleanup(() => {
      observer.disconnect();
      clearTimeout(settling);
      removeEventListener("scroll", scrolled);
      removeEventListener("resize", again);
    });
    again();
  });
  createEffect(on([count, columns, rowHeight], look, { defer: true }));
  // The room of the rows that are not there.
  createEffect(() => {
    const [first, end] = rows();
    list().style.setProperty("--above", `${first * rowHeight()}px`);
    list().style.setProperty("--below", `${Math.max(0, total() - end) * rowHeight()}px`);
  });

  return {
    from: () => rows()[0] * columns(),
    hurried,
    to: () => Math.min(count(), rows()[1] * columns()),
    reach(index) {
      const row = Math.floor(index / columns());
      const [first, end] = rows();
      if (row >= first && row < end) return;
      const screens = Math.ceil(innerHeight / rowHeight());
      setRows([Math.max(0, row - screens), Math.min(total(), row + screens + 1)]);
    },
  };
}
