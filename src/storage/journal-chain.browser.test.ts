import { expect, test } from "vitest";
import type { Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { addJob, followJobWith, openJobs, settleJob } from "./journal.ts";
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

test("an edit asked of one that is on its way is drawn after it, wherever the chain has got to; of one that came to nothing it is not", async () => {
  const vaultId = "followed";
  const { jobs } = await openVault(vaultId);
  const asked = (hair: string, at: number) => followJobWith(vaultId, "first", requestOf(hair, CHANGE), { id: `at-${at}`, at });
  const { followedBy: _, ...first } = jobOf("first");
  await addJob(vaultId, first);
  expect(await asked("a bun", 2)).toBe("first");
  expect((await jobs.get("first"))?.followedBy?.map(({ layers }) => layers[0]?.words)).toEqual(["a bun"]);

  // Done meanwhile: the second is a job of its own now, and what is asked follows that.
  await jobs.update("first", { status: "running", pictureIds: ["p1"] });
  await settleJob(vaultId, "first", "done", null, { id: "second", at: 3 });
  expect(await asked("an afro", 4)).toBe("second");
  expect((await jobs.get("second"))?.followedBy?.map(({ layers }) => layers[0]?.words)).toEqual(["an afro"]);

  // The whole chain is done: it begins with the last picture.
  await jobs.update("second", { status: "running", pictureIds: ["p2"] });
  await settleJob(vaultId, "second", "done", null, { id: "third", at: 5 });
  await jobs.update("third", { status: "running", pictureIds: ["p3"] });
  await settleJob(vaultId, "third", "done", null, { id: "fourth", at: 6 });
  expect(await asked("locs", 7)).toBe("at-7");
  expect(await jobs.get("at-7")).toMatchObject({ status: "queued", parentId: "p3", request: { edit: { sourceId: "p3" } } });

  // Cancelled in the middle: nothing follows, and nothing that was drawn is lost.
  await addJob(vaultId, { ...jobOf("chain"), createdAt: 8 });
  await jobs.update("chain", { status: "running", pictureIds: ["c1"] });
  await settleJob(vaultId, "chain", "done", null, { id: "chain-2", at: 9 });
  await settleJob(vaultId, "chain-2", "cancelled", null, { id: "chain-3", at: 10 });
  expect(await jobs.get("chain-3")).toBeUndefined();
  expect(await jobs.get("chain")).toMatchObject({ status: "done", pictureIds: ["c1"] });
  expect(await followJobWith(vaultId, "chain", requestOf("a bun", CHANGE), { id: "late", at: 11 })).toBeNull();
});
