/** @file Whose turn it is: the persona of the last address that named one. */
import { createSignal } from "solid-js";
import { personaOf } from "./navigation";

const [lastPersona, setLastPersona] = createSignal<string>();

export { lastPersona };

/** An address without a persona changes nothing. */
export function noticePersona(path: string): void {
  const id = personaOf(path);
  if (id !== undefined && id !== "new") setLastPersona(id);
}
