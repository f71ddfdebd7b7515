import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import type { GenerateRequest } from "~/contracts/request.ts";
import { standins } from "../../tests/support/standins.ts";
import { tinyPack } from "../../tests/support/tiny-pack.ts";
import { checkRequest } from "./preflight.ts";

const GOOD: GenerateRequest = {
  schema: 1,
  pack: { id: "tiny", revision: "1" },
  personaId: "ana",
  model: { id: "m", version: 1, sha256: "" },
  layers: [{ kind: "hair", words: "red curls", strength: 1.4 }],
  prompt: "in a library",
  size: { width: 48, height: 64 },
  sampler: "flow-euler",
  steps: 14,
  guidance: 1.5,
  identityStrength: 0.95,
  pose: null,
  seeds: [0, 999_999],
};

const refusedField = (changes: Partial<GenerateRequest>): string | null => {
  try {
    checkRequest(tinyPack, { ...GOOD, ...changes });
    return null;
  } catch (error) {
    return isFailure(error, "request-invalid") ? error.details.field : "something else";
  }
};

test("lets a whole request pass", () => expect(refusedField({})).toBeNull());

test("a sampler that the pack offers besides its own passes, and only that", () => {
  const [, karras] = standins.packs.sd15.cases;
  const offering = { ...tinyPack, samplers: [karras!.sampler] };
  const check = (sampler: GenerateRequest["sampler"]) => () => checkRequest(offering, { ...GOOD, sampler });
  expect(check("euler-karras")).not.toThrow();
  expect(check("flow-euler")).not.toThrow();
  expect(check("euler")).toThrow();
});

test.each<[keyof GenerateRequest, Partial<GenerateRequest>]>([
  ["size", { size: { width: 64, height: 48 } }],
  ["sampler", { sampler: "euler" }],
  ["steps", { steps: 0 }],
  ["steps", { steps: 14.5 }],
  ["steps", { steps: 10_000 }],
  ["guidance", { guidance: Number.NaN }],
  ["guidance", { guidance: -1 }],
  ["identityStrength", { identityStrength: 1.5 }],
  ["prompt", { prompt: "red ".repeat(2500) }],
  ["layers", { layers: [{ kind: "hair", words: "red", strength: 2 }] }],
  ["layers", { layers: [...GOOD.layers, ...GOOD.layers] }],
  ["seeds", { seeds: [] }],
  ["seeds", { seeds: [1_000_000] }],
  ["seeds", { seeds: [0.5] }],
  ["seeds", { seeds: Array.from({ length: 1000 }, (_, i) => i) }],
])("names %s when it is wrong", (field, changes) => expect(refusedField(changes)).toBe(field));
