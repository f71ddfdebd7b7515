import { expect, test } from "vitest";
import { aborted, isAbort, isFailure } from "~/contracts/failure.ts";
import type { Size } from "~/contracts/request.ts";
import { normalised } from "~/engine/faces/embedding.ts";
import { feather, type Mask } from "~/engine/image/mask.ts";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { output, type Run } from "~/engine/tensor/tensor.ts";
import { tinyPack, tinyVocabulary } from "../../../tests/support/tiny-pack.ts";
import { runTiny } from "../../../tests/support/tiny-run.ts";
import { encodePrompt, poseTensor, type Conditions } from "./conditions.ts";
import { imageToImage, type Source } from "./image-to-image.ts";
import { learnIdentity } from "./learn-identity.ts";
import { textToImage } from "./text-to-image.ts";
import type { OnStep, Settings, Step } from "./walk.ts";

const SIZE = { width: 48, height: 64 };
const SETTINGS: Settings = { seed: 5, size: SIZE, steps: 4, guidance: 2 };
const run = runTiny();
const nothing: OnStep = () => undefined;

async function conditionsFor(words: string): Promise<Conditions> {
  const prototype = normalised(Array.from({ length: 12 }, (_, i) => Math.sin(i)));
  const { tensors } = await learnIdentity(run, tinyPack, [prototype, prototype]);
  const encoded = await encodePrompt(run, tinyVocabulary, composePrompt(tinyVocabulary, "portrait", words, []));
  return { ...encoded, identity: tensors, identityStrength: 0.95, pose: poseTensor(tinyPack.pose!, null) };
}

const drawn = async (words: string, seed = 5): Promise<Raster> =>
  fromPlanes(await textToImage(run, tinyPack, await conditionsFor(words), { ...SETTINGS, seed }, nothing));

const edited = async (source: Source, words = "at the sea", settings = SETTINGS, onStep = nothing): Promise<Raster> =>
  imageToImage(run, tinyPack, await conditionsFor(words), settings, source, onStep);

