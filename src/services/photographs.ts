/**
 * @file Photographs on their way in: checked, re-encoded and stored one by one, then looked at by the inspector.
 *
 * Each file is decoded in a worker of its own that ends with it. A file that fails says why and keeps nobody waiting.
 */
import type { Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import type { DownloadApi } from "~/contracts/download-api";
import { isUsable } from "~/contracts/faces";
import { isAbort, isFailure, toFailure, type Failure } from "~/contracts/failure";
import type { Pack } from "~/contracts/manifest";
import type { Photograph } from "~/contracts/records";
import { createLiveRows } from "~/platform/live";
import { deletePhotograph, saveCaption } from "~/storage/images";
import { newId } from "~/storage/ids";
import { sampleLock } from "~/storage/locks";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import { isInstalled } from "~/storage/weights";
import type { Thread } from "~/threads/spawn";
import { takeInto, type IncomingFile } from "./incoming";
import type { Inference } from "./inference";
import type { Packs } from "./packs";
import { packOfPersona } from "./persona-pack";
import type { Personas } from "./personas";
import type { Vault } from "./vault";

export interface FailedFile {
  readonly name: string;
  readonly failure: Failure;
  /** Whether it did not become a photograph, or is one that could not be looked at. */
  readonly at: "intake" | "inspection";
}

export interface Arrival {
  readonly done: number;
  readonly of: number;
  readonly failures: readonly FailedFile[];
  /** Names of the files that wait because storage took no more: the rest of the batch, the one that was refused first. */
  readonly waiting: readonly string[];
  readonly busy: boolean;
}

export interface Photographs {
  /** In the order they arrived; `inspection` is null until looked at. */
  of(personaId: Accessor<string>): Accessor<readonly Photograph[] | undefined>;
  /** Progress of the batch now arriving for the persona, or of the last one. */
  arrival(personaId: string): Arrival;
  /** Settles when every file was stored and inspected, or has failed (see `arrival`). Never rejects for one bad file. */
  add(personaId: string, files: readonly IncomingFile[]): Promise<void>;
  /** Only those whose name is not here yet. @returns why the first one that failed did not become a photograph */
  addMissing(personaId: string, files: readonly IncomingFile[]): Promise<Failure | undefined>;
  /** Takes in the files that wait, as `add` does. */
  addWaiting(personaId: string): Promise<void>;
  remove(photographId: string): Promise<void>;
  /** Inspects what has not been inspected, or with another revision of the pack. */
  inspect(personaId: string): Promise<void>;
  /** The same for everybody: for photographs that came before the pack, or whose tab was closed. What has failed waits to be asked for. */
  inspectAll(): Promise<void>;
  /** Puts those into words that can be learned from and are in none yet, with the captioner that is installed; rejects with the Failure. */
  describe(personaId: string): Promise<void>;
  /** What a photograph shows, as somebody puts it; nothing where it is empty. */
  say(photographId: string, caption: string): Promise<void>;
  /** Goes on with sample people whose tab was closed before all their drawings had arrived. */
  resume(): Promise<void>;
  /**
   * A shipped sample person with their eight drawings; the same persona again when they were met before.
   * @returns the persona's id, as soon as the row exists; drawings go on arriving
   */
  meetSample(name: string): Promise<string>;
}

const NOTHING: Arrival = { done: 0, of: 0, failures: [], waiting: [], busy: false };

/** A decoder that takes longer than this on one image is not coming back. */
const DECODE_MS = 10_000;

export interface PhotographsNeeds {
  readonly vault: Vault;
  readonly inference: Inference;
  readonly packs: Packs;
  readonly personas: Personas;
  readonly download: Thread<DownloadApi>;
}

export function createPhotographs({ vault, inference, packs, personas, download }: PhotographsNeeds): Photographs {
  const [arrivals, setArrivals] = createStore<Record<string, Arrival>>({});
  /** One batch at a time per persona. */
  const queues = new Map<string, Promise<void>>();
  const database = openVault(vault.id);
  const failed = new Set<string>();
  const waiting = new Map<string, readonly IncomingFile[]>();

  const change = (personaId: string, step: (at: Arrival) => Partial<Arrival>): void =>
    setArrivals(personaId, (at = NOTHING) => ({ ...at, ...step(at) }));

  const takeIn = (personaId: string, file: IncomingFile): Promise<string> =>
    takeInto(file, DECODE_MS, (intake, bytes) => intake.take(vault.id, personaId, file.name, bytes));

  const packOf = (personaId: string): Promise<Pack> => packOfPersona(vault, packs, personaId);

  async function look(personaId: string, photographId: string): Promise<void> {
    const pack = await packOf(personaId);
    try {
      await inference.persist(() => inference.call.inspect(vault.id, pack.id, photographId));
    } catch (error) {
      failed.add(photographId);
      throw error;
    }
  }

  function fail(personaId: string, name: string, at: FailedFile["at"], error: unknown): void {
    // An abort means that the persona was deleted in the meantime.
    if (isAbort(error)) return;
    change(personaId, ({ failures }) => ({ failures: [...failures, { name, failure: toFailure(error), at }] }));
  }

  async function tryToLook(personaId: string, photographId: string, name: string): Promise<void> {
    try {
      await look(personaId, photographId);
    } catch (error) {
      fail(personaId, name, "inspection", error);
    }
  }

  function enqueue(personaId: string, batch: () => Promise<void>): Promise<void> {
    const before = queues.get(personaId) ?? Promise.resolve();
    const run = async (): Promise<void> => {
      await before;
      change(personaId, () => ({ ...NOTHING, busy: true }));
      try {
        await batch();
      } finally {
        change(personaId, () => ({ busy: false }));
      }
    };
    const finished = run();
    // The next batch waits for this one and does not care how it went.
    queues.set(
      personaId,
      finished.catch(() => undefined),
    );
    return finished;
  }

  const photographsOf = async (personaId: string): Promise<readonly Photograph[]> =>
    (await database).photographs.where("personaId").equals(personaId).sortBy("addedAt");

  /** One after another. @returns those that wait because storage takes no more: the next one would not fit either */
  async function addNow(personaId: string, files: readonly IncomingFile[]): Promise<readonly IncomingFile[]> {
    change(personaId, (at) => ({ of: at.of + files.length }));
    for (const [index, file] of files.entries()) {
      try {
        const id = await takeIn(personaId, file);
        if (await isInstalled((await packOf(personaId)).id)) await tryToLook(personaId, id, file.name);
      } catch (error) {
        fail(personaId, file.name, "intake", error);
        if (isFailure(error) && error.code.startsWith("storage-")) return files.slice(index);
      }
      change(personaId, (at) => ({ done: at.done + 1 }));
    }
    return [];
  }

  const add = (personaId: string, files: readonly IncomingFile[]): Promise<void> =>
    enqueue(personaId, async () => {
      const left = await addNow(personaId, files);
      waiting.set(personaId, left);
      change(personaId, () => ({ waiting: left.map(({ name }) => name) }));
    });

  async function notHere<File extends { readonly name: string }>(
    personaId: string,
    files: readonly File[],
  ): Promise<readonly File[]> {
    const here = new Set((await photographsOf(personaId)).map((photograph) => photograph.name));
    return files.filter((file) => !here.has(file.name));
  }

  /** Fetches the drawings that have not arrived yet, unless another tab is at it. */
  async function addSample(personaId: string, name: string): Promise<void> {
    await navigator.locks.request(sampleLock(personaId), { ifAvailable: true }, async (lock) => {
      if (!lock) return;
      try {
        const drawings = await download.call.sample(name);
        const missing = await notHere(personaId, drawings);
        await addNow(
          personaId,
          missing.map((drawing) => ({ name: drawing.name, arrayBuffer: () => Promise.resolve(drawing.bytes) })),
        );
        if ((await notHere(personaId, drawings)).length > 0) return;
        const { personas } = await database;
        await personas
          .where("id")
          .equals(personaId)
          .modify((persona) => delete (persona as { arriving?: true }).arriving);
      } catch (error) {
        fail(personaId, name, "intake", error);
      }
    });
  }

  /** By the persona's own pack: what another one read in them says nothing to it. */
  async function unseenOf(personaId: string): Promise<readonly Photograph[]> {
    const { revision } = await packOf(personaId);
    const all = await photographsOf(personaId);
    return all.filter(({ id, inspection }) => inspection?.packRevision !== revision && !failed.has(id));
  }

  async function inspect(personaId: string): Promise<void> {
    if ((await unseenOf(personaId)).length === 0) return;
    await enqueue(personaId, async () => {
      // The batch before this one may have looked at some of them.
      const unseen = await unseenOf(personaId);
      change(personaId, () => ({ of: unseen.length }));
      for (const { id, name } of unseen) {
        await tryToLook(personaId, id, name);
        change(personaId, (at) => ({ done: at.done + 1 }));
      }
    });
  }

  return {
    of: (personaId) => createLiveRows(personaId, photographsOf),
    arrival: (personaId) => arrivals[personaId] ?? NOTHING,
    add,
    async addMissing(personaId, files) {
      await add(personaId, await notHere(personaId, files));
      return arrivals[personaId]?.failures.find(({ at }) => at === "intake")?.failure;
    },
    addWaiting: (personaId) => add(personaId, waiting.get(personaId) ?? []),
    remove: (photographId) => deletePhotograph(vault.id, photographId),
    async describe(personaId) {
      const photographs = await photographsOf(personaId);
      const unsaid = photographs.filter(({ caption, inspection }) => !caption && inspection !== null && isUsable(inspection));
      const ids = unsaid.map(({ id }) => id);
      await inference.persist(() => inference.call.describe(newId(), vault.id, ids));
    },
    say: (photographId, caption) => saveCaption(vault.id, photographId, caption.trim()),
    async inspect(personaId) {
      for (const { id } of await photographsOf(personaId)) failed.delete(id);
      await inspect(personaId);
    },
    async inspectAll() {
      const people = await (await database).personas.toArray();
      const installed = await Promise.all(people.map((persona) => isInstalled(packs.of(persona).id)));
      await Promise.all(people.filter((_, i) => installed[i]).map(({ id }) => inspect(id)));
    },
    async resume() {
      const waiting = await (await database).personas.filter((persona) => persona.arriving === true).toArray();
      await Promise.all(waiting.map(({ id, name }) => enqueue(id, () => addSample(id, name))));
    },
    meetSample: (name) =>
      guarded(async () => {
        const db = await database;
        const samples = db.personas.filter((persona) => persona.source === "sample" && persona.erasedAt === undefined);
        const known = (await samples.toArray()).find((persona) => persona.name.toLowerCase() === name.toLowerCase());
        const personaId = known?.id ?? (await personas.create({ name, source: "sample", consent: null }));
        void enqueue(personaId, () => addSample(personaId, name));
        return personaId;
      }),
  };
}
