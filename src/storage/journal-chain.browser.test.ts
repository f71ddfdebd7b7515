import { expect, test } from "vitest";
import type { Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { addJob, openJobs, settleJob } from "./journal.ts";
import { openVault } from "./vault-db.ts";

const requestOf = (hair: string, edit?: GenerateRequest["edit"]): GenerateRequest => ({
  schema: 1,
  pack: { id: "atelier", revision: "1" },
  personaId: "ana",
  model: { id: "m", version: 1, sha256: "" },
  layers: [{ kind: "hair", words: hair, strength: 1 }],
  prompt: "",
  size: { width: 8, height: 8 },
  sampler: "flow-euler",
  steps: 1,
  guidance: 1,
  identityStrength: 0.95,
  pose: null,
  seeds: [1],
  ...(edit && { edit }),
});

const CHANGE: NonNullable<GenerateRequest["edit"]> = { verb: "change", sourceId: "before", strength: 0.9, region: "hair" };

const jobOf = (id: string): Job => ({
  id,
  request: requestOf("a bob"),
  status: "queued",
  attempts: 0,
  pictureIds: [],
  failure: null,
  followedBy: [requestOf("a bun", CHANGE), requestOf("an afro", CHANGE)],
  createdAt: 1,
});

test("a done job is followed by the next of its chain, begun with its picture; a cancelled one is not, until it is done after all", async () => {
  const vaultId = "chained";
  const { jobs } = await openVault(vaultId);
  await addJob(vaultId, jobOf("first"));
  await settleJob(vaultId, "first", "cancelled", null, { id: "second", at: 2 });
  expect(await openJobs(vaultId)).toEqual([]);

  await jobs.update("first", { status: "running", pictureIds: ["p1"] });
  await settleJob(vaultId, "first", "done", null, { id: "second", at: 2 });
  const [second] = await openJobs(vaultId);
  expect(second).toMatchObject({ id: "second", status: "queued", parentId: "p1", pictureIds: [], createdAt: 2 });
  expect([second?.request.layers[0]?.words, second?.request.edit?.sourceId]).toEqual(["a bun", "p1"]);
  expect(second?.followedBy).toHaveLength(1);

  // Told twice, it is done once.
  await settleJob(vaultId, "first", "done", null, { id: "again", at: 3 });
  expect(await openJobs(vaultId)).toHaveLength(1);

  await jobs.update("second", { status: "running", pictureIds: ["p2"] });
  await settleJob(vaultId, "second", "done", null, { id: "third", at: 3 });
  const [third] = await openJobs(vaultId);
  expect([third?.id, third?.request.edit?.sourceId, third?.followedBy]).toEqual(["third", "p2", undefined]);
  await jobs.update("third", { status: "running", pictureIds: ["p3"] });
  await settleJob(vaultId, "third", "done", null, { id: "fourth", at: 4 });
  expect(await openJobs(vaultId)).toEqual([]);
});
