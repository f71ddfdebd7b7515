/**
 * @file The journal: a job's row is on the disk before its work begins, and says at any moment how far it has come.
 *
 * It knows nothing of tabs; whoever runs a job holds its lock (locks.ts).
 */
import { liveQuery } from "dexie";
import { Failure } from "~/contracts/failure";
import { failureRow, inQueueOrder, lastOfChain, type BlobRow, type Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { begunWith } from "~/contracts/steps";
import { dropMasks, masksOf } from "./masks.ts";
import { guarded } from "./storage-failure.ts";
import { openVault, type VaultDb } from "./vault-db.ts";

/** A job that took its tab with it this often is not tried again by itself. */
export const MAX_ATTEMPTS = 3;

const PAUSE = { id: "queue" } as const;

const isPaused = async (db: VaultDb): Promise<boolean> => (await db.pauses.get(PAUSE.id)) !== undefined;
const openOnes = (db: VaultDb) => db.jobs.where("status").anyOf("queued", "running");

/** One transaction over the queue: its jobs, and whether it is paused. @param masks that its jobs will name */
const inQueue = <Value>(vaultId: string, work: (db: VaultDb) => Promise<Value>, masks: readonly BlobRow[] = []): Promise<Value> =>
  guarded(
    async () => {
      const db = await openVault(vaultId);
      return db.transaction("rw", [db.jobs, db.pauses, ...(masks.length > 0 ? [db.blobs] : [])], async () => {
        if (masks.length > 0) await db.blobs.bulkPut([...masks]);
        return work(db);
      });
    },
    masks.reduce((sum, { bytes }) => sum + bytes.byteLength, 0),
  );

/** A pause was for what waited: it ends with the first job that comes into an empty queue. */
async function liftStalePause(db: VaultDb): Promise<void> {
  if ((await openOnes(db).count()) === 0) await db.pauses.delete(PAUSE.id);
}

export const addJob = (vaultId: string, job: Job, masks: readonly BlobRow[] = []): Promise<void> =>
  addJobs(vaultId, [job], masks);

/** All of them with their masks, or none. */
export const addJobs = (vaultId: string, jobs: readonly Job[], masks: readonly BlobRow[] = []): Promise<void> =>
  inQueue(
    vaultId,
    async (db) => {
      await liftStalePause(db);
      await db.jobs.bulkAdd([...jobs]);
    },
    masks,
  );

/** Once more, under its own id; what it has drawn counts. */
export const retryJob = (vaultId: string, jobId: string): Promise<void> =>
  inQueue(vaultId, async (db) => {
    await liftStalePause(db);
    await db.jobs.update(jobId, { status: "queued", attempts: 0, failure: null });
  });

/** What runs goes back into the queue, and keeps the pictures that it has. */
export const pauseQueue = (vaultId: string): Promise<void> =>
  inQueue(vaultId, async (db) => {
    await db.pauses.put(PAUSE);
    for (const { id, attempts } of await db.jobs.where("status").equals("running").toArray())
      await db.jobs.update(id, { status: "queued", attempts: Math.max(0, attempts - 1) });
  });

export const resumeQueue = (vaultId: string): Promise<void> => inQueue(vaultId, (db) => db.pauses.delete(PAUSE.id));

/** A job that waits takes the place of another that waits; those between move up or down. */
export const moveJob = (vaultId: string, jobId: string, toJobId: string): Promise<void> =>
  inQueue(vaultId, async (db) => {
    const waiting = inQueueOrder(await db.jobs.where("status").equals("queued").toArray());
    const ids = waiting.map(({ id }) => id);
    const [from, to] = [ids.indexOf(jobId), ids.indexOf(toJobId)];
    if (from < 0 || to < 0) return;
    ids.splice(to, 0, ...ids.splice(from, 1));
    let last = -Infinity;
    for (const [index, { place, createdAt }] of waiting.entries()) {
      last = Math.max(place ?? createdAt, last + 1);
      await db.jobs.update(ids[index]!, { place: last });
    }
  });

/** Queued and interrupted jobs in the order of the queue; none while it is paused. */
export const openJobs = (vaultId: string): Promise<readonly Job[]> =>
  inQueue(vaultId, async (db) => ((await isPaused(db)) ? [] : inQueueOrder(await openOnes(db).toArray())));

/** Marks the job as running and counts the attempt. @returns undefined where it was settled, paused, or has been tried often enough */
export const claimJob = (vaultId: string, jobId: string): Promise<Job | undefined> =>
  inQueue(vaultId, async (db) => {
    const job = await db.jobs.get(jobId);
    if (!job || (job.status !== "queued" && job.status !== "running") || (await isPaused(db))) return undefined;
    if (job.attempts >= MAX_ATTEMPTS) {
      await db.jobs.put({ ...job, status: "failed", failure: failureRow(new Failure("device-lost", {})) });
      return undefined;
    }
    const claimed: Job = { ...job, status: "running", attempts: job.attempts + 1 };
    await db.jobs.put(claimed);
    return claimed;
  });

/** Settles a job once: one that was cancelled meanwhile stays cancelled. @param next how the job is called that goes on from a done one */
export const settleJob = (
  vaultId: string,
  jobId: string,
  status: "done" | "failed" | "cancelled",
  failure: Job["failure"],
  next?: { readonly id: string; readonly at: number },
): Promise<void> =>
  inQueue(vaultId, async (db) => {
    const job = await db.jobs.get(jobId);
    if (job?.status !== "queued" && job?.status !== "running") return;
    await db.jobs.update(jobId, { status, failure });
    const [request, ...rest] = job.followedBy ?? [];
    const [pictureId] = job.pictureIds;
    if (status !== "done" || !next || !request || pictureId === undefined) return;
    await db.jobs.add({
      id: next.id,
      request: begunWith(request, pictureId),
      status: "queued",
      attempts: 0,
      pictureIds: [],
      failure: null,
      parentId: pictureId,
      ...(job.place !== undefined && { place: job.place }),
      ...(rest.length > 0 && { followedBy: rest }),
      createdAt: next.at,
    });
  });

/** Whatever of its chain is drawn now or waits: the job itself may have been done in the moment before. */
export const cancelJob = (vaultId: string, jobId: string): Promise<void> =>
  inQueue(vaultId, async (db) => {
    const asked = await db.jobs.get(jobId);
    const job = asked?.followedBy && asked.status === "done" ? lastOfChain(await db.jobs.toArray(), asked) : asked;
    if (job?.status === "queued" || job?.status === "running")
      await db.jobs.update(job.id, { status: "cancelled", failure: null });
  });

/**
 * What is asked of a picture whose own edit is still on its way: drawn after that, from what it has made.
 *
 * @param next how the job is called where the last one was done meanwhile
 * @returns the job whose end it follows, or its own; null where what it was asked of will never be
 */
export const followJobWith = (
  vaultId: string,
  jobId: string,
  request: GenerateRequest,
  next: { readonly id: string; readonly at: number },
  masks: readonly BlobRow[] = [],
): Promise<string | null> => {
  const write = async (db: VaultDb): Promise<string | null> => {
    const all = await db.jobs.toArray();
    const job = lastOfChain(
      all,
      all.find(({ id }) => id === jobId),
    );
    const made = job?.pictureIds[0];
    if (job?.status === "queued" || job?.status === "running") {
      await db.jobs.update(job.id, { followedBy: [...(job.followedBy ?? []), request] });
      return job.id;
    }
    if (job?.status !== "done" || made === undefined) return null;
    await db.jobs.add({
      id: next.id,
      request: begunWith(request, made),
      status: "queued",
      attempts: 0,
      pictureIds: [],
      failure: null,
      parentId: made,
      createdAt: next.at,
    });
    return next.id;
  };
  return inQueue(vaultId, write, masks);
};

/** What a run that broke off came to; a job that was paused meanwhile waits. */
export const breakOff = (
  vaultId: string,
  jobId: string,
  status: "failed" | "cancelled",
  failure: Job["failure"],
): Promise<void> =>
  inQueue(vaultId, async (db) => {
    if ((await db.jobs.get(jobId))?.status === "running") await db.jobs.update(jobId, { status, failure });
  });

export const deleteJob = (vaultId: string, jobId: string): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", [db.pictures, db.jobs, db.blobs], async () => {
      const masks = masksOf([await db.jobs.get(jobId)]);
      await db.jobs.delete(jobId);
      await dropMasks(db, masks);
    });
  });

/** Calls `changed` with the job's row, and again whenever any tab writes it; undefined once it is gone. @returns how to stop */
export async function followJob(vaultId: string, jobId: string, changed: (job: Job | undefined) => void): Promise<() => void> {
  const db = await openVault(vaultId);
  const subscription = liveQuery(() => db.jobs.get(jobId)).subscribe(changed);
  return () => subscription.unsubscribe();
}
