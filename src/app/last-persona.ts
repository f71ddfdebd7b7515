/** @file Whose turn it is: the persona of the last address that named one, today or on an earlier visit. */
import { createSignal } from "solid-js";
import type { Vault } from "~/services/vault";
import { personaOf } from "./navigation";

const [lastPersona, setLastPersona] = createSignal<string>();

export { lastPersona };

export function recallPersona({ lastPersona: before }: Vault): void {
  if (before !== null) setLastPersona(before);
}

/** An address without a persona changes nothing. */
export function noticePersona(vault: Vault, path: string): void {
  const id = personaOf(path);
  if (id === undefined || id === "new" || id === lastPersona()) return;
  setLastPersona(id);
  vault.rememberPersona(id);
}
