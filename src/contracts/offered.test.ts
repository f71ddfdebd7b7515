import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { standinPack, standins, type Standin } from "../../tests/support/standins.ts";
import { samplerName, samplersOf } from "./sampler.ts";
import { type GraphSpec, packBytes, parseManifest } from "./manifest.ts";

const read = (path: string): object => JSON.parse(readFileSync(path, "utf8")) as object;
const known = read("models-manifest.json");
const offered = parseManifest(known).packs;
/** Whose stand-in decides whether they are what their entry says. */
const photographic = offered.filter(({ reads }) => reads === "photographs");

test("what is offered finds faces, leads from photographs into its pictures, and looks at photographic ones before anybody does", () => {
  for (const { id, graphs, identity } of offered) {
    expect(Object.keys(graphs), id).toEqual(expect.arrayContaining(["face_detector", "face_embedder"]));
    expect(identity.channels, id).not.toEqual([]);
  }
  expect(photographic.map(({ id }) => id)).toEqual(["sdxs", "sd-turbo", "lcm", "sd15"]);
  for (const { id, safety } of photographic) expect(safety.checker, id).not.toBeNull();
});

test("a network that learned from many small steps is walked by any method; a distilled one by its own alone", () => {
  expect(photographic.map((pack) => [pack.id, samplersOf(pack).map(samplerName)])).toEqual([
    ["sdxs", ["euler"]],
    ["sd-turbo", ["euler"]],
    ["lcm", ["lcm"]],
    ["sd15", ["dpmpp-2m-karras", "euler", "euler-karras", "euler-ancestral", "ddim", "unipc"]],
  ]);
});

test("a person's tokens go to every cross-attention of a U-Net of the first two families, as wide as it is there", () => {
  // The innermost of four levels has none.
  const widths = [320, 640, 1280];
  const crossed = [
    ...widths.flatMap((width) => [width, width]),
    1280,
    ...widths.toReversed().flatMap((width) => [width, width, width]),
  ];
  for (const id of ["sd-turbo", "lcm", "sd15"])
    expect(offered.find((pack) => pack.id === id)?.identity).toEqual({ tokens: 4, channels: crossed, embedding: 128 });
  // One layer to a level, none on the first, and nothing in the middle.
  const [, , wide] = widths;
  const small = [640, wide, wide, wide, 640, 640];
  expect(offered.find((pack) => pack.id === "sdxs")?.identity).toEqual({ tokens: 4, channels: small, embedding: 128 });
});

/** Dimensions but for those that are a toy's: 16 for the width of words, 16 × 8 for a latent. */
const shapeOf = ({ inputs, outputs }: GraphSpec): unknown =>
  Object.entries({ ...inputs, ...outputs }).map(([role, { name, shape }]) => [role, name, shape.length, shape[0]]);

test.each(photographic)("the stand-in of $name has its files, names, types, batches, sampler and scale", (pack) => {
  const standin = standinPack(pack.id as Standin);
  for (const role of ["text_encoder", "denoiser", "vae_decoder"] as const) {
    const [real, toy] = [pack.graphs[role]!, standin.graphs[role]!];
    expect(toy.file).toBe(real.file);
    if (role !== "vae_decoder") expect(shapeOf(toy)).toEqual(shapeOf(real));
    const types = ({ inputs, outputs }: GraphSpec) => Object.values({ ...inputs, ...outputs }).map(({ dtype }) => dtype);
    types(real).forEach((dtype, i) => expect([dtype, dtype === "float" ? "float16" : dtype]).toContain(types(toy)[i]));
  }
  const walked = standins.packs[pack.id as Standin].cases.map(({ sampler }) => sampler);
  for (const sampler of samplersOf(pack)) expect(walked).toContainEqual(sampler);
  const { cell: _, ...latent } = pack.latent; // what a cell takes on its way to pixels is less in a toy
  expect(standin.latent).toEqual(latent);
  expect(standin.tokenizer).toEqual(pack.tokenizer);
  expect(packBytes(pack)).toBeGreaterThan(8e8);
});
