import { cpSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, expect, test } from "vitest";
import { manifestFaults } from "./manifest.mjs";

let root: string;

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "likeness-manifest-"));
  cpSync(fileURLToPath(new URL("__fixtures__/manifest", import.meta.url)), root, { recursive: true });
});

afterEach(() => rmSync(root, { recursive: true }));

const check = () => manifestFaults(join(root, "models-manifest.json"), join(root, "public"));
const weights = () => join(root, "public/packs/tiny/weights.bin");

test("a pack whose files are as listed passes", async () => {
  expect(await check()).toEqual([]);
});

test("a flipped byte is found", async () => {
  writeFileSync(weights(), "fourteen bytez");
  expect(await check()).toEqual(["tiny: weights.bin has another SHA-256"]);
});

test("a truncated file is found", async () => {
  writeFileSync(weights(), "fourteen");
  expect(await check()).toEqual(["tiny: weights.bin has 8 bytes, 14 are listed"]);
});

test("a missing file is found", async () => {
  rmSync(weights());
  expect(await check()).toEqual(["tiny: weights.bin is listed and missing"]);
});

test("a file that no line lists is found", async () => {
  writeFileSync(join(root, "public/packs/tiny/stray.bin"), "");
  expect(await check()).toEqual(["tiny: stray.bin is there and not listed"]);
});

test("what the app would refuse is refused here", async () => {
  writeFileSync(join(root, "models-manifest.json"), `{"schema":2,"packs":[]}`);
  expect(await check()).toEqual(["models-manifest.json: schema is not 1"]);
});
