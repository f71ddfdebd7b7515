/**
 * @file What was done to a picture, done again: with another person from the first picture on, or on another picture. Saved as recipes.
 */
import type { Accessor } from "solid-js";
import { parseSteps, writeSteps } from "~/contracts/parse-steps";
import type { Picture } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { begunWith, requestsOf, stepsOf, type SavedSteps, type StepList } from "~/contracts/steps";
import { createLiveRows } from "~/platform/live";
import { saveFile } from "~/platform/save-file";
import { newId } from "~/storage/ids";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import { blankRequest } from "./blank-request";
import type { Jobs } from "./jobs";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

export interface Replays {
  /** What was done since it was first drawn, and how many steps belong to that picture alone. */
  of(name: string, picture: Picture, all: readonly Picture[]): { readonly list: StepList; readonly left: number };
  /** @throws Failure `persona-untrained`, `model-stale` */
  withPersona(list: StepList, personaId: string, seed: number): Promise<void>;
  /** @throws Failure `persona-untrained`, `model-stale` */
  onPicture(list: StepList, picture: Picture, seed: number): Promise<void>;
  /** The latest first. Call in an owner. */
  saved(): Accessor<readonly SavedSteps[] | undefined>;
  save(list: StepList): Promise<void>;
  remove(id: string): Promise<void>;
  restore(recipe: SavedSteps): Promise<void>;
  /** @throws Failure `looks-invalid` */
  takeIn(file: File): Promise<StepList>;
  handOut(list: StepList): void;
}

interface Needs {
  readonly vault: Vault;
  readonly packs: Packs;
  readonly jobs: Jobs;
}

export function createReplays({ vault, packs, jobs }: Needs): Replays {
  const database = openVault(vault.id);
  const add = (recipe: SavedSteps): Promise<void> =>
    guarded(async () => {
      await (await database).recipes.put(recipe);
    });

  const baseOf = (personaId: string, seed: number): Promise<GenerateRequest> => blankRequest({ vault, packs }, personaId, seed);

  return {
    of(name, picture, all) {
      const byId = new Map(all.map((each) => [each.id, each]));
      const chain = [picture];
      for (let first = picture; first.request.edit;) {
        const before = byId.get(first.request.edit.sourceId);
        if (!before || chain.includes(before)) break;
        chain.unshift(before);
        first = before;
      }
      return stepsOf(name, chain);
    },
    async withPersona({ start, steps }, personaId, seed) {
      const first = { ...(await baseOf(personaId, seed)), ...start };
      await jobs.enqueue(first, null, requestsOf(steps, first));
    },
    async onPicture({ steps }, picture, seed) {
      const { layers, prompt, identityStrength } = picture.request;
      const size = { width: picture.width, height: picture.height };
      const base = { ...(await baseOf(picture.personaId, seed)), layers, prompt, identityStrength, size };
      const [first, ...rest] = requestsOf(steps, base);
      if (first) await jobs.enqueue(begunWith(first, picture.id), picture.id, rest);
    },
    saved: () =>
      createLiveRows(
        () => null,
        async () => (await (await database).recipes.orderBy("createdAt").toArray()).toReversed(),
      ),
    save: (list) => add({ ...list, id: newId(), createdAt: Date.now() }),
    remove: (id) =>
      guarded(async () => {
        await (await database).recipes.delete(id);
      }),
    restore: add,
    async takeIn(file) {
      const list = parseSteps(file.name, await file.text());
      await add({ ...list, id: newId(), createdAt: Date.now() });
      return list;
    },
    handOut: (list) => {
      const name = `${list.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.recipe.json`;
      saveFile(name, new Blob([writeSteps(list)], { type: "application/json" }));
    },
  };
}
