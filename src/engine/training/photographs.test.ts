/**
 * From camera photographs to a person of a photographic pack, by gradients alone: every network a stand-in with the operators, element types
 * and names of the real one, so that what is drawn means nothing and that it is drawn is the point.
 */
import { readFileSync } from "node:fs";
import { decode } from "jpeg-js";
import { expect, test } from "vitest";
import { isUsable } from "~/contracts/faces.ts";
import type { GraphRole, Pack } from "~/contracts/manifest.ts";
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
import { besideFile, withWeightsBeside } from "../../../tests/support/standins.ts";
import { underFolder } from "../onnx/beside.ts";
import { readModel } from "../onnx/proto.ts";
import { learn } from "./learn.ts";
import { type Beside, identityOf, prepareLesson, recipeFor } from "./learn-person.ts";

const text = (path: string): string => readFileSync(photographicFile(path), "utf8");
const told = (pack: Pack) => ({
  pack,
  run: runInNode(pack.graphs, ({ file }) => photographicFile(file).pathname),
  vocabulary: readVocabulary(pack, text(pack.tokenizer.file), text(pack.tokenizer.config)),
});
const { pack, run, vocabulary } = told(photographicPack());

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

/** Dozens of toys, opened on a busy computer. */
const LONG = { timeout: 300_000 };

const inspected = (name: string, nearer = 0) => inspectPhotograph(run, pack, photograph(name, nearer), 1);

test("its own face networks look at photographs: whose they are, and who is somebody else", async () => {
  const [one, near, other] = [await inspected("astronaut"), await inspected("astronaut", 2), await inspected("coffee")];
  for (const each of [one, near, other]) expect(isUsable(each)).toBe(true);
  expect(cosine(one.embedding!, near.embedding!)).toBeGreaterThan(0.8);
  expect(cosine(one.embedding!, other.embedding!)).toBeLessThan(0.6);
});

/** One picture at a time, in one step; and two at a time and never fewer, in many. */
test.each(["sdxs", "sd15"] as const)(
  "as %s, somebody is learned by gradients of its networks, kept in a file, and drawn from it",
  LONG,
  async (like) => {
    const real = photographicPack(like);
    const { steps, guidance } = real.presets.draft;
    // Fewer of them show as much of a toy.
    const { pack, run, vocabulary } = told({
      ...real,
      presets: { ...real.presets, draft: { steps: Math.min(3, steps), guidance } },
    });
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
      open: (model: Uint8Array) => openModel(model),
    };
    const recipe = { ...recipeFor(pack, 1), steps: 16, warmUp: 2, rehearsals: 2, rank: 2, captionDropout: 0 };
    expect(recipe.times).toHaveLength(like === "sdxs" ? 1 : 25);
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
  },
);

test("weights that lie beside its networks, in files called alike, are learned through as those within", LONG, async () => {
  const [{ embedding }] = [await inspected("astronaut")];
  const lossesOf = async (from: Pack, where: (path: string) => string): Promise<readonly number[]> => {
    const bytes = (path: string) => new Uint8Array(readFileSync(where(path)));
    const studio = {
      pack: from,
      run: runInNode(from.graphs, ({ file }) => where(file)),
      vocabulary,
      file: (graph: GraphRole) => Promise.resolve(bytes(from.graphs[graph]!.file)),
      open: (model: Uint8Array, beside: readonly Beside[]) =>
        openModel(
          model,
          undefined,
          beside.map(({ name, path }) => ({ path: name, data: bytes(path) })),
        ),
    };
    const recipe = { ...recipeFor(from, 1), steps: 2, warmUp: 1, rehearsals: 1, rank: 2, captionDropout: 0 };
    const { lesson, start, release } = await prepareLesson(studio, [embedding!], recipe, () => undefined);
    let state = start;
    for await (state of learn(lesson, start));
    await release();
    return state.losses;
  };
  const within = (path: string): string => photographicFile(path).pathname;
  const whole = await lossesOf(pack, within);
  const apart = await lossesOf(withWeightsBeside(pack), (path) => (path.startsWith("unet/") ? besideFile(path) : within(path)));
  expect(apart).toEqual(whole);
  expect(whole.every(Number.isFinite)).toBe(true);
});

test("references of graphs that are joined lead to each one's own file, and weights within stay", () => {
  const file = new Uint8Array(readFileSync(besideFile("unet/model.onnx")));
  const locations = (model: Uint8Array) =>
    readModel(model).graph!.initializer.flatMap(({ externalData }) =>
      externalData.flatMap(({ key, value }) => (key === "location" ? [value] : [])),
    );
  const moved = underFolder(file, "denoiser");
  expect(new Set(locations(file))).toEqual(new Set(["model.onnx_data"]));
  expect(new Set(locations(moved))).toEqual(new Set(["denoiser/model.onnx_data"]));
  expect(locations(moved)).toHaveLength(locations(file).length);
  expect(readModel(moved).graph!.initializer).toHaveLength(readModel(file).graph!.initializer.length);
});
