/**
 * @file Clients and their personas: who is drawn, for whom.
 *
 * Rows only: photographs come in through photographs.ts, learning happens in learning.ts.
 */
import type { Accessor } from "solid-js";
import type { Client, IndividualModel, Persona, PersonaSource } from "~/contracts/records";
import { createLiveRows } from "~/platform/live";
import { countPersona, erasePersona, type PersonaCounts } from "~/storage/erase";
import { newId } from "~/storage/ids";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Vault } from "./vault";

export interface NewPersona {
  /** Made here unless somebody has written it down already. */
  readonly id?: string;
  readonly name: string;
  readonly source: PersonaSource;
  /** Required for source "photographs". */
  readonly consent: Persona["consent"];
  /** "Mine", the first client, unless said otherwise. */
  readonly clientId?: string;
  /** The embedded one unless said otherwise. */
  readonly packId?: string;
}

export interface Personas {
  /** "Mine" first, then in the order in which they came. */
  readonly clients: Accessor<readonly Client[] | undefined>;
  /** Newest first, without those being deleted; undefined until storage has been read. */
  readonly all: Accessor<readonly Persona[] | undefined>;
  byId(id: string): Persona | undefined;
  /** Asked of storage, so that it holds before the list has been read. */
  exists(id: string): Promise<boolean>;
  /** Versions of a persona's individual model, newest first. */
  models(personaId: Accessor<string>): Accessor<readonly IndividualModel[] | undefined>;
  create(persona: NewPersona): Promise<string>;
  /** The client of that name, made where there is none. @returns the client's id */
  clientNamed(name: string): Promise<string>;
  /** Takes effect at once; nothing that was made has to change. */
  changeClient(clientId: string, change: Partial<Pick<Client, "name" | "accent">>): Promise<void>;
  /** @returns false, and nothing has happened, where somebody still belongs to the client, or it is the first one */
  removeClient(clientId: string): Promise<boolean>;
  moveToClient(personaId: string, clientId: string): Promise<void>;
  rename(personaId: string, name: string): Promise<void>;
  /** The version is in use then, and with it the pack that it was learned with. One that is not this persona's own and ready never is. */
  activate(personaId: string, modelId: string): Promise<void>;
  /** Learned and drawn with it from now on, by the latest version that it has learned. @returns whether there is one */
  usePack(personaId: string, packId: string): Promise<boolean>;
  /** What goes when the persona goes. */
  counts(personaId: string): Promise<PersonaCounts>;
  /**
   * Hides the persona at once and erases it with everything made from it ten seconds later, or at the next start.
   * @returns takes it back, while there is time
   */
  remove(personaId: string): Promise<() => Promise<void>>;
}

export const UNDO_SECONDS = 10;

/** Everybody's first client; it needs no form, and stays. */
export const MINE = "mine";

