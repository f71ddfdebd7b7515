import { expect, test } from "vitest";
import { pictureWith, requestWith } from "../../../../tests/support/records.ts";
import { onwardFrom } from "./onward.ts";

const madeOf = (id: string, sourceId: string) =>
  pictureWith(id, 0, { request: requestWith({ edit: { verb: "vary", sourceId, strength: 0.5, region: null } }) });

const ANA = [pictureWith("a1", 0), madeOf("a2", "a1"), madeOf("a3", "a2"), madeOf("b2", "a1")];

test("on leads the way that was gone back, one picture after another", () => {
  expect(onwardFrom(["a3", "a2"], "a1", ANA)).toEqual(["a3", "a2"]);
  expect(onwardFrom(["a3"], "a2", ANA)).toEqual(["a3"]);
});

test("on leads nowhere from a picture that is none of those, nor to somebody else's", () => {
  expect(onwardFrom(["a3", "a2"], "b2", ANA)).toEqual([]);
  expect(onwardFrom(["eva2"], "a1", ANA)).toEqual([]);
});

test("what is not here any more, and what was left on another way, is passed over", () => {
  expect(onwardFrom(["eva2", "gone", "a2"], "a1", ANA)).toEqual(["a2"]);
  expect(onwardFrom(["a3", "gone"], "a1", ANA)).toEqual([]);
});
