/**
 * @file The page's end of a thread: a worker that starts with the first call and can be ended at any time.
 *
 * It knows no contract; the files beside it name one each. A worker that will not answer any more cannot be asked to stop, so
 * `end` terminates it and settles the calls that were waiting.
 */
import { proxy, transfer, wrap, type Remote } from "comlink";
import { Failure } from "~/contracts/failure";
import "./failure-wire.ts";

/** The contract as seen through a port: every answer is a promise. */
export type Calls<Api> = {
  readonly [Name in keyof Api]: Api[Name] extends (...values: infer Values) => infer Answer
    ? (...values: Values) => Promise<Awaited<Answer>>
    : never;
};

export interface Thread<Api> {
  /** Function arguments are called back across the port, late or never; ArrayBuffer arguments are transferred, and so lost here. */
  readonly call: Calls<Api>;
  /** Whether a worker has been started and not ended. */
  readonly running: () => boolean;
  /** Calls under way. */
  readonly pending: () => number;
  /** Terminates the worker. Pending calls reject with `device-lost`; the next call starts a new worker. */
  end(): void;
}

type Method = (...values: readonly unknown[]) => Promise<unknown>;

interface Running {
  readonly worker: Worker;
  readonly remote: Remote<Record<string, Method>>;
}

const carry = (value: unknown): unknown => {
  if (typeof value === "function") return proxy(value);
  if (value instanceof ArrayBuffer) return transfer(value, [value]);
  return value;
};

export function spawn<Api>(start: () => Worker): Thread<Api> {
  const waiting = new Set<(failure: Failure) => void>();
  let running: Running | undefined;

  const stop = (failure: Failure): void => {
    running?.worker.terminate();
    running = undefined;
    for (const reject of waiting) reject(failure);
    waiting.clear();
  };

  const begin = (): Running => {
    const worker = start();
    // A script that does not load, or throws outside of a call, would leave callers waiting for ever.
    worker.addEventListener("error", (event) => {
      if (running?.worker !== worker) return;
      event.preventDefault();
      stop(new Failure("unexpected", { reason: event.message || "a worker did not start" }));
    });
    running = { worker, remote: wrap<Record<string, Method>>(worker) };
    return running;
  };

  const method =
    (name: string): Method =>
    (...values) =>
      new Promise((resolve, reject) => {
        const { remote } = running ?? begin();
        waiting.add(reject);
        const answer = remote[name] as unknown as Method;
        // Whoever hears the answer finds the call settled.
        const settling =
          <Value>(settle: (value: Value) => void) =>
          (value: Value): void => {
            waiting.delete(reject);
            settle(value);
          };
        answer(...values.map(carry)).then(settling(resolve), settling(reject));
      });

  return {
    call: new Proxy({}, { get: (_, name) => method(String(name)) }) as Calls<Api>,
    running: () => running !== undefined,
    pending: () => waiting.size,
    end: () => stop(new Failure("device-lost", {})),
  };
}
