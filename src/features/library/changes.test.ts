import { expect, test } from "vitest";
import type { Edit, GenerateRequest } from "~/contracts/request.ts";
import { requestWith } from "../../../tests/support/records.ts";
import { changesBetween } from "./changes.ts";
import type { Compared } from "./edits-between.ts";

const FROM = requestWith({
  layers: [
    { kind: "hair", words: "a short bob", strength: 1 },
    { kind: "outfit", words: "wearing a navy blazer", strength: 1 },
    { kind: "scene", words: "in a library", strength: 1 },
  ],
  prompt: "thoughtful",
  seeds: [7],
});

const FIRST: Compared = { id: "first", request: FROM, seed: 7 };

const NAMES: Readonly<Record<string, string>> = {
  atelier: "Atelier",
  lcm: "LCM Dreamshaper",
  "sd-encoder": "Stable Diffusion encoder",
  "selfie-parser": "Selfie parser",
};

/** With these here besides. */
const between = (from: Compared, to: Compared, others: readonly Compared[] = []) =>
  changesBetween(from, to, {
    picture: (id) => [from, to, ...others].find((each) => each.id === id),
    pack: (id) => NAMES[id] ?? id,
  });

const changes = (to: GenerateRequest, seed = 7) => between(FIRST, { id: "other", request: to, seed });

const editOf = (id: string, edit: Partial<Edit>, more: Partial<GenerateRequest> = {}, seed = 7): Compared => ({
  id,
  request: { ...FROM, ...more, edit: { verb: "change", sourceId: "first", strength: 0.9, region: null, ...edit } },
  seed,
});

test("nothing is said where nothing changed", () => {
  expect(changes(FROM)).toEqual([]);
  expect(changes(FROM, 8)).toEqual(["Seed 8 instead of 7."]);
});

test("each layer says what came, what went, and what only became stronger", () => {
  const layers = [
    { kind: "hair", words: "long curls", strength: 1 },
    { kind: "outfit", words: "wearing a navy blazer", strength: 1.2 },
    { kind: "light", words: "backlit", strength: 1 },
  ] as const;
  expect(changes({ ...FROM, layers })).toEqual([
    "Hair: “a short bob” became “long curls”.",
    "Outfit: strength 1.20 instead of 1.00.",
    "Scene: “in a library” left out.",
    "Light: “backlit” added.",
  ]);
});

test("everything else that decides a picture is said too", () => {
  const to = { ...FROM, prompt: "", identityStrength: 0.8, steps: 35, guidance: 2.8, size: { width: 512, height: 512 } };
  expect(changes({ ...to, model: { id: "m2", version: 2, sha256: "" } })).toEqual([
    "Own words: “thoughtful” left out.",
    "Identity strength 0.80 instead of 0.95.",
    "512 × 512 px instead of 384 × 512 px.",
    "35 steps, guidance 2.8 instead of 12 steps, guidance 2.",
    "Drawn with version 2 of their model instead of version 1.",
  ]);
  expect(changes({ ...FROM, pose: { yaw: -20 } })).toEqual(["Head turned 20° to the left instead of to the front."]);
  expect(changes({ ...FROM, personaId: "ben", model: { id: "m9", version: 1, sha256: "" } })).toEqual(["Another person."]);
  expect(
    changes({
      ...FROM,
      pack: { id: "lcm", revision: "1" },
      sampler: "lcm",
      pose: { gazeX: 1 },
      model: { id: "m2", version: 1, sha256: "" },
    }),
  ).toEqual([
    "The head is held in another way.",
    "Sampler LCM instead of Euler on a flow.",
    "Drawn with LCM Dreamshaper instead of Atelier.",
    "Drawn with another model of theirs.",
  ]);
  expect(changes({ ...FROM, pack: { id: "atelier", revision: "2" } })).toEqual(["Drawn with another revision of Atelier."]);
});

/** One other value for each thing that a request says; whoever adds one is told here. */
const OTHERS: Required<Omit<GenerateRequest, "schema" | "seeds">> = {
  pack: { id: "lcm", revision: "1" },
  personaId: "ben",
  model: { id: "m2", version: 2, sha256: "" },
  layers: [],
  prompt: "laughing",
  size: { width: 512, height: 512 },
  sampler: "lcm",
  steps: 35,
  guidance: 5,
  identityStrength: 0.5,
  pose: { yaw: 20 },
  edit: { verb: "vary", sourceId: "elsewhere", strength: 0.5, region: null },
};

test.each(Object.entries(OTHERS))("two requests that differ in %s are never called the same", (field, value) => {
  expect(changes({ ...FROM, [field]: value })).not.toEqual([]);
});

