/**
 * @file The journal: a job's row is on the disk before its work begins, and says at any moment how far it has come.
 *
 * It knows nothing of tabs; whoever runs a job holds its lock (locks.ts).
 */
import { liveQuery } from "dexie";
import { Failure } from "~/contracts/failure";
import { failureRow, type Job } from "~/contracts/records";
import { guarded } from "./storage-failure.ts";
import { openVault } from "./vault-db.ts";

/** A job that took its tab with it this often is not tried again by itself. */
export const MAX_ATTEMPTS = 3;

export const addJob = (vaultId: string, job: Job): Promise<void> =>
  guarded(async () => {
    await (await openVault(vaultId)).jobs.add(job);
  });

/** Queued and interrupted jobs, oldest first. */
export const openJobs = (vaultId: string): Promise<readonly Job[]> =>
  guarded(async () => (await openVault(vaultId)).jobs.where("status").anyOf("queued", "running").sortBy("createdAt"));

/** Marks the job as running and counts the attempt. @returns undefined where it was settled, or has been tried often enough */
export const claimJob = (vaultId: string, jobId: string): Promise<Job | undefined> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    return db.transaction("rw", db.jobs, async () => {
      const job = await db.jobs.get(jobId);
      if (!job || (job.status !== "queued" && job.status !== "running")) return undefined;
      if (job.attempts >= MAX_ATTEMPTS) {
        await db.jobs.put({ ...job, status: "failed", failure: failureRow(new Failure("device-lost", {})) });
        return undefined;
      }
      const claimed: Job = { ...job, status: "running", attempts: job.attempts + 1 };
      await db.jobs.put(claimed);
      return claimed;
    });
  });

/** Settles a job once: one that was cancelled meanwhile stays cancelled. */
export const settleJob = (
  vaultId: string,
  jobId: string,
  status: "done" | "failed" | "cancelled",
  failure: Job["failure"],
): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", db.jobs, async () => {
      const job = await db.jobs.get(jobId);
      if (job?.status === "queued" || job?.status === "running") await db.jobs.update(jobId, { status, failure });
    });
  });

export const deleteJob = (vaultId: string, jobId: string): Promise<void> =>
  guarded(async () => {
    await (await openVault(vaultId)).jobs.delete(jobId);
  });

/** Calls `changed` with the job's row, and again whenever any tab writes it; undefined once it is gone. @returns how to stop */
export async function followJob(vaultId: string, jobId: string, changed: (job: Job | undefined) => void): Promise<() => void> {
  const db = await openVault(vaultId);
  const subscription = liveQuery(() => db.jobs.get(jobId)).subscribe(changed);
  return () => subscription.unsubscribe();
}