export function createPersonas(vault: Vault): Personas {
  const database = openVault(vault.id);
  const erasures = new Map<string, ReturnType<typeof setTimeout>>();

  const eraseAfter = (personaId: string, milliseconds: number): void => {
    const erase = (): void => {
      erasures.delete(personaId);
      // A failed erasure keeps its mark and is repeated at the next start.
      erasePersona(vault.id, personaId).catch(() => undefined);
    };
    erasures.set(personaId, setTimeout(erase, milliseconds));
  };

  /** What a closed tab left: the first client to make, deletions to finish. */
  const settle = async (): Promise<void> => {
    const db = await database;
    await db.transaction("rw", db.clients, async () => {
      if (!(await db.clients.get(MINE))) await db.clients.add({ id: MINE, name: "Mine", createdAt: Date.now() });
    });
    const marked = await db.personas.filter((persona) => persona.erasedAt !== undefined).toArray();
    for (const { id, erasedAt = 0 } of marked) eraseAfter(id, Math.max(0, erasedAt + UNDO_SECONDS * 1000 - Date.now()));
  };
  const settled = guarded(settle);

  const all = createLiveRows(
    () => null,
    async () => {
      const personas = await (await database).personas.orderBy("createdAt").toArray();
      return personas.filter((persona) => persona.erasedAt === undefined).toReversed();
    },
  );

  return {
    clients: createLiveRows(
      () => null,
      async () => {
        // Not waiting for the first client to be made: Dexie would not see what is read after that.
        const clients = await (await database).clients.orderBy("createdAt").toArray();
        return clients.sort((a, b) => Number(b.id === MINE) - Number(a.id === MINE));
      },
    ),
    all,
    byId: (id) => all()?.find((persona) => persona.id === id),
    exists: (id) =>
      guarded(async () => {
        const persona = await (await database).personas.get(id);
        return persona !== undefined && persona.erasedAt === undefined;
      }),
    models: (personaId) =>
      createLiveRows(personaId, async (id) => {
        const models = await (await database).models.where("personaId").equals(id).toArray();
        return models.sort((a, b) => b.version - a.version);
      }),
    create: ({ id = newId(), name, source, consent, clientId = MINE, packId }) =>
      guarded(async () => {
        const trigger = `user${id}`;
        const rest = { activeModelId: null, ...(packId !== undefined && { packId }), createdAt: Date.now() };
        const persona: Persona = { id, clientId, name, trigger, source, consent, ...rest };
        await (await database).personas.add(source === "sample" ? { ...persona, arriving: true } : persona);
        return id;
      }),
    clientNamed: (name) =>
      guarded(async () => {
        await settled;
        const db = await database;
        return db.transaction("rw", db.clients, async () => {
          const isSame = (client: Client): boolean => client.name.toLowerCase() === name.toLowerCase();
          const known = (await db.clients.toArray()).find(isSame);
          if (known) return known.id;
          const id = newId();
          await db.clients.add({ id, name, createdAt: Date.now() });
          return id;
        });
      }),
    changeClient: (clientId, change) =>
      guarded(async () => {
        await (await database).clients.update(clientId, change);
      }),
    removeClient: (clientId) =>
      guarded(async () => {
        const db = await database;
        return db.transaction("rw", db.clients, db.personas, async () => {
          // Somebody whose deletion can still be taken back needs it too.
          if (clientId === MINE || (await db.personas.where("clientId").equals(clientId).count()) > 0) return false;
          await db.clients.delete(clientId);
          return true;
        });
      }),
    moveToClient: (personaId, clientId) =>
      guarded(async () => {
        await (await database).personas.update(personaId, { clientId });
      }),
    rename: (personaId, name) =>
      guarded(async () => {
        await (await database).personas.update(personaId, { name });
      }),
    activate: (personaId, modelId) =>
      guarded(async () => {
        const db = await database;
        await db.transaction("rw", db.personas, db.models, async () => {
          const model = await db.models.get(modelId);
          if (model?.personaId !== personaId || model.status !== "ready") return;
          await db.personas.update(personaId, { activeModelId: modelId, packId: model.pack.id });
        });
      }),
    usePack: (personaId, packId) =>
      guarded(async () => {
        const db = await database;
        return db.transaction("rw", db.personas, db.models, db.photographs, async () => {
          const models = await db.models.where("personaId").equals(personaId).toArray();
          const own = models.filter(({ pack, status }) => pack.id === packId && status === "ready");
          const latest = own.toSorted((a, b) => b.version - a.version)[0];
          await db.personas.update(personaId, { packId, activeModelId: latest?.id ?? null });
          // What another pack read in them says nothing to this one.
          await db.photographs.where("personaId").equals(personaId).modify({ inspection: null });
          return latest !== undefined;
        });
      }),
    counts: (personaId) => countPersona(vault.id, personaId),
    remove: (personaId) =>
      guarded(async () => {
        const db = await database;
        await db.personas.update(personaId, { erasedAt: Date.now() });
        eraseAfter(personaId, UNDO_SECONDS * 1000);
        return async () => {
          clearTimeout(erasures.get(personaId));
          await guarded(() =>
            db.personas
              .where("id")
              .equals(personaId)
              .modify((persona) => delete (persona as { erasedAt?: number }).erasedAt),
          );
        };
      }),
  };
}
