import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { packBytes, parseManifest } from "./manifest.ts";

const shipped = readFileSync(new URL("../../models-manifest.json", import.meta.url), "utf8");
const manifest = parseManifest(JSON.parse(shipped));

const without = (change: (pack: Record<string, unknown>) => void): unknown => {
  const copy = JSON.parse(shipped) as { packs: Record<string, unknown>[] };
  change(copy.packs[0]!);
  return copy;
};

test.each([
  ["nothing", (pack: Record<string, unknown>) => void delete pack["needs"], "needs is missing"],
  ["no memory", (pack: Record<string, unknown>) => void (pack["needs"] = { memory: 0, buffer: 1, float16: false }), "bad memory"],
  [
    "half a byte",
    (pack: Record<string, unknown>) => void (pack["needs"] = { memory: 1, buffer: 0.5, float16: false }),
    "bad buffer",
  ],
  [
    "a word for precision",
    (pack: Record<string, unknown>) => void (pack["needs"] = { memory: 1, buffer: 1, float16: "no" }),
    "bad float16",
  ],
  [
    "about as much",
    (pack: Record<string, unknown>) => void (pack["needs"] = { memory: 1, buffer: 1, float16: false, reckoned: "about" }),
    "bad reckoned",
  ],
])("a pack that needs %s is refused with the field's name", (_, change, field) => {
  expect(() => parseManifest(without(change))).toThrowError(
    expect.objectContaining({ code: "manifest-invalid", details: { reason: expect.stringContaining(field) } }),
  );
});

test("a pack that names a checker has its network, and one that has it names it", () => {
  const named = without((pack) => void (pack["safety"] = { checker: "somebody's", reason: "-" }));
  expect(() => parseManifest(named)).toThrowError(
    expect.objectContaining({ details: { reason: expect.stringContaining("bad checker in safety") } }),
  );
});

test("a shipped pack takes at least its own weights in memory, and its largest tensor is one of them", () => {
  for (const pack of manifest.packs) {
    expect(pack.needs.memory).toBeGreaterThan(packBytes(pack));
    expect(pack.needs.buffer).toBeLessThan(4 * packBytes(pack));
  }
});

test("a previewer serves packs of the shipped manifest, and names whose latents it reads", () => {
  const copy = JSON.parse(shipped) as { tools: Record<string, unknown>[] };
  const previewer = copy.tools.find(({ serves }) => serves === "previews")!;
  const served = manifest.packs.filter(({ latent }) => latent.space === previewer["space"]);
  expect(served.map(({ id }) => id)).toEqual(["sdxs", "sd-turbo", "lcm", "sd15"]);
  delete previewer["space"];
  expect(() => parseManifest(copy)).toThrowError(
    expect.objectContaining({ details: { reason: "taesd: makes previews of nothing" } }),
  );
});

const tensor = (change: Record<string, unknown>) =>
  without((pack) => {
    const graphs = pack["graphs"] as Record<string, { inputs: Record<string, Record<string, unknown>> }>;
    Object.assign(graphs["denoiser"]!.inputs["sample"]!, change);
  });
const graphs = (change: (graphs: Record<string, Record<string, unknown>>) => void) =>
  without((pack) => change(pack["graphs"] as Record<string, Record<string, unknown>>));

test.each([
  ["a role that nobody knows", graphs((all) => void (all["mind_reader"] = all["denoiser"]!)), "no graph is called mind_reader"],
  [
    "a file that is not listed",
    graphs((all) => void (all["denoiser"]!["file"] = "../x.onnx")),
    "names a file that is not listed",
  ],
  [
    "weights that nobody lists",
    graphs((all) => void (all["denoiser"]!["external"] = ["denoiser.bin"])),
    "denoiser keeps weights in a file that is not listed",
  ],
  ["no weights beside", graphs((all) => void (all["denoiser"]!["external"] = [])), "denoiser has a bad list of weights"],
  ["no outputs", graphs((all) => void (all["denoiser"]!["outputs"] = {})), "denoiser has no inputs or no outputs"],
  ["a tensor without a name", tensor({ name: "" }), "sample of denoiser has no name"],
  ["doubles", tensor({ dtype: "float64" }), "sample of denoiser is of an unknown type"],
  ["a negative length", tensor({ shape: [1, -2] }), "sample of denoiser has a bad shape"],
  ["words for lengths", tensor({ shape: ["batch", 4] }), "sample of denoiser has a bad shape"],
  ["no packs", { schema: 1 }, "packs is not a list"],
  ["another schema", { schema: 2, packs: [] }, "schema is not 1"],
])("a manifest with %s is refused with the reason", (_, value, words) => {
  expect(() => parseManifest(value)).toThrowError(
    expect.objectContaining({ code: "manifest-invalid", details: { reason: expect.stringContaining(words) } }),
  );
});