/** What the autoencoder makes of a picture. */
async function reconstructed(image: Raster, through: Run = run): Promise<Raster> {
  const { latent } = await through("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) });
  return fromPlanes(output(await through("vae_decoder", { latent: latent! }), "image"));
}

const most = (a: Raster, b: Raster): number => a.data.reduce((so, value, k) => Math.max(so, Math.abs(value - b.data[k]!)), 0);
const meanDistance = (a: Raster, b: Raster): number =>
  a.data.reduce((sum, value, k) => sum + Math.abs(value - b.data[k]!), 0) / a.data.length;

/** The upper rows. */
const upper = (rows: number): Mask => ({
  ...SIZE,
  data: new Uint8Array(SIZE.width * SIZE.height).fill(255, 0, SIZE.width * rows),
});
const everything = upper(SIZE.height);

test("without strength a picture comes back as the autoencoder has it, and with little strength nearly so", async () => {
  const image = await drawn("in a library");
  const own = await reconstructed(image);
  expect((await edited({ image, strength: 0, mask: null })).data).toEqual(own.data);
  expect(most(await edited({ image, strength: 0.001, mask: null }), own)).toBeLessThanOrEqual(2);
});

test("at full strength nothing is left of the picture: the result is what the words alone draw, bit for bit", async () => {
  const image = await drawn("in a library", 9);
  expect((await edited({ image, strength: 1, mask: null })).data).toEqual((await drawn("at the sea")).data);
});

test("the stronger, the further from the picture and the nearer to what the words draw", async () => {
  const image = await drawn("in a library", 9);
  const goal = await drawn("at the sea");
  const pictures: Raster[] = [];
  for (const strength of [0.2, 0.5, 0.9]) pictures.push(await edited({ image, strength, mask: null }));
  const [from, to] = [image, goal].map((end) => pictures.map((picture) => meanDistance(picture, end)));
  expect(from).toEqual(from!.toSorted((a, b) => a - b));
  expect(to).toEqual(to!.toSorted((a, b) => b - a));
});

test("outside of a feathered mask every pixel is the picture's to the byte, and inside they change", async () => {
  const image = await drawn("in a library", 9);
  const mask = feather(upper(24), 8);
  const { data } = await edited({ image, strength: 1, mask });
  let changed = 0;
  mask.data.forEach((share, i) => {
    const [was, is] = [image, { data }].map((picture) => picture.data.subarray(4 * i, 4 * i + 4));
    if (share === 0) expect(is).toEqual(was);
    else if (share === 255 && is!.some((value, k) => value !== was![k])) changed++;
  });
  expect(changed).toBeGreaterThan(SIZE.width * 12);
});

test("cells that are held stay at the picture's latent: before the pixels are put back, only the decoder's own error is left", async () => {
  const image = await drawn("in a library", 9);
  let own: readonly number[] = [];
  let latent: readonly number[] = [];
  const watching: Run = async (graph, feeds) => {
    if (graph === "vae_decoder") latent = [...(feeds["latent"]!.data as Float32Array)];
    const outputs = await run(graph, feeds);
    if (graph === "vae_encoder") own = [...outputs["latent"]!.data];
    return outputs;
  };
  const source = { image, strength: 0.8, mask: upper(16) };
  await imageToImage(watching, tinyPack, await conditionsFor("at the sea"), SETTINGS, source, nothing);
  const cells = 12;
  latent.forEach((value, k) => {
    if (k % cells >= 3) expect(value).toBe(own[k]);
    else expect(value).not.toBe(own[k]);
  });
});

test("a mask of everything is no mask", async () => {
  const image = await drawn("in a library", 9);
  const [masked, free] = [everything, null].map((mask) => edited({ image, strength: 0.7, mask }));
  expect((await masked!).data).toEqual((await free!).data);
});

test("the same request gives the same pixels, and another seed others", async () => {
  const source = { image: await drawn("in a library", 9), strength: 0.6, mask: upper(32) };
  const first = await edited(source);
  expect((await edited(source)).data).toEqual(first.data);
  expect((await edited(source, "at the sea", { ...SETTINGS, seed: 6 })).data).not.toEqual(first.data);
});

test("a cancelled edit stops after the step it is in", async () => {
  const seen: number[] = [];
  const cancelling: OnStep = ({ step }) => {
    seen.push(step);
    if (step === 2) throw aborted();
  };
  const source = { image: await drawn("in a library"), strength: 0.6, mask: upper(32) };
  await expect(edited(source, "at the sea", SETTINGS, cancelling)).rejects.toSatisfy(isAbort);
  expect(seen).toEqual([1, 2]);
});

test("while it is drawn, the estimate shows what is held as it was", async () => {
  const image = await drawn("in a library", 9);
  const { latent } = await run("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) });
  await edited({ image, strength: 1, mask: upper(16) }, "at the sea", SETTINGS, ({ estimate }) =>
    estimate.data.forEach((value, k) => {
      if (k % 12 >= 3) expect(value).toBe(latent!.data[k]);
    }),
  );
});

test.each<[string, (image: Raster) => Source, string]>([
  ["a mask of nothing", (image) => ({ image, strength: 0.5, mask: upper(0) }), "mask-empty"],
  [
    "a mask of another size",
    (image) => ({ image, strength: 0.5, mask: { width: 16, height: 16, data: new Uint8Array(256).fill(255) } }),
    "edit.mask",
  ],
  ["a picture of another size", () => ({ image: raster(16, 16), strength: 0.5, mask: null }), "size"],
  ["a strength above 1", (image) => ({ image, strength: 1.01, mask: null }), "edit.strength"],
  ["a strength that is no number", (image) => ({ image, strength: Number.NaN, mask: null }), "edit.strength"],
])("refuses %s", async (_, sourceOf, what) => {
  const source = sourceOf(raster(SIZE.width, SIZE.height));
  await expect(edited(source)).rejects.toSatisfy((error: unknown) =>
    isFailure(error, "request-invalid") ? error.details.field === what : isFailure(error) && error.code === what,
  );
});

test("a picture of another size is drawn through a window of the pack's own, and stays to the byte beside the mask", async () => {
  const image = resize(await drawn("in a library"), 120, 90);
  const size = { width: 120, height: 90 };
  const data = new Uint8Array(120 * 90);
  for (let y = 30; y < 50; y++) data.fill(255, y * 120 + 60, y * 120 + 75);
  const mask = feather({ ...size, data }, 4);
  const steps: Step[] = [];
  const seen: Size[] = [];
  const watched: Run = (graph, feeds) => {
    const [, , height, width] = feeds["image"]?.shape ?? [];
    if (graph === "vae_encoder") seen.push({ width: width!, height: height! });
    return run(graph, feeds);
  };
  const out = await imageToImage(
    watched,
    tinyPack,
    await conditionsFor("sea"),
    { ...SETTINGS, size },
    { image, strength: 1, mask },
    (step) => void steps.push(step),
  );
  expect(seen).toEqual([SIZE]);
  expect(steps.at(-1)).toMatchObject({ step: 4, steps: 4, window: SIZE });
  let [changed, spilt] = [0, 0];
  for (let at = 0; at < image.data.length; at++) {
    if (out.data[at] === image.data[at]) continue;
    if (mask.data[at >> 2] === 0) spilt++;
    else changed++;
  }
  expect(spilt).toBe(0);
  expect(changed).toBeGreaterThan(500);
});

test("a mask of one pixel changes one pixel, and without a mask all of another size may change", async () => {
  const image = resize(await drawn("in a library"), 100, 70);
  const size = { width: 100, height: 70 };
  const mask: Mask = { ...size, data: new Uint8Array(7000) };
  mask.data[69 * 100 + 99] = 255;
  const one = await edited({ image, strength: 1, mask }, "sea", { ...SETTINGS, size });
  expect(one.data.subarray(0, -4)).toEqual(image.data.subarray(0, -4));
  const all = await edited({ image, strength: 1, mask: null }, "sea", { ...SETTINGS, size });
  expect({ width: all.width, height: all.height }).toEqual(size);
  expect(most(all, image)).toBeGreaterThan(20);
});
