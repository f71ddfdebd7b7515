/**
 * @file One run at a time, in the order asked; a job can be cancelled by its id while it waits or runs.
 *
 * What is drawn in the background gives way: whatever else comes in cancels it, and whoever asked for it asks again.
 *
 * Two sessions sharing one device corrupt or stall each other, so nothing that touches a session runs outside of this.
 */
import { aborted } from "~/contracts/failure.ts";

export interface Queue {
  /** @param work gets the job's signal and looks at it between steps */
  enter<Value>(jobId: string, work: (signal: AbortSignal) => Promise<Value>, rank?: "background"): Promise<Value>;
  cancel(jobId: string): void;
}

export function makeQueue(): Queue {
  const controllers = new Map<string, Set<AbortController>>();
  const background = new Set<AbortController>();
  let last: Promise<unknown> = Promise.resolve();

  return {
    async enter(jobId, work, rank) {
      const controller = new AbortController();
      if (rank === "background") background.add(controller);
      else for (const each of background) each.abort(aborted());
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
        background.delete(controller);
        ofJob.delete(controller);
        if (ofJob.size === 0) controllers.delete(jobId);
      }
    },
    cancel(jobId) {
      for (const controller of controllers.get(jobId) ?? []) controller.abort(aborted());
    },
  };
}

const channel = new MessageChannel();
channel.port1.start();

/**
 * Lets messages in: a run on WebAssembly blocks this thread, so a cancel that was posted during a step is seen only if the step gives
 * the event loop a turn. A message is not slowed down like a timer.
 */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    channel.port1.addEventListener("message", () => resolve(), { once: true });
    channel.port2.postMessage(null);
  });
