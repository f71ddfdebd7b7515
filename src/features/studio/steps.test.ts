import { expect, test } from "vitest";
import { createSteps } from "./steps";
import { firstDraft, type Draft } from "./draft";
import type { Judgement } from "./steps";

test("settings and judgements are taken back in the order of doing, each to where it belongs", () => {
  const set: Draft[] = [];
  const judged: Judgement[] = [];
  const steps = createSteps(
    (draft) => set.push(draft),
    (judgement) => judged.push(judgement),
  );
  const [first, second] = [firstDraft(1), { ...firstDraft(1), prompt: "thoughtful" }];
  steps.changed(first, second);
  steps.judged({ pictureId: "a", mark: null }, { pictureId: "a", mark: "keep" });
  steps.judged({ pictureId: "a", stars: null }, { pictureId: "a", stars: 4 });

  expect([steps.undo(), steps.undo(), steps.undo(), steps.undo()]).toEqual([["judgement"], ["judgement"], ["prompt"], undefined]);
  // Of a picture only what was said is brought back.
  expect(judged).toEqual([
    { pictureId: "a", stars: null },
    { pictureId: "a", mark: null },
  ]);
  expect(set).toEqual([first]);
  expect([steps.redo(), steps.redo(), steps.redo(), steps.redo()]).toEqual([["prompt"], ["judgement"], ["judgement"], undefined]);
  expect(judged.slice(2)).toEqual([
    { pictureId: "a", mark: "keep" },
    { pictureId: "a", stars: 4 },
  ]);
});

test("what changes nothing is no step", () => {
  const steps = createSteps(
    () => undefined,
    () => undefined,
  );
  steps.changed(firstDraft(1), firstDraft(1));
  steps.judged({ pictureId: "a", mark: "keep" }, { pictureId: "a", mark: "keep" });
  expect(steps.canUndo()).toBe(false);
});
