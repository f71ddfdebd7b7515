import Dexie from "dexie";
import { afterEach, expect, test } from "vitest";
import {
  bestId,
  type IndividualModel,
  type Job,
  type Persona,
  type Picture,
  stateId,
  thumbnailId,
  type TrainingRow,
} from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { TRAINING } from "../../tests/support/records.ts";
import { countPersona, eraseDevice, erasePersona, whatIsLeft } from "./erase.ts";
import { deletePictures, nextVersion, saveModel, savePhotograph, savePicture } from "./images.ts";
import { addJob, claimJob, MAX_ATTEMPTS, openJobs, settleJob } from "./journal.ts";
import { onSuperseded } from "./open.ts";
import { readTile, saveTile, tileId } from "./tiles.ts";
import { beginTraining, dropTraining, keepLook, keepState, readTraining, trainingOf } from "./trainings.ts";
import { openVault, vaultName } from "./vault-db.ts";
import { firstVault, lastPlace, listVaults, setLastPlace } from "./vaults.ts";

let vaults = 0;

/** Each test its own vault, with two people in it. */
async function makeVault(): Promise<string> {
  const id = `test${(vaults += 1)}`;
  const db = await openVault(id);
  for (const name of ["ana", "eva"]) await db.personas.add(personaOf(name));
  return id;
}

const personaOf = (id: string): Persona => ({
  id,
  clientId: "mine",
  name: id,
  trigger: `user${id}`,
  source: "cast",
  consent: null,
  activeModelId: null,
  createdAt: 0,
});

const requestOf = (personaId: string, seeds: readonly number[]): GenerateRequest => ({
  schema: 1,
  pack: { id: "atelier", revision: "1" },
  personaId,
  model: { id: "m", version: 1, sha256: "" },
  layers: [],
  prompt: "",
  size: { width: 8, height: 8 },
  sampler: "flow-euler",
  steps: 1,
  guidance: 1,
  identityStrength: 0.95,
  pose: null,
  seeds,
});

const jobOf = (id: string, personaId: string, seeds: readonly number[]): Job => ({
  id,
  request: requestOf(personaId, seeds),
  status: "queued",
  attempts: 0,
  pictureIds: [],
  failure: null,
  createdAt: 0,
});

const pictureOf = (id: string, personaId: string, seed: number): Picture => ({
  id,
  personaId,
  request: requestOf(personaId, [seed]),
  seed,
  width: 8,
  height: 8,
  likeness: null,
  mark: null,
  seconds: 1,
  createdAt: seed,
});

const modelOf = (id: string, personaId: string, version: number): IndividualModel => ({
  id,
  personaId,
  version,
  pack: { id: "atelier", revision: "1" },
  status: "ready",
  tensorsId: `${id}.tensors`,
  sha256: "",
  photographIds: [],
  rejectedIds: [],
  calibration: { floor: 0, ceiling: 1 },
  probes: [{ blobId: `${id}.probe`, likeness: 1 }],
  training: TRAINING,
  createdAt: 0,
});

const trainingRow = (id: string, personaId: string): TrainingRow => {
  const { pack, photographIds, rejectedIds, calibration, createdAt } = modelOf(id, personaId, 1);
  return {
    id,
    personaId,
    pack,
    photographIds,
    rejectedIds,
    calibration,
    createdAt,
    recipe: { steps: 2, seed: 1, lookEvery: 1, driftLimit: 1 },
    step: 0,
    losses: [],
    seconds: 0,
    device: null,
    stateSha256: null,
    bestSha256: "projected",
    looks: [],
    pictureIds: [],
  };
};

const SEEN = { step: 0, likeness: 0.5, drift: 0 };

const BEST = { bytes: new ArrayBuffer(1), sha256: "best" };

const bytesOf = (size: number) => ({ bytes: new ArrayBuffer(size), type: "application/octet-stream" });

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

afterEach(async () => {
  for (let index = 1; index <= vaults; index++) indexedDB.deleteDatabase(vaultName(`test${index}`));
  await eraseDevice();
});

test("two tabs that start together make one vault, and places are remembered", async () => {
  const [one, other] = await Promise.all([firstVault("a", 1), firstVault("b", 2)]);
  expect(one).toEqual(other);
  expect(await listVaults()).toHaveLength(1);
  await setLastPlace("/studio/ana");
  expect(await lastPlace()).toBe("/studio/ana");
});

test("a vault that an older tab holds is refused with a reason, and opens once that tab lets go", async () => {
  const holder = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(vaultName("held"), 1);
    request.onsuccess = () => resolve(request.result);
  });
  expect(await failureOf(openVault("held"))).toMatchObject({ code: "storage-blocked" });
  holder.close();
  expect((await openVault("held")).isOpen()).toBe(true);
  indexedDB.deleteDatabase(vaultName("held"));
});

