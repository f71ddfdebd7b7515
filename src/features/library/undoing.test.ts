import { expect, test } from "vitest";
import { createUndoing, type Step } from "./undoing.ts";

const stepsOn =
  (log: string[]) =>
  (says: string): Step => ({
    says,
    run: () => Promise.resolve(void log.push(says)),
    undo: () => Promise.resolve(void log.push(`not ${says}`)),
  });

test("what was done is taken back and done again in its order, and forgotten once something else is done", async () => {
  const log: string[] = [];
  const [undoing, step] = [createUndoing(), stepsOn(log)];
  undoing.take(step("keep"));
  undoing.take(step("four stars"));
  expect((await undoing.undo())?.says).toBe("four stars");
  expect((await undoing.undo())?.says).toBe("keep");
  expect(await undoing.undo()).toBeUndefined();
  expect((await undoing.redo())?.says).toBe("keep");
  expect([undoing.canUndo(), undoing.canRedo()]).toEqual([true, true]);
  undoing.take(step("reject"));
  expect(undoing.canRedo()).toBe(false);
  expect((await undoing.undo())?.says).toBe("reject");
  expect(log).toEqual(["keep", "four stars", "not four stars", "not keep", "keep", "reject", "not reject"]);
});

test("one step is taken back out of its turn, once", async () => {
  const log: string[] = [];
  const [undoing, step] = [createUndoing(), stepsOn(log)];
  const thrown = step("thrown away");
  undoing.take(thrown);
  undoing.take(step("keep"));
  expect(await undoing.undo(thrown)).toBe(thrown);
  expect(await undoing.undo(thrown)).toBeUndefined();
  expect((await undoing.undo())?.says).toBe("keep");
  expect(log).toEqual(["thrown away", "keep", "not thrown away", "not keep"]);
});

test("what comes to nothing does not hold up what follows", async () => {
  const log: string[] = [];
  const [undoing, step] = [createUndoing(), stepsOn(log)];
  const refused = new Error("no room");
  undoing.take(step("keep"));
  undoing.take({ says: "tag", run: () => Promise.resolve(), undo: () => Promise.reject(refused) });
  await expect(undoing.undo()).rejects.toBe(refused);
  await undoing.undo();
  expect(log).toEqual(["keep", "not keep"]);
});
