import { expect, test } from "vitest";
import { LAYER_KINDS } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { parseRequest } from "~/contracts/parse-request.ts";
import type { IndividualModel } from "~/contracts/records.ts";
import { composed, draftOf, firstDraft, layerName, layerWords, parseDraft, requestOf, surprise, variationOf } from "./draft.ts";

const pack = {
  id: "atelier",
  revision: "r1",
  sampler: { kind: "flow-euler", shift: 1 },
  presets: { draft: { steps: 2, guidance: 1 }, standard: { steps: 12, guidance: 2 }, signature: { steps: 35, guidance: 2.8 } },
  sizes: [
    { width: 384, height: 512 },
    { width: 448, height: 448 },
  ],
} as unknown as Pack;
const model = { id: "m", personaId: "p", version: 3, sha256: "0".repeat(64) } as IndividualModel;

test("opens on a look in which every layer speaks", () => {
  const request = requestOf(firstDraft(7), pack, model);
  expect(request.layers.map(({ kind }) => kind)).toEqual([...LAYER_KINDS]);
  expect(request.layers.every(({ words }) => words.length > 0)).toBe(true);
  expect(composed(request)).toContain("wavy shoulder-length chestnut hair, wearing a navy blazer and shirt");
});

test("gives every picture its own seed, and goes round at the end of the range", () => {
  expect(requestOf({ ...firstDraft(999_999), pictures: 3 }, pack, model).seeds).toEqual([999_999, 0, 1]);
});

test("takes steps and guidance from the pack's preset", () => {
  expect(requestOf(firstDraft(1), pack, model, "signature")).toMatchObject({ steps: 35, guidance: 2.8 });
});

test("a variation is what is set now, of the picture's size, begun at the picture", () => {
  const draft = { ...firstDraft(7), size: 0 };
  const picture = { id: "p1", width: 448, height: 448 };
  const varied = variationOf(draft, pack, model, picture, { strength: 0.5, region: null });
  expect(varied).toEqual({
    ...requestOf(draft, pack, model),
    size: { width: 448, height: 448 },
    edit: { verb: "vary", sourceId: "p1", strength: 0.5, region: null },
  });
  expect(variationOf(draft, pack, model, picture, { strength: 0.9, region: "hair" }).edit?.verb).toBe("change");
  expect(parseRequest(varied)).toEqual(varied);
});

test("says nothing for a layer that is off, and own words instead of what is chosen", () => {
  const { hair } = firstDraft(1).layers;
  expect(layerWords("hair", { ...hair, on: false })).toBe("");
  expect(layerWords("hair", { ...hair, own: " green spikes " })).toBe("green spikes");
  expect(layerName("hair", hair)).toBe("Waves to the shoulders, chestnut");
});

test("surprises with every layer but those that are locked or off", () => {
  const first = firstDraft(1);
  const draft = {
    ...first,
    layers: { ...first.layers, hair: { ...first.layers.hair, locked: true }, scene: { ...first.layers.scene, on: false } },
  };
  const next = surprise(draft, () => 0.99);
  expect(next.layers.hair).toEqual(draft.layers.hair);
  expect(next.layers.scene).toEqual(draft.layers.scene);
  expect(layerName("outfit", next.layers.outfit)).toBe("Academic gown, pink, scarf");
});

test("brings a picture's request back as the same request", () => {
  const request = requestOf({ ...firstDraft(5), prompt: "calm", size: 1, identityStrength: 0.5 }, pack, model);
  const back = draftOf(
    request,
    5,
    surprise(firstDraft(9), () => 0),
    pack,
    "picture",
  );
  expect(back.parentId).toBe("picture");
  const again = requestOf(back, pack, model);
  expect(again).toEqual(request);
});

test("a head is turned where the pack can turn heads, and says nothing of the front", () => {
  const turning = { ...pack, pose: { yaw: 40, pitch: 15, roll: 10 } };
  const { pose: _, ...still } = turning;
  const draft = { ...firstDraft(5), turn: 25 };
  const request = requestOf(draft, turning, model);
  expect(request.pose).toEqual({ yaw: 25 });
  expect(draftOf(request, 5, firstDraft(9), turning, null).turn).toBe(25);
  expect(requestOf({ ...draft, turn: 0 }, turning, model).pose).toBeNull();
  expect(requestOf(draft, still, model).pose).toBeNull();
});

test("a chosen sampler is drawn with and comes back with its picture; another pack has its own instead", () => {
  const offering = { ...pack, samplers: [{ kind: "euler", karras: true }] } as unknown as Pack;
  const draft = { ...firstDraft(5), sampler: "euler-karras" as const };
  const request = requestOf(draft, offering, model);
  expect(request.sampler).toBe("euler-karras");
  expect(parseRequest(request)).toEqual(request);
  expect(parseDraft(structuredClone(draft), firstDraft(1)).sampler).toBe("euler-karras");
  const back = draftOf(request, 5, firstDraft(9), offering, null);
  expect(requestOf(back, offering, model)).toEqual(request);
  expect(requestOf(draft, pack, model).sampler).toBe("flow-euler");
  expect(draftOf(request, 5, firstDraft(9), pack, null).sampler).toBeNull();
  expect(variationOf(draft, offering, model, { id: "p", width: 1, height: 1 }, { strength: 0.5, region: null }).sampler).toBe(
    "euler-karras",
  );
});

test("makes something usable of whatever was stored", () => {
  const otherwise = firstDraft(1);
  for (const value of [
    undefined,
    null,
    3,
    "x",
    [],
    { layers: 5 },
    { layers: { hair: null }, pictures: Number.NaN, preset: "best" },
  ])
    expect(parseDraft(value, otherwise)).toEqual(otherwise);
  const hostile = parseDraft(
    { layers: { hair: { own: "x".repeat(10_000), strength: 99, chosen: { style: 4 } } }, pictures: 1e9, seed: -5, turn: -400 },
    otherwise,
  );
  expect(hostile.layers.hair.own).toHaveLength(500);
  expect(hostile).toMatchObject({ pictures: 6, seed: 0, turn: -30 });
  expect(hostile.layers.hair).toMatchObject({ strength: 1.4, chosen: {} });
  const draft = surprise({ ...otherwise, prompt: "calm" }, () => 0.5);
  expect(parseDraft(structuredClone(draft), otherwise)).toEqual(draft);
});
