/**
 * Stand-ins of Stable Diffusion's family, drawn by the app's own walk and by diffusers (toolkit/standins): same weights, words and noise.
 */
import { readFileSync } from "node:fs";
import { describe, expect, test } from "vitest";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readVocabulary } from "~/runtime/vocabulary.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { conditionsOf, furthest, type Walked, walkAsDiffusers } from "../../../tests/support/standin-walk.ts";
import {
  besideFile,
  floatsOf,
  type Standin,
  type StandinCase,
  standinFile,
  standinPack,
  standins,
  withWeightsBeside,
} from "../../../tests/support/standins.ts";
import type { Conditions } from "./conditions.ts";

const read = (file: string): string => readFileSync(`tests/fixtures/standins/tokenizer/${file}`, "utf8");

const runs = new Map<string, Run>();

/** Sessions are made once for all walks of a pack. */
function runOf(name: Standin, exact: boolean): Run {
  const key = `${name} ${exact}`;
  const run = runs.get(key) ?? runInNode(standinPack(name, exact).graphs, (spec) => standinFile(name, exact, spec));
  runs.set(key, run);
  return run;
}

const conditionsFor = (run: Run, name: Standin): Promise<Conditions> =>
  conditionsOf(run, readVocabulary(standinPack(name), read("vocab.json"), read("merges.txt")));

async function compare(name: Standin, exact: boolean, each: StandinCase): Promise<Walked> {
  const run = runOf(name, exact);
  return walkAsDiffusers(run, standinPack(name, exact), await conditionsFor(run, name), each);
}

const named = (name: Standin) =>
  standins.packs[name].cases.map((each) => ({
    title: [each.sampler.kind, "spacing" in each.sampler ? each.sampler.spacing : "", `${each.steps} steps`].join(" "),
    each,
  }));

describe.each(["sd15", "sd-turbo", "lcm", "sdxs"] as const)("%s", (name) => {
  test("says of the words what transformers says", async () => {
    const { context, emptyContext } = await conditionsFor(runOf(name, true), name);
    expect(context.shape).toEqual([1, 77, 16]);
    expect(furthest(context.data, floatsOf(standins.packs[name].context))).toBeLessThan(1e-4);
    expect(furthest(emptyContext.data, floatsOf(standins.packs[name].emptyContext))).toBeLessThan(1e-4);
  });

  test.each(named(name))("walks as diffusers does, and paints its pixels: $title", async ({ each }) => {
    const found = await compare(name, true, each);
    expect(Math.max(...found.apart)).toBeLessThan(1e-3);
    expect(found.decibels).toBeGreaterThanOrEqual(50);
  });

  test("comes close in the repository's own element types", async () => {
    const found = await compare(name, false, standins.packs[name].cases[0]!);
    expect(found.decibels).toBeGreaterThanOrEqual(50);
  });
});

test("a denoiser whose weights lie beside its graph paints the same picture", async () => {
  const pack = withWeightsBeside(standinPack("sdxs"));
  const run = runInNode(pack.graphs, ({ file }) => besideFile(file));
  const [drawn] = standins.packs.sdxs.cases as readonly [StandinCase];
  const found = await walkAsDiffusers(run, pack, await conditionsFor(run, "sdxs"), drawn);
  expect(found.decibels).toBeGreaterThanOrEqual(50);
});
