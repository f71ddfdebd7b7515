import { createRoot } from "solid-js";
import { afterEach, expect, test } from "vitest";
import type { Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { eraseDevice } from "~/storage/erase";
import { addJob, breakOff, claimJob, MAX_ATTEMPTS, pauseQueue, resumeQueue } from "~/storage/journal";
import { jobLock } from "~/storage/locks";
import { manifest } from "~/storage/manifest";
import { openVault } from "~/storage/vault-db";
import { until } from "../../tests/support/until.ts";
import { createInference } from "./inference.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createVault, type Vault } from "./vault.ts";

afterEach(eraseDevice);

const [pack] = manifest.packs;

const request: GenerateRequest = {
  schema: 1,
  pack: { id: pack!.id, revision: pack!.revision },
  personaId: "nobody",
  model: { id: "m", version: 1, sha256: "" },
  layers: [],
  prompt: "",
  size: pack!.sizes[0]!,
  sampler: "flow-euler",
  steps: 1,
  guidance: 1,
  identityStrength: 0.95,
  pose: null,
  seeds: [1],
};

const left = (id: string, status: Job["status"], attempts = 0): Job => ({
  id,
  request,
  status,
  attempts,
  pictureIds: [],
  failure: null,
  createdAt: Date.now(),
});

const statusOf = async (vault: Vault, id: string) => {
  const job = await (await openVault(vault.id)).jobs.get(id);
  return [job?.status, job?.failure?.code ?? null, job?.attempts];
};

/** What a tab that opens now does, with a real inference worker and no pack installed. */
async function inNewTab(vault: Vault, work: (jobs: Jobs) => Promise<void>): Promise<void> {
  await createRoot(async (dispose) => {
    const inference = createInference();
    try {
      await work(createJobs({ vault, inference }));
    } finally {
      inference.restart();
      dispose();
    }
  });
}

test("a job is written down before it is run, and says why it could not be", async () => {
  const vault = await createVault(Date.now());
  await inNewTab(vault, async (jobs) => {
    const id = await jobs.enqueue(request);
    expect((await statusOf(vault, id))[0]).toMatch(/queued|running/);
    await until(async () => expect(await statusOf(vault, id)).toEqual(["failed", "pack-missing", 1]));
    await until(() => expect(jobs.busy()).toBe(false));
    await jobs.retry(id);
    await until(async () => expect(await statusOf(vault, id)).toEqual(["failed", "pack-missing", 1]));
    await jobs.dismiss(id);
    await until(() => expect(jobs.all()).toEqual([]));
  });
});

test("the next tab takes up what a dead one left, and leaves alone what a living one holds", async () => {
  const vault = await createVault(Date.now());
  await addJob(vault.id, left("queued", "queued"));
  await addJob(vault.id, left("interrupted", "running", 1));
  await addJob(vault.id, left("held", "running", 1));
  await addJob(vault.id, left("poison", "running", MAX_ATTEMPTS));
  await navigator.locks.request(jobLock("held"), () =>
    inNewTab(vault, async (jobs) => {
      await until(async () => {
        expect(await statusOf(vault, "queued")).toEqual(["failed", "pack-missing", 1]);
        expect(await statusOf(vault, "interrupted")).toEqual(["failed", "pack-missing", 2]);
        expect(await statusOf(vault, "poison")).toEqual(["failed", "device-lost", MAX_ATTEMPTS]);
      });
      await until(() => expect(jobs.busy()).toBe(false));
      expect(await statusOf(vault, "held")).toEqual(["running", null, 1]);
    }),
  );
});

test("a paused queue draws nothing, also for the next tab, keeps its new order, and goes on when it is told to", async () => {
  const vault = await createVault(Date.now());
  for (const [index, id] of ["a", "b", "c"].entries()) await addJob(vault.id, { ...left(id, "queued"), createdAt: index });
  await pauseQueue(vault.id);
  const order = (jobs: Jobs) => jobs.queue().map(({ id }) => id);
  await inNewTab(vault, async (jobs) => {
    await until(() => expect(order(jobs)).toEqual(["a", "b", "c"]));
    await jobs.move("c", "a");
    await jobs.move("a", "b");
    await until(() => expect(order(jobs)).toEqual(["c", "b", "a"]));
    await jobs.enqueue(request);
  });
  await inNewTab(vault, async (jobs) => {
    await until(() => expect(jobs.paused()).toBe(true));
    await until(() => expect(order(jobs).slice(0, 3)).toEqual(["c", "b", "a"]));
    expect(jobs.busy()).toBe(false);
    // As they are written: what is shown may leave out one that was short.
    const begun: string[] = [];
    (await openVault(vault.id)).jobs.hook("updating", (changes: Partial<Job>, id) => {
      if (changes.status === "running") begun.push(id);
    });
    await jobs.resume();
    await until(() => expect(jobs.queue()).toEqual([]));
    expect(begun.slice(0, 3)).toEqual(["c", "b", "a"]);
    expect(jobs.paused()).toBe(false);
  });
});

test("a running job that is paused waits with the pictures it has, and the attempt does not count", async () => {
  const vault = await createVault(Date.now());
  await addJob(vault.id, { ...left("a", "running", 2), pictureIds: ["first"] });
  await pauseQueue(vault.id);
  expect(await claimJob(vault.id, "a")).toBeUndefined();
  expect(await statusOf(vault, "a")).toEqual(["queued", null, 1]);
  // The run learns of it later, and what it came to is no news any more.
  await breakOff(vault.id, "a", "cancelled", null);
  expect(await (await openVault(vault.id)).jobs.get("a")).toMatchObject({ status: "queued", pictureIds: ["first"] });
  await resumeQueue(vault.id);
  expect(await claimJob(vault.id, "a")).toMatchObject({ attempts: 2, pictureIds: ["first"] });
});

test("a pause ends with the queue it was for", async () => {
  const vault = await createVault(Date.now());
  await addJob(vault.id, left("a", "queued"));
  await pauseQueue(vault.id);
  await inNewTab(vault, async (jobs) => {
    await jobs.cancel("a");
    const id = await jobs.enqueue(request);
    await until(async () => expect((await statusOf(vault, id))[0]).toBe("failed"));
    await jobs.pause();
    await jobs.retry(id);
    await until(async () => expect((await statusOf(vault, id))[0]).toBe("failed"));
    expect(jobs.paused()).toBe(false);
  });
});

test("a queued job that is cancelled is never run", async () => {
  const vault = await createVault(Date.now());
  await addJob(vault.id, left("before", "queued"));
  await pauseQueue(vault.id);
  await inNewTab(vault, async (jobs) => {
    const id = await jobs.enqueue(request);
    await jobs.cancel(id);
    await jobs.resume();
    await until(async () => expect((await statusOf(vault, "before"))[0]).toBe("failed"));
    await until(() => expect(jobs.busy()).toBe(false));
    expect(await statusOf(vault, id)).toEqual(["cancelled", null, 0]);
  });
});
