import { expect, test } from "vitest";
import { createUndo } from "./undo.ts";

test("goes back and forth one step at a time", () => {
  const steps = createUndo<string>();
  expect([steps.canUndo(), steps.canRedo()]).toEqual([false, false]);
  steps.record("a", "b", 0);
  steps.record("b", "c", 0);
  expect(steps.undo()?.before).toBe("b");
  expect(steps.undo()?.before).toBe("a");
  expect(steps.undo()).toBeUndefined();
  expect([steps.canUndo(), steps.canRedo()]).toEqual([false, true]);
  expect(steps.redo()?.after).toBe("b");
  expect(steps.redo()?.after).toBe("c");
  expect(steps.redo()).toBeUndefined();
});

test("what was undone is forgotten with the next step", () => {
  const steps = createUndo<string>();
  steps.record("a", "b", 0);
  steps.undo();
  steps.record("a", "z", 0);
  expect(steps.redo()).toBeUndefined();
  expect(steps.undo()?.before).toBe("a");
});

test("a slider that is drawn along is one step, until the hand pauses or is on something else", () => {
  const steps = createUndo<number>();
  steps.record(0, 1, 0, "strength");
  steps.record(1, 2, 400, "strength");
  steps.record(2, 3, 900, "strength");
  steps.record(3, 4, 2500, "strength");
  steps.record(4, 5, 2600, "words");
  steps.record(5, 6, 2700);
  steps.record(6, 7, 2750);
  expect(Array.from({ length: 6 }, () => steps.undo()?.before)).toEqual([6, 5, 4, 3, 0, undefined]);
});

test("after going back, the hand begins a new step", () => {
  const steps = createUndo<number>();
  steps.record(0, 1, 0, "words");
  steps.record(1, 2, 10);
  steps.undo();
  steps.record(1, 3, 20, "words");
  expect(steps.undo()?.before).toBe(1);
});

test("keeps the latest two hundred steps", () => {
  const steps = createUndo<number>();
  for (let i = 0; i < 300; i++) steps.record(i, i + 1, i);
  let last: number | undefined;
  for (let step = steps.undo(); step; step = steps.undo()) last = step.before;
  expect(last).toBe(100);
});
