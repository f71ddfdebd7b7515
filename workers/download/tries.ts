/**
 * @file Whether to ask again, and when: counts attempts that brought nothing, and forgets them with every part that arrives.
 */
import { ask, type Question } from "./ask.ts";
import { type Patience, pauseMs } from "./patience.ts";
import { Trouble } from "./trouble.ts";

export class Tries {
  readonly #patience: Patience;
  #late = 0;
  #atOnce = 0;

  constructor(patience: Patience) {
    this.#patience = patience;
  }

  /** Something arrived: whatever was wrong before is over. */
  progress(): void {
    this.#late = this.#atOnce = 0;
  }

  /** @returns milliseconds to wait before asking again @throws Failure `download-failed` where asking again is no use; any other error as it is */
  after(error: unknown): number {
    if (!(error instanceof Trouble)) throw error;
    const { again, failure } = error;
    const { attempts, atOnce, longestToldMs } = this.#patience;
    if (again === "now") this.#atOnce += 1;
    else this.#late += 1;
    if (again === "never" || this.#atOnce >= atOnce || this.#late >= attempts) throw failure;
    if (again === "now") return 0;
    if (again === "later") return pauseMs(this.#patience, this.#late, Math.random());
    if (again.inMs > longestToldMs) throw failure;
    return again.inMs;
  }
}

/** Ends early, and quietly, when the signal does. */
export async function pause(milliseconds: number, signal?: AbortSignal): Promise<void> {
  if (milliseconds <= 0 || signal?.aborted) return;
  await new Promise<void>((resolve) => {
    const done = (): void => {
      clearTimeout(timer);
      signal?.removeEventListener("abort", done);
      resolve();
    };
    const timer = setTimeout(done, milliseconds);
    signal?.addEventListener("abort", done);
  });
}

/** Asks until there is an answer. @throws Failure `download-failed`; the signal's reason once it is aborted */
export async function askPatiently(question: Omit<Question, "stallMs">, patience: Patience): Promise<Response> {
  const tries = new Tries(patience);
  for (;;)
    try {
      return await ask({ ...question, stallMs: patience.stallMs });
    } catch (error) {
      await pause(tries.after(error), question.signal);
      question.signal?.throwIfAborted();
    }
}
