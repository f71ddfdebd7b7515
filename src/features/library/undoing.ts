/**
 * @file What was done to pictures here, and the way back: marks, stars, tags, and what was thrown away. It knows how each is taken back and done
 * again, and nothing of what it does.
 */
import { createSignal, type Accessor } from "solid-js";

const MOST_STEPS = 200;

export interface Step {
  /** For whoever takes it back. */
  readonly says: string;
  run(): Promise<void>;
  undo(): Promise<void>;
}

export interface Undoing {
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  /** Runs it. What was undone before this is forgotten. */
  take(step: Step): void;
  /** @param step not the last one that was taken, but this, if it still stands @returns what was taken back */
  undo(step?: Step): Promise<Step | undefined>;
  /** @returns what is done again */
  redo(): Promise<Step | undefined>;
}

export function createUndoing(): Undoing {
  const [past, setPast] = createSignal<readonly Step[]>([]);
  const [future, setFuture] = createSignal<readonly Step[]>([]);
  // One after another: what is taken back was done before.
  let last: Promise<unknown> = Promise.resolve();
  const then = (work: () => Promise<void>): Promise<void> => {
    const done = last.then(work);
    last = done.catch(() => undefined);
    return done;
  };
  return {
    canUndo: () => past().length > 0,
    canRedo: () => future().length > 0,
    take(step) {
      setFuture([]);
      setPast((steps) => [...steps, step].slice(-MOST_STEPS));
      // What failed is nothing to take back, and is told by whoever hears of failures that nobody waits for.
      void then(() => step.run()).catch((error: unknown) => {
        setPast((steps) => steps.filter((each) => each !== step));
        throw error;
      });
    },
    async undo(wanted = past().at(-1)) {
      if (!wanted || !past().includes(wanted)) return undefined;
      setPast((steps) => steps.filter((step) => step !== wanted));
      setFuture((steps) => [...steps, wanted]);
      await then(() => wanted.undo());
      return wanted;
    },
    async redo() {
      const step = future().at(-1);
      if (!step) return undefined;
      setFuture((steps) => steps.slice(0, -1));
      setPast((steps) => [...steps, step]);
      await then(() => step.run());
      return step;
    },
  };
}
