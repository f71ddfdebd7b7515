import { expect, test } from "vitest";
import { LAYER_KINDS } from "~/contracts/layers.ts";
import type { Picture } from "~/contracts/records.ts";
import type { GenerateRequest } from "~/contracts/request.ts";
import { chainOf } from "~/contracts/steps.ts";
import { parseRequest } from "~/contracts/parse-request.ts";
import { modelWith } from "../../../../tests/support/records.ts";
import { standins } from "../../../../tests/support/standins.ts";
import { tinyPack } from "../../../../tests/support/tiny-pack.ts";
import { picker } from "../layers/layer.ts";
import { LAYERS } from "../layers/layers.ts";
import { beneath, versionsOf } from "./chain.ts";
import { inferred } from "./inferred.ts";
import { backEdit, gradeEdit, layerEdit, maskEdit, removal, type Hands } from "./requests.ts";

const model = modelWith("m", { pack: { id: "tiny", revision: "1" } });
const hands: Hands = { pack: tinyPack, model, preset: "standard", seed: 5, held: [] };

const request: GenerateRequest = {
  schema: 1,
  pack: { id: "tiny", revision: "0" },
  personaId: "ana",
  model: { id: "old", version: 1, sha256: "" },
  layers: [
    { kind: "hair", words: "a chestnut bob", strength: 1 },
    { kind: "outfit", words: "wearing a navy suit and tie", strength: 1.2 },
  ],
  prompt: "thoughtful",
  size: { width: 48, height: 64 },
  sampler: "flow-euler",
  steps: 2,
  guidance: 1,
  identityStrength: 0.95,
  pose: null,
  seeds: [1, 2],
};

const pictureOf = (id: string, of: GenerateRequest): Picture => ({
  id,
  personaId: "ana",
  request: of,
  seed: of.seeds[0]!,
  width: 48,
  height: 64,
  likeness: 0.9,
  mark: null,
  ...(of.edit && { parentId: of.edit.sourceId }),
  seconds: 1,
  createdAt: 0,
});

const first = pictureOf("p0", request);
const bob = pictureOf("p1", layerEdit(first, hands, "hair", "a red afro"));
const coat = pictureOf("p2", layerEdit(bob, hands, "outfit", "wearing a trench coat"));
const lit = pictureOf("p3", layerEdit(coat, hands, "light", "backlit"));
const all = new Map([first, bob, coat, lit].map((picture) => [picture.id, picture]));

test("an edit is walked to as its picture was, where the pack that edits can", () => {
  const euler = { ...request, sampler: "euler-ancestral" } as const;
  const picture = pictureOf("e", euler);
  const [, , ancestral] = standins.packs.sd15.cases;
  const able = { ...hands, pack: { ...tinyPack, samplers: [ancestral!.sampler] } };
  expect(layerEdit(picture, able, "hair", "a red afro").sampler).toBe("euler-ancestral");
  expect(layerEdit(picture, hands, "hair", "a red afro").sampler).toBe("flow-euler");
});

test("a layer's edit is the picture's own request with one layer's words, within that layer's region", () => {
  expect(bob.request).toMatchObject({
    prompt: "thoughtful",
    seeds: [5],
    pack: { id: "tiny", revision: tinyPack.revision },
    model: { id: "m" },
    edit: { verb: "change", sourceId: "p0", region: "hair", strength: 0.9 },
  });
  expect(bob.request.layers.toSorted((a, b) => a.kind.localeCompare(b.kind))).toEqual([
    { kind: "hair", words: "a red afro", strength: 1 },
    { kind: "outfit", words: "wearing a navy suit and tie", strength: 1.2 },
  ]);
  expect(lit.request.edit).toMatchObject({ region: null, strength: 0.7 });
  expect(first.request).toEqual(request);
});

test("every request that the editor makes can be read back from a file", () => {
  const held: Hands = { ...hands, held: ["scene", "outfit"] };
  const mask = { verb: "fill", strength: 1, words: "a hat", maskId: `${"ab".repeat(20)}.mask` } as const;
  for (const made of [
    bob.request,
    layerEdit(first, held, "hair", ""),
    backEdit(coat, hands, "hair", first),
    gradeEdit(coat, hands, "mono"),
    maskEdit(coat, held, mask),
  ])
    expect(parseRequest(JSON.parse(JSON.stringify(made)))).toEqual(made);
  expect(maskEdit(coat, held, { ...mask, words: "a parrot" }).prompt).toBe("a parrot, thoughtful");
});

