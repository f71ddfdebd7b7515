import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest } from "~/contracts/manifest.ts";
import { type AdapterFacts, refusalOf } from "./adapter.ts";

const MiB = 2 ** 20;

const adapter = (binding: number, features: readonly string[] = [], architecture = "ampere"): AdapterFacts => ({
  info: { isFallbackAdapter: false, architecture },
  limits: { maxBufferSize: 2 * binding, maxStorageBufferBindingSize: binding },
  features: new Set(features),
});

const small = { memory: 1, buffer: 100 * MiB, float16: false };
const half = { memory: 1, buffer: MiB, float16: true };

test("an adapter that binds the largest tensor is taken, and one that does not is refused by name", () => {
  expect(refusalOf(adapter(128 * MiB), [small])).toBeNull();
  expect(refusalOf(adapter(64 * MiB), [small])).toBe("needs");
});

test("half precision is asked for only where a pack needs it", () => {
  expect(refusalOf(adapter(128 * MiB), [half])).toBe("needs");
  expect(refusalOf(adapter(128 * MiB, ["shader-f16"]), [half])).toBeNull();
});

test("one pack that does not fit refuses the adapter for all", () => {
  expect(refusalOf(adapter(128 * MiB), [small, half])).toBe("needs");
});

test("no adapter, and a processor posing as one, are told apart", () => {
  expect(refusalOf(null, [])).toBe("no-adapter");
  expect(refusalOf(adapter(128 * MiB, [], "swiftshader"), [])).toBe("fallback-adapter");
});

test("what WebGPU guarantees everywhere is enough for the shipped packs", () => {
  const { packs } = parseManifest(JSON.parse(readFileSync(new URL("../../models-manifest.json", import.meta.url), "utf8")));
  expect(
    refusalOf(
      adapter(128 * MiB),
      packs.map(({ needs }) => needs),
    ),
  ).toBeNull();
});
