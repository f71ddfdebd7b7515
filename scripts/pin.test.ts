import { afterAll, beforeAll, beforeEach, expect, test } from "vitest";
import { sha256Of } from "../tests/hub/contents.ts";
import { type Hub, startHub } from "../tests/hub/hub.ts";
import { pin } from "./pin.mjs";

const COMMIT = "0123456789abcdef0123456789abcdef01234567";
const LARGE = 9 * 1024 * 1024;
const PART = 8 * 1024 * 1024;

let hub: Hub;

beforeAll(async () => {
  hub = await startHub();
});

beforeEach(() => {
  hub.reset();
  const at = { repository: "somebody/something", commit: COMMIT, seed: 1 };
  hub.add({ ...at, path: "onnx/unet.onnx", bytes: LARGE, large: true });
  hub.add({ ...at, path: "onnx/config.json", bytes: 40, large: false });
  hub.add({ repository: "somebody/else", commit: COMMIT, seed: 2, path: "taesd.onnx", bytes: 50, large: true });
});

afterAll(() => hub.close());

const manifest = (more: Record<string, unknown> = {}) => ({
  packs: [
    {
      base: "onnx/",
      source: { origin: hub.origin, repository: "somebody/something", commit: "main" },
      files: [
        { path: "unet.onnx", sha256: null, ...more },
        { path: "config.json" },
        { path: "vae.onnx", from: { origin: hub.origin, repository: "somebody/else", commit: COMMIT, path: "taesd.onnx" } },
      ],
    },
    { base: "packs/own/", files: [{ path: "own.onnx", bytes: 1, sha256: "00" }] },
  ],
});

test("fills in commits, bytes and hashes, and fetches only what the hub has no record of", async () => {
  const { packs } = await pin(manifest());
  expect(packs[0]!.source!.commit).toBe(COMMIT);
  expect(packs[0]!.files.map(({ bytes, sha256 }) => [bytes, sha256])).toEqual([
    [LARGE, sha256Of(1, 0, LARGE)],
    [40, sha256Of(1, 0, 40)],
    [50, sha256Of(2, 0, 50)],
  ]);
  expect(packs[1]).toEqual(manifest().packs[1]);
  const fetched = hub.log().filter(({ at }) => at === "delivery");
  expect(fetched.map(({ path }) => path)).toEqual(["onnx/config.json"]);
  expect(await pin({ packs })).toEqual({ packs });
});

test("what several packs share is pinned where it is told", async () => {
  const from = { origin: hub.origin, repository: "somebody/else", commit: "main", path: "taesd.onnx" };
  const { parts } = await pin({ packs: [], parts: [{ files: [{ path: "shared.onnx", from }] }] });
  expect(parts).toEqual([
    { files: [{ path: "shared.onnx", from: { ...from, commit: COMMIT }, bytes: 50, sha256: sha256Of(2, 0, 50) }] },
  ]);
});

test("pins parts where it is asked to", async () => {
  const { packs } = await pin(manifest(), { parts: true });
  expect(packs[0]!.files[0]!.parts).toEqual({
    bytes: PART,
    sha256: [sha256Of(1, 0, PART), sha256Of(1, PART, LARGE)],
  });
});

test.each([
  ["another hash", { sha256: "ab".repeat(32) }, "is pinned"],
  ["another size", { bytes: 7 }, "is pinned"],
  ["a file that is not there", { path: "gone.onnx" }, "not in the repository"],
])("writes nothing where the manifest says %s", async (_, more, words) => {
  await expect(pin(manifest(more))).rejects.toThrow(words);
});
