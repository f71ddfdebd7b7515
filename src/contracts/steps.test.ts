import { expect, test } from "vitest";
import { pictureWith, requestWith } from "../../tests/support/records.ts";
import type { LayerChoice } from "./layers.ts";
import type { Picture } from "./records.ts";
import type { Edit, GenerateRequest } from "./request.ts";
import { isFailure } from "./failure.ts";
import { parseRequest } from "./parse-request.ts";
import { parseSteps, writeSteps } from "./parse-steps.ts";
import { begunWith, requestsOf, stepsOf } from "./steps.ts";

const hair = (words: string): LayerChoice => ({ kind: "hair", words, strength: 1 });
const scene = (words: string): LayerChoice => ({ kind: "scene", words, strength: 1 });

const requestOf = (layers: readonly LayerChoice[], more: Partial<GenerateRequest> = {}): GenerateRequest =>
  requestWith({ layers, seeds: [7], ...more });

const pictureOf = (id: string, request: GenerateRequest): Picture => pictureWith(id, 0, { request, seed: 7 });

const edit = (sourceId: string, more: Partial<Edit> = {}): Edit => ({
  verb: "change",
  sourceId,
  strength: 0.9,
  region: "hair",
  ...more,
});

const CHAIN = [
  pictureOf("a", requestOf([hair("a bob"), scene("in a library")])),
  pictureOf("b", requestOf([hair("a bun"), scene("in a library")], { edit: edit("a") })),
  pictureOf(
    "c",
    requestOf([hair("a bun"), scene("in a library")], { edit: edit("b", { verb: "fill", region: null, maskId: "m1" }) }),
  ),
  pictureOf(
    "d",
    requestOf([hair("a bun"), scene("on stage")], { prompt: "tired", edit: edit("c", { region: "scene", held: ["hair"] }) }),
  ),
  pictureOf(
    "e",
    requestOf([hair("a bun"), scene("on stage")], {
      prompt: "tired",
      edit: edit("d", { verb: "grade", strength: 1, region: null, grade: "mono" }),
    }),
  ),
];

test("each step says only what it changed; what was done by hand on that picture is left out and counted", () => {
  const { list, left } = stepsOf("Evening", CHAIN);
  expect(left).toBe(1);
  expect(list.start).toEqual({ layers: [hair("a bob"), scene("in a library")], prompt: "", sampler: "flow-euler" });
  expect(list.steps.map(({ verb, layers, prompt, grade }) => [verb, layers, prompt, grade])).toEqual([
    ["change", [hair("a bun")], null, null],
    ["change", [scene("on stage")], "tired", null],
    ["grade", [], null, "mono"],
  ]);
});

test("done again from the start, the same requests come out, in the new person's name", () => {
  const { list } = stepsOf(
    "Evening",
    CHAIN.filter(({ id }) => id !== "c"),
  );
  const base = requestOf(list.start.layers, { personaId: "ben", model: { id: "n", version: 4, sha256: "" }, seeds: [9] });
  const again = requestsOf(list.steps, base);
  expect(again.map(({ personaId, seeds }) => `${personaId} ${seeds[0]}`)).toEqual(["ben 9", "ben 9", "ben 9"]);
  expect(again.map(({ prompt, edit: its }) => [prompt, its?.verb, its?.region, its?.held, its?.grade])).toEqual([
    ["", "change", "hair", undefined, undefined],
    ["tired", "change", "scene", ["hair"], undefined],
    ["tired", "grade", null, undefined, "mono"],
  ]);
  for (const [i, request] of again.entries())
    expect(new Set(request.layers)).toEqual(new Set(CHAIN.filter(({ id }) => id !== "c")[i + 1]!.request.layers));
});

test("on another picture, what the steps say nothing of stays that picture's", () => {
  const { list } = stepsOf("Evening", CHAIN);
  const other = requestOf([hair("a red afro"), scene("at the beach"), { kind: "light", words: "backlit", strength: 1 }]);
  const [first, second] = requestsOf(list.steps, other);
  expect(first?.layers).toContainEqual({ kind: "light", words: "backlit", strength: 1 });
  expect(first?.layers).toContainEqual(scene("at the beach"));
  expect(second?.layers).toContainEqual(scene("on stage"));
  expect(begunWith(first!, "p9").edit?.sourceId).toBe("p9");
});

const MOVES = [
  { kind: "add", part: "clothes" },
  { kind: "grow", by: 0.02 },
] as const;
const FACE = { x: 190, y: 200, across: 110 };

test("a mask made by commands is made again, one drawn by hand goes along with the face beside which it was drawn", () => {
  const [a, , c] = CHAIN;
  const made = pictureOf("m", requestOf([hair("a bob")], { edit: edit("a", { region: null, maskId: "m2", moves: MOVES }) }));
  const drawn = new Map([["m1", { drawn: "AAAA", face: FACE }]]);
  const { list, left } = stepsOf("Evening", [a!, c!, made], drawn);
  expect(left).toBe(0);
  expect(list.steps.map(({ mask }) => mask)).toEqual([{ drawn: "AAAA", face: FACE }, { moves: MOVES }]);
  const edits = requestsOf(list.steps, requestOf([]), new Map([["AAAA", "m9"]])).map((request) => request.edit);
  expect(edits).toMatchObject([{ maskId: "m9", face: FACE }, { moves: MOVES }]);
  expect(edits[1]?.maskId).toBeUndefined();
  expect(parseSteps("evening.json", writeSteps(list))).toEqual(list);
  for (const [i, its] of edits.entries()) expect(parseRequest({ ...requestOf([]), edit: its }).edit, `${i}`).toEqual(its);
});

