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
])("a pack that needs %s is refused with the field's name", (_, change, field) => {
  expect(() => parseManifest(without(change))).toThrowError(
    expect.objectContaining({ code: "manifest-invalid", details: { reason: expect.stringContaining(field) } }),
  );
});

test("a shipped pack takes at least its own weights in memory, and its largest tensor is one of them", () => {
  for (const pack of manifest.packs) {
    expect(pack.needs.memory).toBeGreaterThan(packBytes(pack));
    expect(pack.needs.buffer).toBeLessThan(4 * packBytes(pack));
  }
});
