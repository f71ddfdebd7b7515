import { expect, test } from "vitest";
import { type DrawnLook, type LooksDraft, parseDrawnLook, parseLooksDraft } from "./looks-draft.ts";

const draft: LooksDraft = {
  name: "Nora",
  candidateId: "a",
  packRevision: "2",
  count: 8,
  seed: 5,
  cosine: null,
  personaId: null,
};

const look: DrawnLook = {
  seed: 5,
  best: {
    preview: { width: 1, height: 2, rgba: new Uint8ClampedArray(8) },
    png: new ArrayBuffer(3),
    faces: 1,
    cosine: 0.5,
  },
  cosines: [null, 0.5],
};

test("looks come back as they were kept", () => {
  expect(parseLooksDraft(structuredClone(draft), 8, "2")).toEqual(draft);
  expect(parseDrawnLook(structuredClone(look), 5)).toEqual(look);
});

test.each([
  ["nothing", undefined],
  ["another pack’s", { ...draft, packRevision: "1" }],
  ["another version’s, which drew fewer", { ...draft, count: 6 }],
  ["something without a seed", { ...draft, seed: undefined }],
])("%s are no looks to go on with", (_, value) => {
  expect(parseLooksDraft(value, 8, "2")).toBeUndefined();
});

test.each([
  ["nothing", undefined],
  ["somebody else’s", { ...look, seed: 6 }],
  ["one without its file", { ...look, best: { ...look.best, png: undefined } }],
  [
    "one whose pixels are cut short",
    { ...look, best: { ...look.best, preview: { width: 2, height: 2, rgba: new Uint8ClampedArray(8) } } },
  ],
])("%s is no look", (_, value) => {
  expect(parseDrawnLook(value, 5)).toBeUndefined();
});
