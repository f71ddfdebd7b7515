/**
 * From camera photographs to a person of a photographic pack, by gradients alone: every network a stand-in with the operators, element types
 * and names of the real one, so that what is drawn means nothing and that it is drawn is the point.
 */
import { readFileSync } from "node:fs";
import { decode } from "jpeg-js";
import { expect, test } from "vitest";
import { isUsable } from "~/contracts/faces.ts";
import { inspectPhotograph } from "~/engine/faces/inspect.ts";
import { cosine } from "~/engine/faces/embedding.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { encodePrompt } from "~/engine/pipelines/conditions.ts";
import { readIndividual, writeIndividual } from "~/engine/pipelines/individual-file.ts";
import { learnIdentity } from "~/engine/pipelines/learn-identity.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { requireChecker } from "~/engine/safety/guard.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { readVocabulary } from "~/runtime/vocabulary.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { photographicFile, photographicPack } from "../../../tests/support/photographic.ts";
import { openModel } from "../../../tests/support/run-model.ts";
import { learn } from "./learn.ts";
import { identityOf, prepareLesson, recipeFor } from "./learn-person.ts";

const pack = photographicPack();
const text = (path: string): string => readFileSync(photographicFile(path), "utf8");
const run = runInNode(pack.graphs, ({ file }) => photographicFile(file).pathname);
const vocabulary = readVocabulary(pack, text(pack.tokenizer.file), text(pack.tokenizer.config));

/** The same scene a little nearer each time. */
function photograph(name: string, nearer: number): Raster {
  const { width, height, data } = decode(readFileSync(`tests/fixtures/photographs/${name}.jpg`), { useTArray: true });
  const [left, top] = [8 * nearer, 6 * nearer];
  const image = raster(width - 2 * left, height - 2 * top);
  for (let y = 0; y < image.height; y++) {
    const from = 4 * ((y + top) * width + left);
    image.data.set(data.subarray(from, from + 4 * image.width), 4 * y * image.width);
  }
  return image;
}

const inspected = (name: string, nearer = 0) => inspectPhotograph(run, pack, photograph(name, nearer), 1);

test("its own face networks look at photographs: whose they are, and who is somebody else", async () => {
  const [one, near, other] = [await inspected("astronaut"), await inspected("astronaut", 2), await inspected("coffee")];
  for (const each of [one, near, other]) expect(isUsable(each)).toBe(true);
  expect(cosine(one.embedding!, near.embedding!)).toBeGreaterThan(0.8);
  expect(cosine(one.embedding!, other.embedding!)).toBeLessThan(0.6);
});

test("somebody is learned by gradients of its networks, kept in a file, and drawn from it", { timeout: 180_000 }, async () => {
  requireChecker(pack);
  const embeddings = [];
  for (const nearer of [0, 1, 2, 3, 4]) embeddings.push((await inspected("astronaut", nearer)).embedding!);
  const begun = await learnIdentity(run, pack, embeddings);
  const studio = {
    pack,
    run,
    vocabulary,
    file: (graph: keyof typeof pack.graphs) =>
      Promise.resolve(new Uint8Array(readFileSync(photographicFile(pack.graphs[graph]!.file)))),
    open: openModel,
  };
  const recipe = { ...recipeFor(pack, 1), steps: 16, warmUp: 2, rehearsals: 2, rank: 2, captionDropout: 0 };
  expect(recipe.times).toEqual([999]);
  const { lesson, start, release } = await prepareLesson(studio, embeddings, recipe, () => undefined);
  let state = start;
  for await (state of learn(lesson, start));
  await release();
  const mean = (part: readonly number[]) => part.reduce((sum, loss) => sum + loss, 0) / part.length;
  expect(mean(state.losses.slice(-4))).toBeLessThan(mean(state.losses.slice(0, 4)));

  const bytes = writeIndividual("ana", pack, { prototype: begun.prototype, tensors: identityOf(state, lesson) });
  const { tensors } = readIndividual(pack, bytes);
  const contexts = await encodePrompt(run, vocabulary, composePrompt(vocabulary, "", "in a garden", []));
  const draw = async (identity: typeof tensors, identityStrength: number) => {
    const conditions = { ...contexts, identity, identityStrength };
    const settings = { seed: 1, size: pack.sizes[0]!, ...pack.presets.draft };
    return fromPlanes(await textToImage(run, pack, conditions, settings, () => undefined)).data;
  };
  const stock = await draw({}, 0);
  expect(await draw(begun.tensors, 1), "nobody yet").toEqual(stock);
  expect(await draw(tensors, 0), "switched off").toEqual(stock);
  expect(await draw(tensors, 1)).not.toEqual(stock);
});
