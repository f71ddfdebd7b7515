/**
 * @file What somebody was about to ask of a picture: there again after another screen was looked at. Of this page's time.
 */
import { createSignal, onCleanup, type Accessor } from "solid-js";

const left = new Map<string, string>();

/** @param field of which picture, and which */
export function createLeftWords(field: string): readonly [Accessor<string>, (text: string) => void] {
  const [text, setText] = createSignal(left.get(field) ?? "");
  onCleanup(() => left.set(field, text()));
  return [text, setText];
}
