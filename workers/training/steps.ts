/** @file Steps of a training until somebody wants to look: each is told, some are kept, and a stop keeps the one it fell on. */
import { isAbort } from "~/contracts/failure.ts";
import { learn, type LearningState, type Lesson } from "~/engine/training/learn.ts";
import { turn } from "~/threads/turn.ts";

/** A write takes milliseconds, a step a large part of a second. */
const KEEP_EVERY = 5;

export interface Watch {
  /** Writes a state whole; what ends the thread costs the steps since. */
  readonly keep: (state: LearningState) => Promise<void>;
  readonly onStep: (state: LearningState, seconds: number) => void;
  readonly signal: AbortSignal;
}

/** @returns the state after step `until` */
export async function stepsUntil(until: number, lesson: Lesson, from: LearningState, watch: Watch): Promise<LearningState> {
  const { keep, onStep, signal } = watch;
  let [state, kept, began] = [from, from.step, performance.now()];
  const keepNow = async (): Promise<void> => {
    if (state.step !== kept) await keep(state);
    kept = state.step;
  };
  try {
    signal.throwIfAborted();
    if (state.step < until)
      for await (state of learn(lesson, from)) {
        onStep(state, (performance.now() - began) / 1000);
        if (state.step % KEEP_EVERY === 0) await keepNow();
        if (state.step >= until) break;
        await turn();
        signal.throwIfAborted();
        began = performance.now();
      }
    await keepNow();
    return state;
  } catch (error) {
    if (isAbort(error)) await keepNow();
    throw error;
  }
}
