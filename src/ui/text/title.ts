/**
 * @file The title of the tab: what is going on, then where this is, then whose app it is in.
 */
import { createEffect, onCleanup } from "solid-js";

const base = document.title;
let place: string | undefined;
let doing: string | undefined;

const show = (): void => {
  document.title = [doing, place, base].filter((part) => part !== undefined).join(" · ");
};

export function createTitle(title: () => string): void {
  let mine: string | undefined;
  createEffect(() => {
    place = mine = title();
    show();
  });
  onCleanup(() => {
    // The next screen may have come before this one goes.
    if (place !== mine) return;
    place = undefined;
    show();
  });
}

/** For whoever is in another tab meanwhile; undefined when there is nothing to wait for. */
export function createProgressTitle(words: () => string | undefined): void {
  createEffect(() => {
    doing = words();
    show();
  });
  onCleanup(() => {
    doing = undefined;
    show();
  });
}
