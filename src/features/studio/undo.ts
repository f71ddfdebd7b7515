/**
 * @file What was set before, step by step, and the way back to where somebody came from.
 *
 * It keeps values and knows nothing of what they say. Steps of the same kind in quick succession, as a slider or the keys make them, are one.
 */
import { createSignal, type Accessor } from "solid-js";

/** A pause this long ends a step. */
const PAUSE_MS = 1000;
const MOST_STEPS = 200;

interface Step<Value> {
  readonly before: Value;
  readonly after: Value;
}

export interface Undo<Value> {
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  /**
   * What was undone before this is forgotten.
   *
   * @param continues names what the hand is still at; undefined for a step of its own
   */
  record(before: Value, after: Value, at: number, continues?: string): void;
  /** @returns the step that was taken back; undefined where there is none */
  undo(): Step<Value> | undefined;
  /** @returns the step that is taken once more */
  redo(): Step<Value> | undefined;
}

export function createUndo<Value>(): Undo<Value> {
  const [past, setPast] = createSignal<readonly Step<Value>[]>([]);
  const [future, setFuture] = createSignal<readonly Step<Value>[]>([]);
  let hand: { readonly at: number; readonly on: string } | undefined;
  return {
    canUndo: () => past().length > 0,
    canRedo: () => future().length > 0,
    record(before, after, at, continues) {
      const last = past().at(-1);
      const goesOn = last !== undefined && continues !== undefined && hand?.on === continues && at - hand.at < PAUSE_MS;
      hand = continues === undefined ? undefined : { at, on: continues };
      setFuture([]);
      setPast((steps) =>
        goesOn ? [...steps.slice(0, -1), { before: last.before, after }] : [...steps, { before, after }].slice(-MOST_STEPS),
      );
    },
    undo() {
      const step = past().at(-1);
      hand = undefined;
      if (!step) return undefined;
      setPast((steps) => steps.slice(0, -1));
      setFuture((steps) => [...steps, step]);
      return step;
    },
    redo() {
      const step = future().at(-1);
      hand = undefined;
      if (!step) return undefined;
      setFuture((steps) => steps.slice(0, -1));
      setPast((steps) => [...steps, step]);
      return step;
    },
  };
}