test("a larger frame is as much larger around a picture of another size, and goes no farther than frames go", () => {
  const larger = requestOf([hair("a bob")], {
    size: { width: 512, height: 512 },
    edit: edit("a", { verb: "expand", region: null, strength: 0.2, at: { left: 64, top: 0 } }),
  });
  const { list } = stepsOf("Wide", [CHAIN[0]!, pictureOf("w", larger), pictureOf("x", { ...larger, edit: edit("w") })]);
  expect(list.steps[0]?.frame).toEqual({ top: 0, right: 64 / 384, bottom: 0, left: 64 / 384 });
  const sizes = (width: number, height: number) =>
    requestsOf(list.steps, requestOf([], { size: { width, height } })).map(({ size, edit: its }) => [
      size.width,
      size.height,
      its?.at?.left,
    ]);
  expect(sizes(384, 512)).toEqual([
    [512, 512, 64],
    [512, 512, undefined],
  ]);
  expect(sizes(600, 600)[0]).toEqual([800, 600, 100]);
  expect(sizes(1500, 1500)[0]).toEqual([1536, 1500, 36]);
  expect(parseSteps("wide.json", writeSteps(list))).toEqual(list);
});

test("a layer that was put back was never changed, and what else was done meanwhile stays", () => {
  const [a, b] = CHAIN;
  const staged = pictureOf("s", requestOf([hair("a bun"), scene("on stage")], { edit: edit("b", { region: "scene" }) }));
  const back = edit("s", { verb: "back", strength: 1, toId: "a" });
  const again = pictureOf("t", requestOf([hair("a bob"), scene("on stage")], { edit: back }));
  const { list, left } = stepsOf("Stage", [a!, b!, staged, again]);
  expect(left).toBe(0);
  expect(list.steps.map(({ layers }) => layers)).toEqual([[scene("on stage")]]);
});

test("a picture that was only drawn has no steps", () => {
  expect(stepsOf("x", CHAIN.slice(0, 1))).toMatchObject({ left: 0, list: { steps: [] } });
});

test("a recipe names the sampler of its first picture, and none that is not known here", () => {
  const [first] = CHAIN;
  const { list } = stepsOf("Soft", [pictureOf("u", { ...first!.request, sampler: "unipc" })]);
  expect(list.start.sampler).toBe("unipc");
  const written = writeSteps(list);
  expect(parseSteps("soft.json", written)).toEqual(list);
  expect(() => parseSteps("soft.json", written.replace("unipc", "magic"))).toThrow();
  expect(parseSteps("old.json", written.replace(/,\s*"sampler": "unipc"/, "")).start.sampler).toBeUndefined();
});

test("a recipe survives being handed out and taken in", () => {
  const { list } = stepsOf("Evening", CHAIN);
  expect(parseSteps("evening.json", writeSteps(list))).toEqual(list);
});

test.each([
  ["verb", { verb: "explode" }, "steps[0].verb is not one that can be done again"],
  ["verb", { verb: "back" }, "steps[0].verb is not one that can be done again"],
  ["frame", { verb: "expand" }, "steps[0].frame belongs to expanding, and to nothing else"],
  ["frame", { frame: {} }, "steps[0].frame belongs to expanding, and to nothing else"],
  ["frame", { verb: "expand", frame: { top: 9 } }, "steps[0].frame.top is not a number from 0 to 2.5"],
  [
    "mask",
    { mask: { moves: [{ kind: "add", part: "soul" }] } },
    "steps[0].mask is neither made by commands nor drawn beside a face",
  ],
  [
    "mask",
    { mask: { drawn: "AAA$", face: { x: 1, y: 1, across: 9 } } },
    "steps[0].mask is neither made by commands nor drawn beside a face",
  ],
  ["strength", { strength: 0 }, "steps[0].strength is not a number from 0.2 to 1"],
  ["region", { region: "light" }, "steps[0].region is not a layer that has a region"],
  ["held", { held: "hair" }, "steps[0].held is not a list of layers that have a region"],
  ["grade", { grade: "neon" }, "steps[0].grade is not one that is known here"],
  ["grade", { grade: "mono" }, "steps[0].grade belongs to grading, and to nothing else"],
  ["layers", { layers: { tail: {} } }, "steps[0].layers has a layer that is not known here, “tail”"],
  ["prompt", { prompt: 7 }, "steps[0].prompt is not text"],
])("a recipe with a %s that cannot be is refused: %j", (_, wrong, said) => {
  const step = { verb: "change", strength: 0.9, region: "hair", layers: {}, ...wrong };
  const file = { format: "likeness-recipe", version: 1, name: "x", start: { layers: {}, prompt: "" }, steps: [step] };
  let why = "";
  try {
    parseSteps("x.json", JSON.stringify(file));
  } catch (error) {
    if (isFailure(error, "looks-invalid")) why = `${error.details.field} ${error.details.reason}`;
  }
  expect(why).toBe(said);
});
