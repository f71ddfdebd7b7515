/**
 * @file What somebody set in the studio and how they judged its pictures, in the order of doing, and the way back. It knows what a step is about,
 * and nothing of how it is shown or kept.
 */
import type { Accessor } from "solid-js";
import type { Mark, Stars } from "~/contracts/records";
import { changedIn, type Changed, type Draft } from "./draft";
import { createUndo } from "./undo";

/** What somebody thinks of a picture, as far as they said. */
export interface Judgement {
  readonly pictureId: string;
  readonly mark?: Mark | null;
  readonly stars?: Stars | null;
}

/** What a step was about. */
export type Taken = readonly (Changed | "judgement")[];

export interface Steps {
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  /** @param continues names what the hand is at, where it is not done with one change */
  changed(before: Draft, after: Draft, continues?: string): void;
  judged(before: Judgement, after: Judgement): void;
  /** @returns undefined where there is nothing to take back */
  undo(): Taken | undefined;
  redo(): Taken | undefined;
}

const isJudgement = (value: Draft | Judgement): value is Judgement => "pictureId" in value;

/** @param set and @param judge bring back what was */
export function createSteps(set: (draft: Draft) => void, judge: (judgement: Judgement) => void): Steps {
  const steps = createUndo<Draft | Judgement>();
  const go = (to: Draft | Judgement, from: Draft | Judgement): Taken => {
    if (isJudgement(to)) {
      judge(to);
      return ["judgement"];
    }
    set(to);
    return isJudgement(from) ? [] : changedIn(to, from);
  };
  return {
    canUndo: steps.canUndo,
    canRedo: steps.canRedo,
    changed(before, after, continues) {
      if (changedIn(before, after).length > 0) steps.record(before, after, performance.now(), continues);
    },
    judged(before, after) {
      if (before.mark !== after.mark || before.stars !== after.stars) steps.record(before, after, performance.now());
    },
    undo() {
      const step = steps.undo();
      return step && go(step.before, step.after);
    },
    redo() {
      const step = steps.redo();
      return step && go(step.after, step.before);
    },
  };
}
