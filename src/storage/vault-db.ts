/**
 * @file `likeness-<vaultId>`: everything that belongs to one person using this device.
 *
 * Lists are live queries over rows; `blobs` holds image and tensor bytes and is only read by id. Bytes and names are never indexed.
 */
import Dexie, { type EntityTable } from "dexie";
import {
  type BlobRow,
  type Client,
  type DraftRow,
  type IndividualModel,
  isLearned,
  type Job,
  type KeptMaskRow,
  type Lookbook,
  type PauseRow,
  type Persona,
  type Photograph,
  type Picture,
  type Tally,
  type TileRow,
  type TrainingRow,
} from "~/contracts/records";
import type { SavedLook } from "~/contracts/looks";
import type { SavedSteps } from "~/contracts/steps";
import { once, OPTIONS } from "./open.ts";
import { talliesOf } from "./tallies.ts";

export type VaultDb = Dexie & {
  readonly clients: EntityTable<Client, "id">;
  readonly personas: EntityTable<Persona, "id">;
  readonly photographs: EntityTable<Photograph, "id">;
  readonly models: EntityTable<IndividualModel, "id">;
  readonly pictures: EntityTable<Picture, "id">;
  readonly lookbooks: EntityTable<Lookbook, "id">;
  readonly jobs: EntityTable<Job, "id">;
  readonly drafts: EntityTable<DraftRow, "personaId">;
  readonly blobs: EntityTable<BlobRow, "id">;
  readonly pauses: EntityTable<PauseRow, "id">;
  readonly tiles: EntityTable<TileRow, "id">;
  readonly tallies: EntityTable<Tally, "id">;
  readonly trainings: EntityTable<TrainingRow, "id">;
  readonly looks: EntityTable<SavedLook, "id">;
  readonly recipes: EntityTable<SavedSteps, "id">;
  readonly keptMasks: EntityTable<KeptMaskRow, "id">;
};

export const vaultName = (vaultId: string): string => `likeness-${vaultId}`;

/** Opened once per realm; the window and the workers each have their own connection. */
export const openVault: (vaultId: string) => Promise<VaultDb> = once((vaultId) => {
  const db = new Dexie(vaultName(vaultId), OPTIONS) as VaultDb;
  db.version(1).stores({
    clients: "id, createdAt",
    personas: "id, clientId, createdAt",
    photographs: "id, personaId, addedAt",
    models: "id, personaId",
    pictures: "id, personaId, createdAt",
    lookbooks: "id, createdAt",
    jobs: "id, status, createdAt",
    drafts: "personaId",
    blobs: "id",
  });
  db.version(2).stores({ pauses: "id", tiles: "id, personaId, usedAt" });
  db.version(3)
    .stores({ tallies: "id" })
    .upgrade(async (transaction) => {
      const pictures = await transaction.table<Picture>("pictures").toArray();
      await transaction.table<Tally>("tallies").bulkAdd(talliesOf(pictures));
    });
  db.version(4)
    .stores({ trainings: "id, personaId" })
    .upgrade((transaction) => transaction.table<IndividualModel>("models").toCollection().modify({ training: null }));
  // With tens of thousands of pictures, the few that are kept or thrown away are not looked for among all of them.
  db.version(5).stores({ pictures: "id, personaId, createdAt, mark, deletedAt", looks: "id, createdAt" });
  db.version(6).stores({ recipes: "id, createdAt" });
  db.version(7)
    .stores({})
    .upgrade(async (transaction) => {
      const [models, personas] = [transaction.table<IndividualModel>("models"), transaction.table<Persona>("personas")];
      await models.filter((model) => model.status === "ready" && !isLearned(model)).modify({ status: "retrain" });
      const all = await models.toArray();
      // Whoever was drawn by the projection is drawn by their latest version that was learned, or waits for one.
      await personas.toCollection().modify((persona) => {
        const own = all.filter(({ personaId }) => personaId === persona.id);
        const active = own.find(({ id }) => id === persona.activeModelId);
        if (active?.status !== "retrain") return;
        const ready = own.filter(({ status, pack }) => status === "ready" && pack.id === active.pack.id);
        const latest = ready.toSorted((a, b) => b.version - a.version)[0];
        Object.assign(persona, { activeModelId: latest?.id ?? null });
      });
      await transaction.table<TrainingRow>("trainings").toCollection().modify({ bestSha256: null });
    });
  // Who names a mask is not looked for among all pictures. Of those from before their look's name was kept, a shoot's are told by its jobs.
  db.version(8)
    .stores({ pictures: "id, personaId, createdAt, mark, deletedAt, request.edit.maskId", keptMasks: "id, personaId, rootId" })
    .upgrade(async (transaction) => {
      const pictures = transaction.table<Picture>("pictures");
      for (const { shoot, pictureIds } of await transaction.table<Job>("jobs").toArray())
        if (shoot) for (const id of pictureIds) await pictures.update(id, { look: shoot.look });
    });
  return db;
});
