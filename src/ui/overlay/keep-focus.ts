/**
 * @file Keeps the focus inside: when what had it is taken away, its surroundings get it. A page where nothing has the focus may hear
 * no keys at all, and then Escape does nothing.
 */
import { onCleanup } from "solid-js";

export function keepFocus(element: HTMLElement): void {
  const observer = new MutationObserver(() => {
    if (document.activeElement === document.body) element.focus({ preventScroll: true });
  });
  observer.observe(element, { childList: true, subtree: true });
  onCleanup(() => observer.disconnect());
}