test("a newer version gets the database at once, and this tab writes nothing any more", async () => {
  const vaultId = await makeVault();
  let told = 0;
  const stop = onSuperseded(() => (told += 1));
  const newer = await new Promise<IDBDatabase>((resolve) => {
    const request = indexedDB.open(vaultName(vaultId), 1000);
    request.onsuccess = () => resolve(request.result);
  });
  expect(told).toBe(1);
  expect(await failureOf(addJob(vaultId, jobOf("late", "ana", [1])))).toMatchObject({ code: "storage-blocked" });
  newer.close();
  stop();
});

test("a saved version becomes the active one, and the next has the next number", async () => {
  const vaultId = await makeVault();
  expect(await nextVersion(vaultId, "ana")).toBe(1);
  const blobs = [
    { id: "m1.tensors", ...bytesOf(4) },
    { id: "m1.probe", ...bytesOf(4) },
  ];
  await saveModel(vaultId, modelOf("m1", "ana", 1), blobs);
  expect(await nextVersion(vaultId, "ana")).toBe(2);
  expect(await nextVersion(vaultId, "eva")).toBe(1);
  expect((await (await openVault(vaultId)).personas.get("ana"))?.activeModelId).toBe("m1");
});

test("erasing a persona takes everything made from it and nothing of anybody else", async () => {
  const vaultId = await makeVault();
  for (const who of ["ana", "eva"]) {
    const photograph = { id: `${who}.photo`, personaId: who, name: "x", width: 1, height: 1, addedAt: 0, inspection: null };
    await savePhotograph(vaultId, photograph, bytesOf(1), bytesOf(1));
    await savePicture(vaultId, "none", pictureOf(`${who}.picture`, who, 1), bytesOf(1), bytesOf(1));
    const blobs = [`${who}.model.tensors`, `${who}.model.probe`].map((id) => ({ id, ...bytesOf(1) }));
    await saveModel(vaultId, modelOf(`${who}.model`, who, 1), blobs);
    await addJob(vaultId, jobOf(`${who}.job`, who, [1]));
    await saveTile(vaultId, { id: `${who}.tile`, personaId: who, ...bytesOf(1), usedAt: 0 });
    await beginTraining(vaultId, trainingRow(`${who}.training`, who), new ArrayBuffer(1));
    await keepLook(vaultId, `${who}.training`, SEEN, [{ id: `${who}.seen`, ...bytesOf(1) }], BEST);
  }
  expect(await countPersona(vaultId, "ana")).toEqual({ photographs: 1, models: 1, pictures: 1, jobs: 1 });
  await erasePersona(vaultId, "ana");

  const db = await openVault(vaultId);
  const eva = ["eva.model.probe", "eva.model.tensors", "eva.photo", "eva.picture", "eva.seen"];
  eva.push(bestId("eva.training"));
  const expected = [...eva, thumbnailId("eva.photo"), thumbnailId("eva.picture")];
  expect((await db.blobs.toCollection().primaryKeys()).toSorted()).toEqual(expected.toSorted());
  for (const table of [db.personas, db.photographs, db.models, db.pictures, db.jobs, db.tiles, db.trainings])
    expect(await table.count()).toBe(1);
  const late = savePicture(vaultId, "none", pictureOf("late", "ana", 3), bytesOf(1), bytesOf(1));
  await expect(late).rejects.toMatchObject({ name: "AbortError" });
});

test("a training is replaced by the next, keeps its latest look, and writes nothing once it is dropped", async () => {
  const vaultId = await makeVault();
  const db = await openVault(vaultId);
  for (const id of ["t1", "t2"]) await beginTraining(vaultId, trainingRow(id, "ana"), new ArrayBuffer(1));
  expect((await trainingOf(vaultId, "ana"))?.id).toBe("t2");
  await keepLook(vaultId, "t2", SEEN, [{ id: "seen", ...bytesOf(1) }], null);
  expect((await readTraining(vaultId, "t2")).bestSha256).toBe("projected");
  await keepLook(vaultId, "t2", { ...SEEN, step: 1 }, [{ id: "seen again", ...bytesOf(1) }], BEST);
  const kept = { step: 1, losses: [0.5], seconds: 1, device: { backend: "wasm", threads: 2 }, stateSha256: "a" } as const;
  await keepState(vaultId, "t2", kept, new ArrayBuffer(1));
  expect((await db.blobs.toCollection().primaryKeys()).toSorted()).toEqual(
    [bestId("t2"), "seen again", stateId("t2")].toSorted(),
  );
  expect(await readTraining(vaultId, "t2")).toMatchObject({
    ...kept,
    pictureIds: ["seen again"],
    looks: [{ step: 0 }, { step: 1 }],
    bestSha256: "best",
  });
  await dropTraining(vaultId, "t2");
  expect(await db.blobs.count()).toBe(0);
  await expect(keepState(vaultId, "t2", kept, new ArrayBuffer(1))).rejects.toMatchObject({ name: "AbortError" });
  await expect(readTraining(vaultId, "t2")).rejects.toMatchObject({ name: "AbortError" });
});

