/**
 * @file The queue a person sees, written to the journal before anything is drawn.
 *
 * It holds requests and phases, never pixels. One job runs at a time; a job whose tab died is taken up by the next tab.
 */
import { createMemo, createSignal, type Accessor } from "solid-js";
import { isAbort, isFailure, toFailure, type Failure } from "~/contracts/failure";
import type { GenerateReport, Preview, Sketch } from "~/contracts/inference-api";
import { failureRow, inQueueOrder, type BlobRow, type Job } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { createLive, createLiveRows } from "~/platform/live";
import { holdAwake } from "~/platform/wake-lock";
import { newId } from "~/storage/ids";
import {
  addJob,
  addJobs,
  breakOff,
  cancelJob,
  claimJob,
  deleteJob,
  followJob,
  followJobWith,
  moveJob,
  openJobs,
  pauseQueue,
  resumeQueue,
  retryJob,
  settleJob,
} from "~/storage/journal";
import { jobLock } from "~/storage/locks";
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

/** What is asked for together with a request. */
export interface Besides {
  /** The picture whose look this goes on from. */
  readonly parentId?: string | null;
  /** Drawn afterwards, each begun with what the one before has made. */
  readonly followedBy?: readonly GenerateRequest[];
  /** Name of the look that was put on. */
  readonly look?: string | null;
  /** Drawn by hand, that the requests name: stored with them. */
  readonly masks?: readonly BlobRow[];
}

export interface Jobs {
  /** Newest first; undefined until storage has been read. */
  readonly all: Accessor<readonly Job[] | undefined>;
  /** What runs and what waits, of every persona, in the order in which it is drawn. */
  readonly queue: Accessor<readonly Job[]>;
  /** Nothing begins until `resume`; it outlives the tab. */
  readonly paused: Accessor<boolean>;
  readonly running: Accessor<Running | null>;
  /** Something is drawn in this tab, or about to be. */
  readonly busy: Accessor<boolean>;
  /** What stopped the queue itself: its rows could not be written. They are as they were, and any verb goes on from there. */
  readonly stopped: Accessor<Failure | null>;
  goOn(): void;
  /**
   * The journal row is on disk when this settles.
   *
   * @returns the job's id
   */
  enqueue(request: GenerateRequest, besides?: Besides): Promise<string>;
  /**
   * After a job that is on its way, from what it makes.
   *
   * @param masks that the request names
   * @returns the job that shows how far it is; null where that job ended with nothing
   */
  follow(jobId: string, request: GenerateRequest, masks?: readonly BlobRow[]): Promise<string | null>;
  /** One look after another, as one shoot. @returns the shoot's id */
  photoshoot(name: string, looks: readonly { readonly look: string; readonly request: GenerateRequest }[]): Promise<string>;
  /** With what was to follow it. What of its chain is drawn stays. */
  cancel(jobId: string): Promise<void>;
  /** Whatever of a shoot is not drawn yet. What is drawn stays. */
  cancelShoot(shootId: string): Promise<void>;
  /** Draws what a shoot still lacks, whether it was cancelled or failed. */
  resumeShoot(shootId: string): Promise<void>;
  /** At once, between two steps: the picture that is being drawn is begun again later, finished ones are kept. */
  pause(): Promise<void>;
  resume(): Promise<void>;
  /** A waiting job takes the place of another waiting one. */
  move(jobId: string, toJobId: string): Promise<void>;
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
  const [stopped, setStopped] = createSignal<Failure | null>(null);
  const database = openVault(vault.id);
  let sketching: string | undefined;
  let wanted = false;
  let pumping = false;
  let letSleep: (() => void) | undefined;

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

  /** @returns whether there was anything to do: a job that was settled or paused meanwhile is left alone */
  async function run(jobId: string): Promise<boolean> {
    let claimed = false;
    for (let job = await claimJob(vault.id, jobId); job; job = await claimJob(vault.id, jobId)) {
      claimed = true;
      try {
        await draw(job);
        await settleJob(vault.id, jobId, "done", null, { id: newId(), at: Date.now() });
        return claimed;
      } catch (error) {
        // The row stays "running": claiming it again counts the attempt.
        if (isFailure(error, "device-lost")) continue;
        if (isAbort(error)) await breakOff(vault.id, jobId, "cancelled", null);
        else await breakOff(vault.id, jobId, "failed", failureRow(toFailure(error)));
        return claimed;
      }
    }
    return claimed;
  }

