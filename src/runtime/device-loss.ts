/**
 * @file Keeps a lost graphics device from holding a thread for ever.
 *
 * [Note: a lost device] When a browser loses its device, ORT's run in flight is rejected with whatever failed first, or never settles, and
 * the next one blocks the thread for good. So nothing is begun on a device that is gone, and what was under way fails as `device-lost`;
 * the window then ends this thread and starts another, and after a second loss one that stays off the device.
 *
 * A device that refuses a graph, or fails at one, is given up in the same way: where the fault is the graph's own, WebAssembly fails at it
 * too and says why. Only a graph's trial is allowed to fail (trials.ts).
 */
import { Failure } from "~/contracts/failure.ts";

/** @param work is not begun where the device is gone; fails with `device-lost` where it goes meanwhile */
export type Guard = <Value>(work: () => Promise<Value>) => Promise<Value>;

/** A browser may say that a device is gone only after what ran on it has failed. */
const LATE_MS = 2000;

/** For WebAssembly, which cannot be lost. */
export const unguarded: Guard = (work) => work();

/** @param lost settles when the device is gone: `GPUDevice.lost` */
export function guardAgainst(lost: Promise<unknown>): Guard {
  let gone = false;
  const underWay = new Set<() => void>();
  void lost.then(() => {
    gone = true;
    for (const fail of underWay) fail();
  });
  return (work) =>
    new Promise((resolve, reject) => {
      const fail = (cause?: unknown): void => reject(new Failure("device-lost", {}, { cause }));
      if (gone) return fail();
      underWay.add(fail);
      void work()
        .then(resolve, fail)
        .finally(() => underWay.delete(fail));
    });
}

/**
 * Work that may fail without the device being given up for it.
 *
 * @returns undefined where it failed and the device is still there
 * @throws Failure `device-lost`
 */
export async function allowedToFail<Value>(guard: Guard, work: () => Promise<Value>): Promise<Value | undefined> {
  return guard(() =>
    work().catch(async () => {
      // Held open inside of the guard: a device that goes meanwhile ends it.
      await new Promise((resolve) => setTimeout(resolve, LATE_MS));
      return undefined;
    }),
  );
}