test("what was done to the first to get to the second is said first", () => {
  const graded = editOf("graded", { verb: "grade", strength: 1, grade: "warm" });
  expect(between(FIRST, graded)).toEqual(["Graded, warm."]);
  expect(between(graded, FIRST)).toEqual(["Without this edit: graded, warm."]);
  const layers = FROM.layers.map((layer) => (layer.kind === "hair" ? { ...layer, words: "long curls" } : layer));
  expect(between(FIRST, editOf("curls", { region: "hair", held: ["outfit", "scene"] }, { layers }, 9))).toEqual([
    "Changed within the hair, strength 0.90, with the outfit and the scene locked.",
    "Hair: “a short bob” became “long curls”.",
    "Seed 9 instead of 7.",
  ]);
  const size = { width: 768, height: 512 };
  expect(between(FIRST, editOf("wide", { verb: "expand", strength: 0.2, at: { left: 192, top: 0 } }, { size }))).toEqual([
    "Expanded.",
    "768 × 512 px instead of 384 × 512 px.",
  ]);
  const moves = [{ kind: "add", part: "clothes" }] as const;
  expect(between(FIRST, editOf("filled", { verb: "fill", maskId: "a.mask", moves, strength: 0.7 }))).toEqual([
    "Filled within the clothes, strength 0.70.",
  ]);
  expect(between(FIRST, editOf("hat", { verb: "add", maskId: "b.mask", strength: 0.8 }))).toEqual([
    "Something added within a mask drawn by hand, strength 0.80.",
  ]);
});

test("several edits in a row are said one by one, and taken back from the last one on", () => {
  const cool = editOf("cool", { verb: "grade", strength: 1, grade: "cool" });
  const back = editOf("back", { verb: "back", strength: 1, region: "hair", sourceId: "cool", toId: "first" });
  expect(between(FIRST, back, [cool])).toEqual(["Graded, cool.", "Hair put back as it was before."]);
  expect(between(back, FIRST, [cool])).toEqual([
    "Without this edit: hair put back as it was before.",
    "Without this edit: graded, cool.",
  ]);
  // One between them is not here any more: how it was made is all that can be said.
  expect(between(FIRST, back)).toEqual(["The second is an edit of another picture: hair put back as it was before."]);
});

test("tools of another revision are said, and those that only one of two like edits was made with", () => {
  const tool = (id: string, revision = "1") => ({ id, revision });
  const [encoder, parser] = [tool("sd-encoder"), tool("selfie-parser")];
  const wide = { ...editOf("wide", { verb: "expand", strength: 0.2 }), tools: [encoder] };
  const other = { ...wide, id: "other", tools: [tool("sd-encoder", "2"), parser] };
  expect(between(wide, other)).toEqual([
    "Drawn with another revision of Stable Diffusion encoder.",
    "Drawn with the Selfie parser, the first without it.",
  ]);
  expect(between(other, { ...wide, id: "again" })).toEqual([
    "Drawn with another revision of Stable Diffusion encoder.",
    "Drawn without the Selfie parser that the first was drawn with.",
  ]);
  // What another edit is made with is no news, and what was not written down is not known.
  expect(between(wide, { ...editOf("curls", { region: "hair" }), tools: [encoder, parser] })).toHaveLength(1);
  expect(between(wide, editOf("before", { verb: "expand", strength: 0.2 }))).toEqual([]);
});

test("two edits of one picture say where they differ", () => {
  const warm = editOf("warm", { verb: "grade", strength: 1, grade: "warm" });
  const cool = editOf("cool", { verb: "grade", strength: 1, grade: "cool" }, { steps: 30 }, 9);
  // Nothing is drawn by a grade: neither its steps nor its seed say anything.
  expect(between(warm, cool)).toEqual(["Graded, cool, instead of graded, warm."]);
  const soft = editOf("soft", { verb: "vary", strength: 0.3 });
  expect(between(soft, editOf("far", { verb: "vary", strength: 0.7, held: ["hair"] }))).toEqual([
    "Strength of the edit 0.70 instead of 0.30.",
    "Locked: the hair instead of nothing.",
  ]);
  expect(between(soft, warm)).toEqual(["Graded, warm, instead of varied everywhere, strength 0.30."]);
  const masked = editOf("one", { verb: "fill", maskId: "a.mask" });
  expect(between(masked, editOf("two", { verb: "fill", maskId: "b.mask" }))).toEqual(["Another mask."]);
  expect(between(masked, editOf("three", { verb: "fill", region: "hair" }))).toContain(
    "Drawn within the hair instead of within a mask drawn by hand.",
  );
  expect(between(masked, editOf("four", { verb: "fill", maskId: "a.mask", sourceId: "elsewhere" }))).toEqual([
    "Made from another picture.",
  ]);
});

test("of drawings that came in as files nobody says that they were drawn alike", () => {
  const file = (id: string): Compared => ({ ...FIRST, id, imported: {} });
  expect(between(file("a"), file("b"))).toEqual(["Both came in as files: they are not drawn from requests."]);
  expect(between(file("a"), FIRST)).toEqual(["The first came in as a file; the second was not made from it."]);
  const edit = editOf("edit", { verb: "grade", strength: 1, grade: "matte", sourceId: "a" });
  expect(between(file("a"), edit)).toEqual(["Graded, matte."]);
});
