/** @file The one inference thread, lost while several wait for it. */
import { afterEach, expect, test, vi } from "vitest";
import { createInference } from "./inference";

const started = vi.fn<(name: string | undefined) => void>();
const Real = Worker;
vi.stubGlobal(
  "Worker",
  class extends Real {
    constructor(url: string | URL, options?: WorkerOptions) {
      super(url, options);
      started(options?.name);
    }
  },
);

afterEach(() => started.mockClear());

test("whoever waited for a thread that is lost is answered by one and the same next thread", async () => {
  const inference = createInference();
  const answers = [0, 1, 2].map(() => inference.persist(() => inference.call.verdict()));
  inference.restart();
  const [first, ...others] = await Promise.all(answers);
  for (const other of others) expect(other).toEqual(first);
  expect(started.mock.calls).toEqual([["inference"], ["inference"]]);
  inference.rest();
});
