/**
 * @file Has photographs looked at that came before the inspector did, or were looked at by another revision of it.
 *
 * Each is asked for once per screen: one that cannot be inspected says so and is not tried again by itself.
 */
import { createEffect, createMemo, on, type Accessor } from "solid-js";
import type { Photograph } from "~/contracts/records";
import type { Packs } from "./packs";
import type { Photographs } from "./photographs";

interface Needs {
  readonly packs: Packs;
  readonly photographs: Photographs;
}

/** @returns whether any photograph is still waiting for its first look */
export function createInspecting(
  { packs, photographs }: Needs,
  personaId: Accessor<string>,
  rows: Accessor<readonly Photograph[] | undefined>,
): Accessor<boolean> {
  const asked = new Set<string>();
  const unseen = () => (rows() ?? []).filter(({ inspection }) => inspection?.packRevision !== packs.current.revision);
  const waits = createMemo(
    () => packs.ready() && !photographs.arrival(personaId()).busy && unseen().some(({ id }) => !asked.has(id)),
  );
  createEffect(
    on(waits, (due) => {
      if (!due) return;
      for (const { id } of unseen()) asked.add(id);
      void photographs.inspect(personaId());
    }),
  );
  return () => unseen().length > 0;
}
