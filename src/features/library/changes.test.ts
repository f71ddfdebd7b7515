import { expect, test } from "vitest";
import type { GenerateRequest } from "~/contracts/request.ts";
import { requestWith } from "../../../tests/support/records.ts";
import { changesBetween } from "./changes.ts";

const FROM = requestWith({
  layers: [
    { kind: "hair", words: "a short bob", strength: 1 },
    { kind: "outfit", words: "wearing a navy blazer", strength: 1 },
    { kind: "scene", words: "in a library", strength: 1 },
  ],
  prompt: "thoughtful",
  seeds: [7],
});

const changes = (to: GenerateRequest, seed = 7) => changesBetween({ request: FROM, seed: 7 }, { request: to, seed });

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
});
