/** Every graph of every pack that is known here takes the small question, and answers it in a way that can be true. */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { type GraphRole, type GraphSpec, type Pack, parseManifest } from "~/contracts/manifest.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { standinFile, standinPack } from "../../../tests/support/standins.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import { runTiny } from "../../../tests/support/tiny-run.ts";
import { type Feeds, floats, type Run, sizeOf } from "./tensor.ts";
import { checkAnswer, trialFeeds } from "./trial.ts";

const { packs } = parseManifest(JSON.parse(readFileSync("models-manifest.json", "utf8")));
const [atelier] = packs as readonly [Pack];

/** What it might be given: one picture, of more than the smallest size where it takes any. */
const feedsFor = ({ inputs }: GraphSpec): Feeds =>
  Object.fromEntries(
    Object.entries(inputs).map(([role, { shape }]) => {
      const given = shape.map((length, i) => (length === -1 ? (i < 2 ? 1 : 128) : length));
      return [role, role === "input_ids" ? { shape: given, data: new BigInt64Array(sizeOf(given)) } : floats(given)];
    }),
  );

const sdNames = ["sd15", "sd-turbo", "lcm", "sdxs"] as const;
const known: readonly (readonly [string, Pack["graphs"], Run])[] = [
  ["the toy pack", tinyPack.graphs, runTiny()],
  [atelier.name, atelier.graphs, runInNode(atelier.graphs, ({ file }) => `public/${atelier.base}${file}`)],
  ...sdNames.map((name) => {
    const { graphs } = standinPack(name);
    return [name, graphs, runInNode(graphs, (spec) => standinFile(name, false, spec))] as const;
  }),
];

describe.each(known)("%s", (_, graphs, run) => {
  test.each(Object.entries(graphs) as [GraphRole, GraphSpec][])("its %s answers", async (graph, spec) => {
    const feeds = trialFeeds(spec, feedsFor(spec));
    checkAnswer(graph, await run(graph, feeds));
    expect(Object.keys(feeds)).toEqual(Object.keys(spec.inputs));
  });
});

test("free pictures and latents become small, and the question is the same every time", () => {
  const spec = tinyPack.graphs.denoiser!;
  const feeds = { ...feedsFor(spec), sample: floats([1, 4, 40, 6]) };
  expect(trialFeeds(spec, feeds)["sample"]!.shape).toEqual([1, 4, 8, 6]);
  expect(trialFeeds(spec, feeds)).toEqual(trialFeeds(spec, feeds));
});

test("an answer without numbers, or with one everywhere, is none; a single number is one", () => {
  const answer = (...values: readonly number[]) => ({ image: floats([values.length], Float32Array.from(values)) });
  const invalid = (error: unknown): boolean => isFailure(error, "output-invalid");
  expect(() => checkAnswer("vae_decoder", answer(1, Number.NaN))).toThrow(expect.toSatisfy(invalid));
  expect(() => checkAnswer("vae_decoder", answer(0, 0, 0))).toThrow(expect.toSatisfy(invalid));
  expect(() => checkAnswer("safety_checker", answer(0))).not.toThrow();
  expect(() => checkAnswer("safety_checker", answer(Number.POSITIVE_INFINITY))).toThrow(expect.toSatisfy(invalid));
});
