/**
 * @file The one inference thread of this tab, shared by learning, drawing and inspecting.
 *
 * It starts with the first call, ends after idle minutes (which returns its memory) and starts again with the next one.
 */
import { createSignal, type Accessor } from "solid-js";
import { isFailure } from "~/contracts/failure";
import type { DeviceVerdict, InferenceApi } from "~/contracts/inference-api";
import { deviceVerdict, setDeviceVerdict } from "~/storage/vaults";
import { openInference } from "~/threads/inference";
import type { Calls } from "~/threads/spawn";

export interface Inference {
  /** A thread that has lost its device is given up: the call rejects with `device-lost`, the next one starts another thread. */
  readonly call: Calls<InferenceApi>;
  /** What the device turned out to be, once the thread has said so; remembered across visits. */
  readonly verdict: Accessor<DeviceVerdict | null>;
  /** Ends a thread that no longer answers; its pending calls reject with `device-lost`. */
  restart(): void;
  /** Gives the thread's memory back where nothing is under way; the next call starts it again. */
  rest(): void;
  /** Does it again where the thread was lost, in the end without the graphics device. For work that leaves no half behind. */
  persist<Value>(work: () => Promise<Value>): Promise<Value>;
}

const IDLE_MS = 5 * 60_000;

/** After the browser's graphics process has failed twice, it refuses the device to every page. */
const LOSSES_BEFORE_WASM = 2;

export function createInference(): Inference {
  let losses = 0;
  let idle: ReturnType<typeof setTimeout> | undefined;
  let asked = false;
  const thread = openInference(() => (losses >= LOSSES_BEFORE_WASM ? "wasm" : "best"));
  const [verdict, setVerdict] = createSignal<DeviceVerdict | null>(null);

  deviceVerdict().then(
    (remembered) => setVerdict((known) => known ?? remembered ?? null),
    // Only a memory of earlier visits: the thread says it again.
    () => undefined,
  );

  const learnVerdict = async (): Promise<void> => {
    asked = true;
    const found = await thread.call.verdict();
    setVerdict(found);
    await setDeviceVerdict(found);
  };

  const settled = (): void => {
    if (thread.pending() > 0) return;
    clearTimeout(idle);
    idle = setTimeout(() => thread.pending() === 0 && thread.end(), IDLE_MS);
  };

  /** @param began losses before the thread that is meant: everybody who waited for it says that it is lost, and only the first is news */
  const giveUp = (began: number): void => {
    if (began !== losses) return;
    losses += 1;
    asked = false;
    thread.end();
  };

  type Method = (...values: readonly unknown[]) => Promise<unknown>;
  const call = new Proxy(thread.call, {
    get(target, name) {
      const method = Reflect.get(target, name) as Method;
      return (...values: readonly unknown[]) => {
        clearTimeout(idle);
        const began = losses;
        const answer = method(...values);
        // A verdict that cannot be had is no news: the call itself says what is wrong.
        if (!asked)
          learnVerdict()
            .catch(() => (asked = false))
            .finally(settled);
        answer.then(settled, (error: unknown) => {
          if (isFailure(error, "device-lost")) giveUp(began);
          settled();
        });
        return answer;
      };
    },
  });

  return {
    call,
    verdict,
    restart: () => giveUp(losses),
    rest: () => thread.pending() === 0 && thread.end(),
    async persist(work) {
      for (let lost = 0; ; lost++)
        try {
          return await work();
        } catch (error) {
          if (!isFailure(error, "device-lost") || lost === LOSSES_BEFORE_WASM) throw error;
        }
    },
  };
}
