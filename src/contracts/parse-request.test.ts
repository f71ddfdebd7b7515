import fc from "fast-check";
import { expect, test } from "vitest";
import { Failure } from "./failure.ts";
import { LAYER_KINDS } from "./layers.ts";
import { parseRequest } from "./parse-request.ts";
import { REGION_LAYERS, type Edit, type GenerateRequest } from "./request.ts";

const REQUEST: GenerateRequest = {
  schema: 1,
  pack: { id: "atelier", revision: "1" },
  personaId: "ana",
  model: { id: "m1", version: 2, sha256: "a".repeat(64) },
  layers: [{ kind: "hair", words: "short bob", strength: 1 }],
  prompt: "thoughtful",
  size: { width: 384, height: 512 },
  sampler: "flow-euler",
  steps: 12,
  guidance: 2,
  identityStrength: 0.95,
  pose: null,
  seeds: [7],
};

const EDIT: Edit = { verb: "change", sourceId: "p1", strength: 0.8, region: "hair" };

const failureOf = (value: unknown): unknown => {
  try {
    return parseRequest(value);
  } catch (error) {
    return error;
  }
};

test("a request comes back unchanged, without fields that nobody knows", () => {
  expect(parseRequest({ ...REQUEST, more: "?" })).toEqual(REQUEST);
});

test("any request that can be made is read back as it was", () => {
  const requests = fc.record({
    layers: fc.uniqueArray(
      fc.record({
        kind: fc.constantFrom(...LAYER_KINDS),
        words: fc.stringMatching(/^[a-z ,é]{0,60}$/u),
        strength: fc.double({ min: 0, max: 1.4, noNaN: true }),
      }),
      { selector: ({ kind }) => kind },
    ),
    seeds: fc.array(fc.integer({ min: 0, max: 999_999 }), { minLength: 1, maxLength: 6 }),
    identityStrength: fc.double({ min: 0, max: 1.4, noNaN: true }),
    pose: fc.option(
      fc.record(
        { yaw: fc.integer({ min: -90, max: 90 }), gazeX: fc.constantFrom(-1, 0.25), mouth: fc.constantFrom(0, 1) },
        { requiredKeys: [] },
      ),
    ),
    edit: fc.record({
      verb: fc.constantFrom("vary", "change"),
      sourceId: fc.uuid(),
      strength: fc.double({ min: 0.2, max: 1, noNaN: true }),
      region: fc.constantFrom(null, ...REGION_LAYERS),
    }),
  });
  fc.assert(
    fc.property(requests, (part) => {
      const request = { ...REQUEST, ...part };
      expect(parseRequest(JSON.parse(JSON.stringify(request)))).toEqual(JSON.parse(JSON.stringify(request)));
    }),
  );
});

test("whatever is handed in, it is refused by name and nothing else is thrown", () => {
  fc.assert(
    fc.property(fc.anything(), fc.constantFrom(...Object.keys(REQUEST), "edit"), (value, key) => {
      const found = failureOf({ ...REQUEST, [key]: value });
      expect(found instanceof Failure ? found.code : "request-invalid").toBe("request-invalid");
      expect(found).not.toBeInstanceOf(TypeError);
    }),
  );
  expect(failureOf(null)).toMatchObject({ details: { field: "request" } });
  expect(failureOf({ ...REQUEST, prompt: "x".repeat(10_000) })).toMatchObject({ details: { field: "prompt" } });
  expect(failureOf({ ...REQUEST, pose: { yaw: 200 } })).toMatchObject({ details: { field: "pose.yaw" } });
  expect(failureOf({ ...REQUEST, seeds: [1.5] })).toMatchObject({ details: { field: "seeds" } });
});

test("marks that turn text around are taken out of the words", () => {
  expect(parseRequest({ ...REQUEST, prompt: "a\u202Eb\u0000c" }).prompt).toBe("abc");
});

test.each<[string, unknown]>([
  ["edit", "p1"],
  ["edit.verb", { ...EDIT, verb: "swap" }],
  ["edit.sourceId", { ...EDIT, sourceId: "../p1" }],
  ["edit.strength", { ...EDIT, strength: 0.1 }],
  ["edit.strength", { ...EDIT, strength: 1.01 }],
  ["edit.region", { ...EDIT, region: "light" }],
  ["edit.region", { ...EDIT, region: undefined }],
  ["edit.maskId", { ...EDIT, maskId: "../mask" }],
  ["edit.held", { ...EDIT, held: ["light"] }],
  ["edit.held", { ...EDIT, held: "hair" }],
  ["edit.grade", { ...EDIT, verb: "grade", grade: "sepia" }],
  ["edit.grade", { ...EDIT, verb: "grade" }],
  ["edit.grade", { ...EDIT, grade: "warm" }],
  ["edit.toId", { ...EDIT, verb: "back" }],
  ["edit.at", { ...EDIT, verb: "expand" }],
  ["edit.at", { ...EDIT, at: { left: 0, top: 0 } }],
  ["edit.at.left", { ...EDIT, verb: "expand", at: { left: -1, top: 0 } }],
  ["edit.at.top", { ...EDIT, verb: "expand", at: { left: 0, top: 0.5 } }],
])("refuses a wrong %s", (field, edit) => {
  expect(parseRequest({ ...REQUEST, edit: EDIT }).edit).toEqual(EDIT);
  expect(failureOf({ ...REQUEST, edit })).toMatchObject({ code: "request-invalid", details: { field } });
});
