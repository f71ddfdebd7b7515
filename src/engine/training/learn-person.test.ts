import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import { parsePrior } from "~/engine/casting/prior.ts";
import { identityRoles } from "~/engine/pipelines/learn-identity.ts";
import { vocabularyFrom } from "~/runtime/vocabulary.ts";
import { isDelta } from "../onnx/adapted.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { openModel } from "../../../tests/support/run-model.ts";
import { learn } from "./learn.ts";
import { identityOf, prepareLesson, recipeFor } from "./learn-person.ts";

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));
const pack = parseManifest(read("models-manifest.json")).packs[0]!;
const at = (file: string) => `public/${pack.base}${file}`;
const { embedding } = read("tests/golden/text-to-image.json") as { readonly embedding: readonly number[] };

test("a few steps on a drawn picture bring its face nearer to the person, by tokens and deltas that fit what draws", async () => {
  const recipe = {
    ...recipeFor(pack, 1),
    steps: 12,
    warmUp: 2,
    rehearsals: 1,
    others: 1,
    identityRate: 0.1,
    rank: 4,
    captionDropout: 0,
    crop: 0,
    light: 0,
    times: [0.75],
  };
  const object = (file: string) => read(at(file)) as Readonly<Record<string, unknown>>;
  const { tokenizer } = pack;
  const told: number[] = [];
  const { lesson, start, release } = await prepareLesson(
    {
      pack,
      run: runInNode(pack.graphs, ({ file }) => at(file)),
      vocabulary: vocabularyFrom(pack, object(tokenizer.file), object(tokenizer.config)),
      prior: parsePrior(object(pack.prior ?? ""), embedding.length),
      file: (graph) => Promise.resolve(new Uint8Array(readFileSync(at(pack.graphs[graph]!.file)))),
      open: (model) => openModel(model),
    },
    [embedding],
    recipe,
    (drawn) => void told.push(drawn),
  );
  expect(told).toEqual([1, 2]);
  const [own, other] = lesson.pictures;
  expect([own?.other, Object.keys(other?.other ?? {}).length]).toEqual([undefined, identityRoles(pack).length]);
  let losses: readonly number[] = [];
  let identity = identityOf(start, lesson);
  for await (const state of learn(lesson, start)) {
    losses = state.losses;
    identity = identityOf(state, lesson);
  }
  const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
  expect(mean(losses.slice(-3))).toBeLessThan(mean(losses.slice(0, 3)) - 0.01);
  const inputs = pack.graphs.denoiser!.inputs;
  const [deltas, tokens] = [true, false].map((are) => Object.entries(identity).filter(([role]) => isDelta(role) === are));
  for (const [role, { shape }] of tokens ?? []) expect(shape.slice(1)).toEqual(inputs[role]?.shape.slice(1));
  expect(deltas?.length).toBeGreaterThan(0);
  for (const [role, { data }] of deltas ?? []) {
    expect(role, "attention of the up blocks alone").toContain(".up.");
    expect(data.some((x) => x !== 0)).toBe(true);
  }
  await release();
  // The whole pack on one thread: a busy computer needs its time.
}, 180_000);
