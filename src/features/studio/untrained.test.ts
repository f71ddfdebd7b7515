import { expect, test } from "vitest";
import type { Inspection } from "~/contracts/faces";
import type { Persona, Photograph } from "~/contracts/records";
import { stepsLeft, TRAINING_STEPS } from "./untrained";

const somebody = (part: Partial<Persona>): Persona => ({
  id: "p",
  clientId: "mine",
  name: "P",
  trigger: "userp",
  source: "photographs",
  consent: null,
  activeModelId: null,
  createdAt: 0,
  ...part,
});

const photographs = (count: number, inspection: Inspection | null): readonly Photograph[] =>
  Array.from({ length: count }, (_, i) => ({
    id: String(i),
    personaId: "p",
    name: "",
    width: 1,
    height: 1,
    addedAt: 0,
    inspection,
  }));

test("somebody of whom nothing is here lacks every step", () => {
  expect(stepsLeft(somebody({}), [])).toBe(TRAINING_STEPS);
});

test("agreeing and enough photographs are a step each; being looked at is one more", () => {
  const agreed = somebody({ consent: { at: 0, statement: "" } });
  expect(stepsLeft(agreed, photographs(4, null))).toBe(3);
  expect(stepsLeft(agreed, photographs(5, null))).toBe(2);
});

test("somebody invented has nobody to ask", () => {
  expect(stepsLeft(somebody({ source: "cast" }), photographs(8, null))).toBe(2);
});
