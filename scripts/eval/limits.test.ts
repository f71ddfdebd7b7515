import { readFileSync } from "node:fs";
import { decode } from "jpeg-js";
import { expect, test } from "vitest";
import { cropped } from "../../tests/eval/cameras.ts";
import { ask, readLimits, type Question } from "../../tests/eval/limits.ts";
import { openPack } from "../../tests/eval/pack.ts";
import { chanceOf } from "../../tests/eval/chance.ts";
import { NOISES, paintPattern } from "../../tests/eval/patterns.ts";
import { findingWords } from "~/features/personas/words.ts";
import { cameraNoise } from "~/engine/faces/camera-noise.ts";
import { inspectPhotograph } from "~/engine/faces/inspect.ts";

const limits = readLimits();
const open = openPack();

/** The first of every sort. */
const handful = (questions: readonly Question[]): readonly Question[] =>
  questions.filter((one, index) => questions.findIndex(({ kind, what }) => kind === one.kind && what === one.what) === index);

test("the set is a thousand pictures, the same every time", () => {
  expect(limits.negatives).toHaveLength(1000);
  const [one, again] = [1, 1].map((seed) => paintPattern(NOISES.clouds, seed, 24, 32).data);
  expect(one).toEqual(again);
  expect(paintPattern(NOISES.clouds, 2, 24, 32).data).not.toEqual(one);
  const chance = chanceOf(3);
  const values = Array.from({ length: 4000 }, () => chance.normal());
  expect(Math.abs(values.reduce((sum, value) => sum + value, 0) / 4000)).toBeLessThan(0.06);
  const image = paintPattern(NOISES.white, 0, 8, 8);
  expect([...cropped(image, 2, 3, 1, 1).data]).toEqual([...image.data.subarray(4 * 26, 4 * 27)]);
});

test("of every sort of picture without a face to read, none is let in", async () => {
  for (const question of handful(limits.negatives))
    expect(await ask(open, question), `${question.kind}: ${question.what}`).toMatchObject({ taken: false });
}, 120_000);

test("drawings of people whom no model has seen are let in", async () => {
  for (const drawing of limits.drawings.slice(24, 40)) expect(await ask(open, drawing)).toEqual({ taken: true, face: true });
}, 60_000);

test("a drawing saved so coarsely that it is as noisy as a photograph is read by its calm face", async () => {
  const noisy = limits.drawings.filter((drawing) => cameraNoise(drawing.image()) > open.pack.faces.photographNoise!);
  expect(noisy).toHaveLength(5);
  const answers = await Promise.all(noisy.map((drawing) => ask(open, drawing)));
  expect(answers.filter(({ taken }) => taken)).toHaveLength(4);
}, 60_000);

test("a cartoon is told in one sentence, and what to do in another", async () => {
  const cartoon = limits.negatives.find(({ what }) => what === "toon")!;
  const { findings, face } = await inspectPhotograph(open.run, open.pack, cartoon.image(), cartoon.scale);
  expect(face).toBeNull();
  expect(findings).toEqual([{ code: "no-face" }]);
  expect(findingWords(findings[0]!, open.pack)).toEqual({
    happened: "No face I can read",
    todo: "Use a portrait as Atelier draws them, the face in full view.",
  });
}, 30_000);

test("a camera photograph is told to be one, and nothing besides", async () => {
  for (const name of ["fixtures/photographs/coffee", "fixtures/photographs/astronaut", "eval/photographs/hopper"]) {
    const { width, height, data } = decode(readFileSync(`tests/${name}.jpg`), { useTArray: true });
    const { findings } = await inspectPhotograph(open.run, open.pack, { width, height, data: new Uint8ClampedArray(data) }, 1);
    const codes = findings.map(({ code }) => code);
    expect(codes, name).toContain("photograph");
    expect(codes, name).not.toContain("no-face");
  }
}, 30_000);