test("tiles have little room: the one not looked at for longest goes, and nobody who is gone gets one", async () => {
  const vaultId = await makeVault();
  const HOUR_MS = 60 * 60 * 1000;
  for (const [usedAt, id] of ["a", "b", "c"].entries())
    await saveTile(vaultId, { id, personaId: "ana", ...bytesOf(1), usedAt }, 3);
  expect(await readTile(vaultId, "a", 2 * HOUR_MS)).toMatchObject({ personaId: "ana" });
  await saveTile(vaultId, { id: "d", personaId: "ana", ...bytesOf(1), usedAt: 5 }, 3);
  await saveTile(vaultId, { id: "e", personaId: "gone", ...bytesOf(1), usedAt: 9 * HOUR_MS }, 3);
  const db = await openVault(vaultId);
  expect((await db.tiles.toCollection().primaryKeys()).toSorted()).toEqual(["a", "c", "d"]);
});

test("a tile is known by what is in the picture, and by nothing else", async () => {
  const request = requestOf("ana", [1]);
  const hair = { kind: "hair", words: "a bun", strength: 1 } as const;
  const id = await tileId({ ...request, layers: [hair] });
  const same = [
    { kind: "light", words: "", strength: 0.5 } as const,
    { kind: "lens", words: "tight headshot", strength: 0 } as const,
  ];
  expect(await tileId({ ...request, layers: [hair, ...same], seeds: [1, 2] })).toBe(id);
  const others: GenerateRequest[] = [
    { ...request, layers: [{ ...hair, strength: 0.9 }] },
    { ...request, layers: [hair], personaId: "eva" },
    { ...request, layers: [hair], model: { ...request.model, sha256: "1" } },
    { ...request, layers: [hair], pack: { ...request.pack, revision: "2" } },
    { ...request, layers: [hair], seeds: [2] },
    { ...request, layers: [hair], prompt: "calm" },
  ];
  expect(new Set([id, ...(await Promise.all(others.map(tileId)))]).size).toBe(others.length + 1);
});

test("what was drawn counts on when pictures and people go, and only then without saying of whom", async () => {
  const vaultId = await makeVault();
  for (const [seed, who] of ["ana", "ana", "eva"].entries())
    await savePicture(vaultId, "none", { ...pictureOf(`p${seed}`, who, seed), seconds: 2 + seed }, bytesOf(1), bytesOf(1));
  const db = await openVault(vaultId);
  const [ana, eva] = [
    { id: "ana", pictures: 2, seconds: 5 },
    { id: "eva", pictures: 1, seconds: 4 },
  ];
  expect(await db.tallies.toArray()).toEqual([ana, eva]);
  await deletePictures(vaultId, ["p0"]);
  await erasePersona(vaultId, "eva");
  await erasePersona(vaultId, "eva");
  expect(await db.tallies.toArray()).toEqual([ana, { ...eva, id: "gone" }]);
  await erasePersona(vaultId, "ana");
  expect(await db.tallies.toArray()).toEqual([{ id: "gone", pictures: 3, seconds: 9 }]);
});

test("a picture that could not be saved is not counted", async () => {
  const vaultId = await makeVault();
  const save = () => savePicture(vaultId, "none", pictureOf("p", "ana", 1), bytesOf(1), bytesOf(1));
  await save();
  expect(await failureOf(save())).toMatchObject({ name: "Failure" });
  expect(await (await openVault(vaultId)).tallies.toArray()).toEqual([{ id: "ana", pictures: 1, seconds: 1 }]);
});

test("a vault from before anything was counted begins with what it has", async () => {
  const name = vaultName("before");
  const old = new Dexie(name);
  old.version(2).stores({ pictures: "id, personaId, createdAt", models: "id, personaId" });
  await old.open();
  const { training: _, ...model } = modelOf("m1", "ana", 1);
  await old.table("models").add(model);
  await old.table("pictures").bulkAdd([1, 2, 3].map((seed) => pictureOf(`p${seed}`, seed < 3 ? "ana" : "eva", seed)));
  old.close();
  expect(await (await openVault("before")).tallies.toArray()).toEqual([
    { id: "ana", pictures: 2, seconds: 2 },
    { id: "eva", pictures: 1, seconds: 1 },
  ]);
  expect(await (await openVault("before")).models.toArray(), "made before there were gradients").toMatchObject([
    { training: null, status: "retrain" },
  ]);
  indexedDB.deleteDatabase(name);
});

