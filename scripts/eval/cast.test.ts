import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { embeddingOf, parsePrior } from "~/engine/casting/prior.ts";
import { castSheet } from "~/engine/casting/sheet.ts";
import { understand } from "~/engine/casting/words.ts";
import { normalised } from "~/engine/faces/embedding.ts";
import { descriptionsOf, levelsNear } from "../../tests/eval/cast.ts";
import { coordinatesOf } from "../../tests/eval/invented.ts";
import { bandsOfPeople, readPeople, textureOf } from "../../tests/eval/people.ts";
import { readSet } from "../../tests/eval/set.ts";

const prior = parsePrior(JSON.parse(readFileSync("public/packs/atelier/prior.json", "utf8")), 128);

test("every level of every control is asked for, in words that mean it", () => {
  const descriptions = descriptionsOf(prior);
  for (const { text, asked } of descriptions) expect(understand(prior, text), text).toEqual({ choices: asked, unknown: [] });
  for (const { name, levels } of prior.controls)
    for (const level of levels)
      expect(descriptions.filter(({ asked }) => asked[name] === level.name).length, `${name} ${level.name}`).toBeGreaterThan(1);
});

// A moustache or a goatee is half a beard, without its level saying so.
const otherwise = (attribute: string): number => (attribute === "beard" ? 0.5 : 0);

test("whoever is just what a level says is read as that level", () => {
  for (const control of prior.controls)
    for (const { name, values } of control.levels)
      expect(
        levelsNear(prior, control, (attribute) => values[attribute] ?? otherwise(attribute))[0],
        `${control.name} ${name}`,
      ).toBe(name);
});

test("coordinates of an embedding are those it was made from, by its length", () => {
  const [person] = castSheet(prior, { kind: "anybody" }, [], 3, 1);
  const embedding = embeddingOf(prior, person!.z);
  const sum = prior.mean.map(
    (value, i) => value + person!.z.reduce((total, z, k) => total + z * prior.deviation[k]! * prior.directions[k]![i]!, 0),
  );
  const longer = Float64Array.from(embedding, (value) => value * Math.hypot(...sum));
  // Directions are written with three digits.
  coordinatesOf(prior, longer).forEach((z, k) => expect(Math.abs(z - person!.z[k]!)).toBeLessThan(0.2));
  expect(normalised(longer)).toEqual(normalised(embedding));
});

test("everybody of the evaluation set has a band, and every hair a texture", () => {
  const who = readPeople();
  const { ofPerson } = bandsOfPeople(who);
  const set = readSet();
  for (const { person } of [...set.cases, ...who.more, ...who.neutral]) expect(ofPerson(person).skin).toBeTruthy();
  expect(who.pictures).toHaveLength(set.pictures.length);
  expect(new Set(set.attributes["hair"]!.map(textureOf)).size).toBe(5);
  expect(new Set(who.neutral.map(({ person }) => ofPerson(person).skin)).size).toBe(5);
});