test("what is named within a mask is said by the layer that it belongs to", () => {
  const outfitOf = (verb: "fill" | "add", words: string): string | undefined =>
    maskEdit(first, hands, { verb, strength: 1, words, maskId: "m" }).layers.find(({ kind }) => kind === "outfit")?.words;
  expect(outfitOf("fill", "a red hoodie")).toBe("wearing a red hoodie");
  expect(outfitOf("add", "a hat")).toBe("wearing a navy suit and tie, with a hat");
  expect(outfitOf("fill", "")).toBe("wearing a navy suit and tie");
});

test("each layer has its own history, and what lies beneath it can be laid bare", () => {
  const chain = chainOf(coat, all);
  expect(chain.map(({ id }) => id)).toEqual(["p0", "p1", "p2"]);
  expect(versionsOf(chain, "hair").map(({ words }) => words)).toEqual(["a chestnut bob", "a red afro"]);
  expect(versionsOf(chain, "outfit").map(({ pictureId }) => pictureId)).toEqual(["p0", "p2"]);
  expect(versionsOf(chain, "scene")).toHaveLength(1);
  const version = { pictureId: "p0", words: "a chestnut bob", reachable: true };
  expect(beneath(chain, "hair")).toEqual({ words: "a chestnut bob", version });
  expect(beneath(chain, "scene")).toEqual({ words: "in a plain studio" });
  expect(beneath(chain, "light")).toBeUndefined();
  const back = backEdit(coat, hands, "hair", first);
  expect(back.layers.find(({ kind }) => kind === "hair")!.words).toBe("a chestnut bob");
  expect(back.layers.find(({ kind }) => kind === "outfit")!.words).toBe("wearing a trench coat");
  const gone = pictureOf("p4", back);
  expect(versionsOf(chainOf(gone, new Map([...all, ["p4", gone]])), "hair").map(({ words }) => words)).toEqual([
    "a chestnut bob",
    "a red afro",
    "a chestnut bob",
  ]);
  expect(beneath(chainOf(gone, new Map([...all, ["p4", gone]])), "hair")).toEqual({ words: "a bald head" });
});

test("where a layer is as plain as it can be, nothing lies beneath", () => {
  const bald = pictureOf("p5", layerEdit(first, hands, "hair", "a bald head"));
  const again = pictureOf("p6", layerEdit(pictureOf("p0", { ...request, layers: [] }), hands, "hair", "a bald head"));
  expect(beneath([first, bald], "hair")?.version?.pictureId).toBe("p0");
  expect(beneath([again], "hair")).toBeUndefined();
});

test("what is removed together with most of a layer leaves the plainest in its place", () => {
  const removed = maskEdit(first, hands, { verb: "remove", strength: 0.9, words: "", maskId: "m" }, ["hair"]);
  expect(removed.layers.find(({ kind }) => kind === "hair")!.words).toBe("a bald head");
  expect(removed.layers.find(({ kind }) => kind === "outfit")!.words).toBe("wearing a navy suit and tie");
});

test("a layer that is removed whole is drawn as the plainest within its own region, one that is not within the mask", () => {
  const what = { verb: "remove", strength: 0.9, words: "" } as const;
  const whole = removal(first, hands, what, ["hair"], [{ share: 1 }, { share: 0.02 }]);
  expect(whole?.edit).toEqual({ verb: "remove", strength: 0.9, region: "hair", sourceId: first.id });
  expect(whole?.layers.find(({ kind }) => kind === "hair")!.words).toBe("a bald head");
  expect(removal(first, hands, what, [], [{ share: 0.4 }])).toBeNull();
  expect(removal(first, hands, what, ["hair"], [{ share: 1 }, { share: 0.5 }])).toBeNull();
  expect(removal(first, hands, { ...what, verb: "fill" }, ["hair"], [{ share: 1 }])).toBeNull();
});

test("nothing lies beneath a change of the whole picture, and a source that is gone ends the chain", () => {
  expect(beneath(chainOf(lit, all), "hair")).toEqual({ words: "a chestnut bob" });
  expect(versionsOf(chainOf(lit, all), "hair")[0]!.reachable).toBe(false);
  expect(chainOf(coat, new Map([["p1", bob]])).map(({ id }) => id)).toEqual(["p1", "p2"]);
});

test("what templates made is found in them again, and own words are nobody's", () => {
  for (const [kind, chosen] of [
    ["hair", { style: "blunt-bob", colour: "chestnut" }],
    ["outfit", { garment: "suit-and-tie", colour: "navy", accessory: "hat" }],
    ["scene", { place: "library" }],
  ] as const)
    expect(inferred(kind, LAYERS[kind].compose(picker(LAYERS[kind], chosen)))).toEqual(chosen);
  for (const kind of LAYER_KINDS) expect(inferred(kind, "something of their own")).toEqual({});
});