test("versions made without gradients wait to be learned, and whoever has another is drawn from that one", async () => {
  const name = vaultName("projected");
  const old = new Dexie(name);
  old.version(6).stores({ personas: "id", models: "id, personaId", trainings: "id, personaId" });
  await old.open();
  const persona = (id: string, activeModelId: string | null) => ({ ...personaOf(id), activeModelId });
  await old.table("personas").bulkAdd([persona("ana", "a2"), persona("eva", "e2"), persona("ida", null)]);
  const kept = { ...TRAINING, step: 0 };
  await old
    .table("models")
    .bulkAdd([
      modelOf("a1", "ana", 1),
      { ...modelOf("a2", "ana", 2), training: null },
      { ...modelOf("e1", "eva", 1), training: null },
      { ...modelOf("e2", "eva", 2), training: kept },
    ]);
  const { bestSha256: _, ...row } = trainingRow("t", "ida");
  await old.table("trainings").add(row);
  old.close();
  const db = await openVault("projected");
  expect((await db.models.toArray()).map(({ id, status }) => [id, status])).toEqual([
    ["a1", "ready"],
    ["a2", "retrain"],
    ["e1", "retrain"],
    ["e2", "retrain"],
  ]);
  expect((await db.personas.toArray()).map((each) => each.activeModelId)).toEqual(["a1", null, null]);
  expect(await db.trainings.get("t")).toMatchObject({ bestSha256: null });
  indexedDB.deleteDatabase(name);
});

test("pictures of shoots from before are called by their looks; others have no name, as when they were drawn", async () => {
  const name = vaultName("unnamed");
  const old = new Dexie(name);
  old.version(7).stores({ pictures: "id, personaId, createdAt, mark, deletedAt", jobs: "id, status, createdAt" });
  await old.open();
  await old.table("pictures").bulkAdd([1, 2, 3].map((seed) => pictureOf(`p${seed}`, "ana", seed)));
  const job = { ...jobOf("j", "ana", [1]), pictureIds: ["p1", "gone"] };
  await old.table("jobs").bulkAdd([
    { ...job, shoot: { id: "s", name: "Corporate", look: "Boardroom" } },
    { ...job, id: "k", pictureIds: ["p2"] },
  ]);
  old.close();
  const looks = (await (await openVault("unnamed")).pictures.toArray()).map((picture) => picture.look);
  expect(looks).toEqual(["Boardroom", undefined, undefined]);
  indexedDB.deleteDatabase(name);
});

test("erasing the device leaves nothing of Likeness behind", async () => {
  await firstVault("whole", 0);
  await openVault("whole");
  await setLastPlace("/");
  await (await caches.open("samples")).put("/x", new Response("x"));
  expect(await whatIsLeft()).not.toEqual([]);
  await eraseDevice();
  expect((await whatIsLeft()).filter((name) => !name.startsWith(vaultName("test")))).toEqual([]);
});

test("an interrupted job's row says which pictures it has, whenever its tab dies", async () => {
  const vaultId = await makeVault();
  await addJob(vaultId, jobOf("shoot", "ana", [5, 6, 7]));
  await claimJob(vaultId, "shoot");
  await savePicture(vaultId, "shoot", pictureOf("five", "ana", 5), bytesOf(1), bytesOf(1));

  expect((await openJobs(vaultId)).map(({ id, status }) => [id, status])).toEqual([["shoot", "running"]]);
  expect(await claimJob(vaultId, "shoot")).toMatchObject({ attempts: 2, pictureIds: ["five"] });
});

test("a job that keeps taking its tab with it is not tried for ever", async () => {
  const vaultId = await makeVault();
  await addJob(vaultId, jobOf("poison", "ana", [1]));
  for (let attempt = 1; attempt <= MAX_ATTEMPTS; attempt++) expect((await claimJob(vaultId, "poison"))?.attempts).toBe(attempt);
  expect(await claimJob(vaultId, "poison")).toBeUndefined();
  expect(await (await openVault(vaultId)).jobs.get("poison")).toMatchObject({
    status: "failed",
    failure: { code: "device-lost" },
  });
});

test("a job settles once: cancelled stays cancelled", async () => {
  const vaultId = await makeVault();
  await addJob(vaultId, jobOf("shoot", "ana", [1]));
  await settleJob(vaultId, "shoot", "cancelled", null);
  await settleJob(vaultId, "shoot", "done", null);
  expect((await (await openVault(vaultId)).jobs.get("shoot"))?.status).toBe("cancelled");
  expect(await openJobs(vaultId)).toEqual([]);
});
