/**
 * @file What was done to a picture, done again: with another person from the first picture on, or on another picture. Saved as recipes.
 */
import type { Accessor } from "solid-js";
import { unwrap } from "solid-js/store";
import { findsParts } from "~/contracts/abilities";
import type { BlobRow, Picture } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { offeredSampler, type SamplerName } from "~/contracts/sampler";
import {
  begunWith,
  chainOf,
  MAX_DRAWN,
  requestsOf,
  stepsOf,
  type SavedSteps,
  type StepList,
  type StepMask,
} from "~/contracts/steps";
import { unpackMask } from "~/engine/image/mask-file";
import { faceSpot } from "~/engine/image/mask-moves";
import { createLiveRows } from "~/platform/live";
import { saveFile } from "~/platform/save-file";
import { newId } from "~/storage/ids";
import { readBlob } from "~/storage/images";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import { blankRequest } from "./blank-request";
import type { Edits } from "./edits";
import type { Jobs } from "./jobs";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

export interface Replays {
  /** What was done since it was first drawn, and how many steps belong to that picture alone: masks drawn by hand where no face is. */
  of(name: string, picture: Picture, all: readonly Picture[]): Promise<{ readonly list: StepList; readonly left: number }>;
  /** @throws Failure `persona-untrained`, `model-stale` */
  withPersona(list: StepList, personaId: string, seed: number): Promise<void>;
  /** @throws Failure `persona-untrained`, `model-stale` */
  onPicture(list: StepList, picture: Picture, seed: number): Promise<void>;
  /** The latest first. Call in an owner. */
  saved(): Accessor<readonly SavedSteps[] | undefined>;
  save(list: StepList): Promise<void>;
  rename(id: string, name: string): Promise<void>;
  remove(id: string): Promise<void>;
  restore(recipe: SavedSteps): Promise<void>;
  /** @throws Failure `looks-invalid` */
  takeIn(file: File): Promise<SavedSteps>;
  handOut(list: StepList): Promise<void>;
}

interface Needs {
  readonly vault: Vault;
  readonly packs: Packs;
  readonly jobs: Jobs;
  readonly edits: Pick<Edits, "parts" | "storable">;
}

/** Brought when somebody hands one in or out. */
const recipeFiles = () => import("~/contracts/parse-steps");

const toText = (bytes: ArrayBuffer): string =>
  btoa(Array.from(new Uint8Array(bytes), (byte) => String.fromCodePoint(byte)).join(""));
const toBytes = (text: string): ArrayBuffer => Uint8Array.from(atob(text), (character) => character.codePointAt(0)!).buffer;

export function createReplays({ vault, packs, jobs, edits }: Needs): Replays {
  const database = openVault(vault.id);
  const add = (recipe: SavedSteps): Promise<void> =>
    guarded(async () => {
      await (await database).recipes.put(recipe);
    });

  /** Walked to as the first time, where the persona's pack can. */
  async function baseOf(personaId: string, seed: number, sampler: SamplerName | undefined): Promise<GenerateRequest> {
    const base = await blankRequest({ vault, packs }, personaId, seed);
    const pack = packs.revisionOf(base.pack);
    return pack ? { ...base, sampler: offeredSampler(pack, sampler) } : base;
  }

  /** Beside which face it was drawn; undefined where there is none, or the mask is not here any more. */
  async function carriedWith({ request, personaId }: Picture, on: Picture | undefined): Promise<StepMask | undefined> {
    const maskId = request.edit?.maskId;
    const pack = packs.revisionOf(request.pack);
    const blob = maskId === undefined ? undefined : await readBlob(vault.id, maskId);
    if (!on || !pack || !blob || on.personaId !== personaId || !findsParts(pack)) return undefined;
    const parts = await edits.parts(pack, on);
    const face = faceSpot(parts, parts.of);
    const drawn = toText(blob.bytes);
    return face && drawn.length <= MAX_DRAWN ? { drawn, face } : undefined;
  }

  /** Masks of the steps, by what they are in a recipe. @throws Failure `request-invalid` where one is none */
  async function masksOf({ steps }: StepList): Promise<ReadonlyMap<string, BlobRow>> {
    const masks = new Map<string, BlobRow>();
    for (const { mask } of steps)
      if (mask && "drawn" in mask) masks.set(mask.drawn, await edits.storable(unpackMask(toBytes(mask.drawn))));
    return masks;
  }
  const idsOf = (masks: ReadonlyMap<string, BlobRow>): ReadonlyMap<string, string> =>
    new Map([...masks].map(([drawn, { id }]) => [drawn, id]));

  // Rows of a live list are proxies, which no database takes.
  return {
    async of(name, picture, all) {
      const chain = chainOf(picture, new Map(all.map((each) => [each.id, each])));
      const drawn = new Map<string, StepMask>();
      for (const [i, each] of chain.entries()) {
        const edit = i === 0 ? undefined : each.request.edit;
        const mask = edit?.maskId !== undefined && !edit.moves && (await carriedWith(each, chain[i - 1]));
        if (mask) drawn.set(edit.maskId, mask);
      }
      return stepsOf(name, chain, drawn);
    },
    async withPersona(said, personaId, seed) {
      const list = unwrap(said);
      const { layers, prompt, sampler } = list.start;
      const first = { ...(await baseOf(personaId, seed, sampler)), layers, prompt };
      const masks = await masksOf(list);
      const followedBy = requestsOf(list.steps, first, idsOf(masks));
      await jobs.enqueue(first, { followedBy, masks: [...masks.values()] });
    },
    async onPicture(said, picture, seed) {
      const list = unwrap(said);
      const { layers, prompt, identityStrength, sampler } = picture.request;
      const size = { width: picture.width, height: picture.height };
      const base = { ...(await baseOf(picture.personaId, seed, sampler)), layers, prompt, identityStrength, size };
      const masks = await masksOf(list);
      const [first, ...followedBy] = requestsOf(list.steps, base, idsOf(masks));
      if (first)
        await jobs.enqueue(begunWith(first, picture.id), { parentId: picture.id, followedBy, masks: [...masks.values()] });
    },
    saved: () =>
      createLiveRows(
        () => null,
        async () => (await (await database).recipes.orderBy("createdAt").toArray()).toReversed(),
      ),
    save: (list) => add({ ...list, id: newId(), createdAt: Date.now() }),
    rename: (id, name) =>
      guarded(async () => {
        await (await database).recipes.update(id, { name });
      }),
    remove: (id) =>
      guarded(async () => {
        await (await database).recipes.delete(id);
      }),
    restore: (recipe) => add(unwrap(recipe)),
    async takeIn(file) {
      const { parseSteps } = await recipeFiles();
      const recipe = { ...parseSteps(file.name, await file.text()), id: newId(), createdAt: Date.now() };
      await add(recipe);
      return recipe;
    },
    async handOut(list) {
      const { writeSteps } = await recipeFiles();
      const name = `${list.name.replaceAll(/[^\p{L}\p{N}]+/gu, "-").toLowerCase()}.recipe.json`;
      saveFile(name, new Blob([writeSteps(list)], { type: "application/json" }));
    },
  };
}
