/**
 * @file One run at a time, in the order asked; a job can be cancelled by its id while it waits or runs.
 *
 * What is drawn in the background gives way: whatever else comes in cancels it, and whoever asked for it asks again. What is done when
 * nobody wants anything, "idle", gives way to the background too.
 *
 * Two sessions sharing one device corrupt or stall each other, so nothing that touches a session runs outside of this.
 */
import { aborted } from "~/contracts/failure.ts";

export type Rank = "background" | "idle";

export interface Queue {
  /** @param work gets the job's signal and looks at it between steps */
  enter<Value>(jobId: string, work: (signal: AbortSignal) => Promise<Value>, rank?: Rank): Promise<Value>;
  cancel(jobId: string): void;
}

/** Each gives way to those before it. */
const RANKS: readonly Rank[] = ["background", "idle"];

export function makeQueue(): Queue {
  const controllers = new Map<string, Set<AbortController>>();
  const yielding: Record<Rank, Set<AbortController>> = { background: new Set(), idle: new Set() };
  let last: Promise<unknown> = Promise.resolve();

  return {
    async enter(jobId, work, rank) {
      const controller = new AbortController();
      if (rank !== undefined) yielding[rank].add(controller);
      for (const lower of rank === undefined ? RANKS : RANKS.slice(RANKS.indexOf(rank) + 1))
        for (const each of yielding[lower]) each.abort(aborted());
      const ofJob = controllers.get(jobId) ?? new Set();
      controllers.set(jobId, ofJob.add(controller));
      const cancelled = new Promise<never>((_, reject) => {
        controller.signal.addEventListener("abort", () => reject(aborted()));
      });
      const before = last;
      let finish = (): void => undefined;
      const finished = new Promise<void>((resolve) => (finish = resolve));
      // Somebody who gives up waiting still does not let the next one past the one that runs.
      last = Promise.all([before, finished]);
      try {
        await Promise.race([before, cancelled]);
        return await work(controller.signal);
      } finally {
        finish();
        if (rank !== undefined) yielding[rank].delete(controller);
        ofJob.delete(controller);
        if (ofJob.size === 0) controllers.delete(jobId);
      }
    },
    cancel(jobId) {
      for (const controller of controllers.get(jobId) ?? []) controller.abort(aborted());
    },
  };
}
