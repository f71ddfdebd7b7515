/**
 * @file The queue a person sees, written to the journal before anything is drawn.
 *
 * It holds requests and phases, never pixels. One job runs at a time; a job whose tab died is taken up by the next tab.
 */
import { createSignal, type Accessor } from "solid-js";
import { isAbort, isFailure, toFailure } from "~/contracts/failure";
import type { GenerateReport, Preview, Sketch } from "~/contracts/inference-api";
import { failureRow, type Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { createLiveRows } from "~/platform/live";
import { holdAwake } from "~/platform/wake-lock";
import { newId } from "~/storage/ids";
import { addJob, claimJob, deleteJob, followJob, openJobs, settleJob } from "~/storage/journal";
import { jobLock } from "~/storage/locks";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import type { Inference } from "./inference";
import type { Vault } from "./vault";

/** What the running job shows. Advisory: rows are the truth. */
export interface Running {
  readonly jobId: string;
  readonly kind: GenerateReport["kind"];
  readonly picture: number;
  readonly step: number;
  readonly steps: number;
  readonly secondsLeft: number | null;
  readonly preview: Preview | null;
}

export interface Jobs {
  /** Newest first; undefined until storage has been read. */
  readonly all: Accessor<readonly Job[] | undefined>;
  readonly running: Accessor<Running | null>;
  /** Anything queued or running in this tab. */
  readonly busy: Accessor<boolean>;
  /**
   * The journal row is on disk when this settles.
   *
   * @param parentId the picture whose look this goes on from
   * @returns the job's id
   */
  enqueue(request: GenerateRequest, parentId?: string | null): Promise<string>;
  cancel(jobId: string): Promise<void>;
  /** A failed or cancelled job, again, under its own id; pictures it already has are kept. */
  retry(jobId: string): Promise<void>;
  /** Removes the row of a settled job. */
  dismiss(jobId: string): Promise<void>;
  /** One Draft picture that is not stored. A newer sketch cancels the one before, whose promise rejects with an AbortError. */
  sketch(request: GenerateRequest): Promise<Sketch>;
}

/** On a graphics device that answers, steps are far shorter than this. */
const SILENCE_MS = 60_000;

const BEGINNING = { picture: 0, step: 0, steps: 0, secondsLeft: null, preview: null } as const;

export function createJobs({ vault, inference }: { vault: Vault; inference: Inference }): Jobs {
  const [running, setRunning] = createSignal<Running | null>(null);
  const [busy, setBusy] = createSignal(false);
  const database = openVault(vault.id);
  let sketching: string | undefined;
  let wanted = false;
  let pumping = false;

  /**
   * Draws what the job still lacks; the worker reads that from its row. The row is followed meanwhile, because another tab, or erasing,
   * may cancel it.
   */
  async function draw(job: Job): Promise<void> {
    let quiet: ReturnType<typeof setTimeout> | undefined;
    const listen = (): void => {
      clearTimeout(quiet);
      // WASM never hangs, and may be slow for good reason.
      if (inference.verdict()?.backend === "webgpu") quiet = setTimeout(() => inference.restart(), SILENCE_MS);
    };
    const report = (at: GenerateReport): void => {
      if (running()?.jobId !== job.id) return;
      listen();
      if (at.kind === "loading") setRunning({ jobId: job.id, kind: at.kind, ...BEGINNING });
      else if (at.kind === "picture") setRunning((now) => now && { ...now, kind: at.kind, picture: at.picture });
      else setRunning((now) => ({ jobId: job.id, ...at, preview: at.preview ?? now?.preview ?? null }));
    };
    const unfollow = await followJob(vault.id, job.id, (now) => {
      if (now?.status !== "running") void inference.call.cancel(job.id);
    });

    setRunning({ jobId: job.id, kind: "loading", ...BEGINNING });
    listen();
    try {
      await inference.call.generate(job.id, vault.id, job.request, report);
    } finally {
      clearTimeout(quiet);
      unfollow();
      setRunning(null);
    }
  }

  async function run(jobId: string): Promise<void> {
    for (let job = await claimJob(vault.id, jobId); job; job = await claimJob(vault.id, jobId)) {
      try {
        await draw(job);
        return await settleJob(vault.id, jobId, "done", null);
      } catch (error) {
        if (isAbort(error)) return settleJob(vault.id, jobId, "cancelled", null);
        // The row stays "running": claiming it again counts the attempt.
        if (isFailure(error, "device-lost")) inference.restart();
        else return settleJob(vault.id, jobId, "failed", failureRow(toFailure(error)));
      }
    }
  }

  async function drain(jobs: readonly Job[]): Promise<void> {
    for (const { id } of jobs)
      await navigator.locks.request(jobLock(id), { ifAvailable: true }, async (lock) => {
        if (lock) await run(id);
      });
  }

  /** Runs whatever no living tab holds, oldest first, and what is added meanwhile. */
  async function pump(): Promise<void> {
    wanted = true;
    if (pumping) return;
    pumping = true;
    let letSleep: (() => void) | undefined;
    try {
      while (wanted) {
        wanted = false;
        const jobs = await openJobs(vault.id);
        if (jobs.length === 0) continue;
        setBusy(true);
        letSleep ??= holdAwake();
        await drain(jobs);
      }
    } finally {
      letSleep?.();
      setBusy(false);
      pumping = false;
    }
  }

  // A full or vanished database fails the verb that met it first; the rows are looked at again with the next one.
  const start = (): void => void pump().catch(() => undefined);
  start();

  return {
    all: createLiveRows(
      () => null,
      async () => (await (await database).jobs.orderBy("createdAt").toArray()).toReversed(),
    ),
    running,
    busy,
    async enqueue(request, parentId = null) {
      const id = newId();
      await addJob(vault.id, {
        id,
        request,
        status: "queued",
        attempts: 0,
        pictureIds: [],
        failure: null,
        ...(parentId !== null && { parentId }),
        createdAt: Date.now(),
      });
      start();
      return id;
    },
    cancel: (jobId) => settleJob(vault.id, jobId, "cancelled", null),
    async retry(jobId) {
      await guarded(async () => {
        await (await database).jobs.update(jobId, { status: "queued", attempts: 0, failure: null });
      });
      start();
    },
    dismiss: (jobId) => deleteJob(vault.id, jobId),
    async sketch(request) {
      const id = newId();
      if (sketching) void inference.call.cancel(sketching);
      sketching = id;
      try {
        return await inference.call.sketch(id, vault.id, request);
      } catch (error) {
        if (isFailure(error, "device-lost")) inference.restart();
        throw error;
      } finally {
        if (sketching === id) sketching = undefined;
      }
    },
  };
}
