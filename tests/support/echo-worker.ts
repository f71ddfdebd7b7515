/** @file A worker that fails in every way a thread has to carry, for the tests of src/threads. */
import { aborted, Failure } from "../../src/contracts/failure.ts";
import { serve } from "../../src/threads/serve.ts";

const api = {
  fail: (packId: string): Promise<never> => Promise.reject(new Failure("pack-missing", { packId })),
  abort: (): Promise<never> => Promise.reject(aborted()),
  breakDown: (): Promise<never> => Promise.reject(new RangeError("too far")),
  hang: (): Promise<never> => new Promise(() => undefined),
  throwLater(): Promise<never> {
    setTimeout(() => {
      throw new Error("outside of any call");
    });
    return new Promise(() => undefined);
  },
  count(to: number, report: (at: number) => void): number {
    for (let at = 1; at <= to; at++) report(at);
    return to;
  },
  size: (bytes: ArrayBuffer): number => bytes.byteLength,
};

export type EchoApi = typeof api;

serve(api);