  /** The first job of the queue that no living tab holds. */
  async function runNext(): Promise<boolean> {
    for (const { id } of await openJobs(vault.id)) {
      setBusy(true);
      letSleep ??= holdAwake();
      if (await navigator.locks.request(jobLock(id), { ifAvailable: true }, async (lock) => lock !== null && (await run(id))))
        return true;
    }
    return false;
  }

  /** Runs the queue, whose order may change at any time, and what is added meanwhile. */
  async function pump(): Promise<void> {
    wanted = true;
    if (pumping) return;
    pumping = true;
    try {
      while (wanted) {
        wanted = false;
        while (await runNext());
      }
    } finally {
      letSleep?.();
      letSleep = undefined;
      setBusy(false);
      pumping = false;
    }
  }

  const start = (): void => {
    setStopped(null);
    void pump().catch((error: unknown) => setStopped(toFailure(error)));
  };
  start();

  const all = createLiveRows(
    () => null,
    async () => (await (await database).jobs.orderBy("createdAt").toArray()).toReversed(),
  );
  const pauses = createLive(
    () => null,
    async () => (await database).pauses.count(),
  );
  const queue = createMemo(() => inQueueOrder((all() ?? []).filter(({ status }) => status === "queued" || status === "running")));

  const partsOf = (shootId: string): readonly Job[] => (all() ?? []).filter(({ shoot }) => shoot?.id === shootId);

  return {
    all,
    queue,
    paused: () => (pauses() ?? 0) > 0,
    running,
    busy,
    stopped,
    goOn: start,
    async enqueue(request, { parentId = null, followedBy = [], look = null, masks = [] } = {}) {
      const id = newId();
      const job: Job = {
        id,
        request,
        status: "queued",
        attempts: 0,
        pictureIds: [],
        failure: null,
        ...(parentId !== null && { parentId }),
        ...(followedBy.length > 0 && { followedBy }),
        ...(look !== null && { look }),
        createdAt: Date.now(),
      };
      await addJob(vault.id, job, masks);
      start();
      return id;
    },
    async follow(jobId, request, masks) {
      const id = await followJobWith(vault.id, jobId, request, { id: newId(), at: Date.now() }, masks);
      start();
      return id;
    },
    async photoshoot(name, looks) {
      const shootId = newId();
      const now = Date.now();
      const jobOf = ({ look, request }: (typeof looks)[number], i: number): Job => ({
        id: newId(),
        request,
        status: "queued",
        attempts: 0,
        pictureIds: [],
        failure: null,
        shoot: { id: shootId, name, look },
        // Their order in the queue.
        createdAt: now + i,
      });
      await addJobs(vault.id, looks.map(jobOf));
      start();
      return shootId;
    },
    cancel: (jobId) => cancelJob(vault.id, jobId),
    async cancelShoot(shootId) {
      for (const { id } of partsOf(shootId)) await cancelJob(vault.id, id);
    },
    async resumeShoot(shootId) {
      for (const { id, status } of partsOf(shootId))
        if (status === "cancelled" || status === "failed") await retryJob(vault.id, id);
      start();
    },
    pause: () => pauseQueue(vault.id),
    async resume() {
      await resumeQueue(vault.id);
      start();
    },
    move: (jobId, toJobId) => moveJob(vault.id, jobId, toJobId),
    async retry(jobId) {
      await retryJob(vault.id, jobId);
      start();
    },
    dismiss: (jobId) => deleteJob(vault.id, jobId),
    async sketch(request) {
      const id = newId();
      if (sketching) void inference.call.cancel(sketching);
      sketching = id;
      try {
        return await inference.persist(() => inference.call.sketch(id, vault.id, request));
      } finally {
        if (sketching === id) sketching = undefined;
      }
    },
  };
}
