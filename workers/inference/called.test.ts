import { expect, test } from "vitest";
import { requestWith } from "../../tests/support/records.ts";
import { lookOf } from "./called.ts";

const request = requestWith({ layers: [{ kind: "outfit", words: "wearing a navy blazer", strength: 1 }] });
const parent = { look: "Boardroom", request };
const shoot = { id: "s", name: "Corporate", look: "Winter" };

test("a picture is called by the look it was asked for with", () => {
  expect(lookOf(request, { shoot }, parent)).toBe("Winter");
  expect(lookOf(request, { look: "Summer" }, parent)).toBe("Summer");
  expect(lookOf(request, {}, undefined)).toBeUndefined();
});

test("what comes of it goes on being called so until a layer says something else", () => {
  const graded = requestWith({
    ...request,
    edit: { verb: "grade", sourceId: "p", strength: 1, region: null, grade: "warm" },
  });
  expect(lookOf(graded, {}, parent)).toBe("Boardroom");
  expect(lookOf(graded, undefined, { request })).toBeUndefined();
  const layers = [{ kind: "outfit", words: "wearing a red dress", strength: 1 }] as const;
  expect(lookOf({ ...graded, layers }, {}, parent)).toBeUndefined();
});
