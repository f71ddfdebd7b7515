/**
 * @file The title of the tab: where this is, then whose app it is in.
 */
import { createEffect, onCleanup } from "solid-js";

const base = document.title;

export function createTitle(title: () => string): void {
  createEffect(() => {
    document.title = `${title()} · ${base}`;
  });
  onCleanup(() => {
    document.title = base;
  });
}
