import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import { type AdapterFacts, checkGraphics, refusalOf, suits } from "./adapter.ts";

const MiB = 2 ** 20;

const adapter = (binding: number, features: readonly string[] = [], architecture = "ampere"): AdapterFacts => ({
  info: { isFallbackAdapter: false, architecture },
  limits: { maxBufferSize: 2 * binding, maxStorageBufferBindingSize: binding },
  features: new Set(features),
});

const small = { memory: 1, buffer: 100 * MiB, float16: false };
const half = { memory: 1, buffer: MiB, float16: true };

test("an adapter suits a pack whose largest tensor it binds", () => {
  expect(suits(adapter(128 * MiB), small)).toBe(true);
  expect(suits(adapter(64 * MiB), small)).toBe(false);
});

test("half precision is asked for only where a pack needs it", () => {
  expect(suits(adapter(128 * MiB), half)).toBe(false);
  expect(suits(adapter(128 * MiB, ["shader-f16"]), half)).toBe(true);
});

test("a pack that only a graphics card has room for is refused without one that suits it", () => {
  const pack = { id: "large", needs: { ...half, graphics: true } } as const;
  expect(() => checkGraphics(undefined, pack)).toThrow(expect.objectContaining({ code: "graphics-missing" }));
  expect(() => checkGraphics(adapter(128 * MiB), pack)).toThrow(expect.objectContaining({ code: "graphics-missing" }));
  checkGraphics(adapter(128 * MiB, ["shader-f16"]), pack);
  checkGraphics(undefined, { id: "small", needs: small });
});

test("no adapter, and a processor posing as one, are told apart", () => {
  expect(refusalOf(null)).toBe("no-adapter");
  expect(refusalOf(adapter(128 * MiB, [], "swiftshader"))).toBe("fallback-adapter");
  expect(refusalOf(adapter(1))).toBeNull();
});

test("what WebGPU guarantees everywhere is enough for the embedded pack", () => {
  const manifest = parseManifest(JSON.parse(readFileSync(new URL("../../models-manifest.json", import.meta.url), "utf8")));
  expect(suits(adapter(128 * MiB), manifest.packs[0]!.needs)).toBe(true);
});
