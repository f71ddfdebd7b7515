import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { desk, hubPack } from "../../tests/hub/at-the-desk.ts";
import type { Manner, Trouble } from "../../tests/hub/troubles.ts";
import { isFailure } from "~/contracts/failure";
import type { Pack } from "~/contracts/manifest";
import { packsDb } from "~/storage/packs-db";
import { sha256Hex } from "~/storage/sha256";
import { held, readPackFile } from "~/storage/weights";
import { importPack } from "./import.ts";
import { installPack, removePack, verifyPack } from "./packs.ts";
import { PATIENCE } from "./patience.ts";

const PART = 1000;
const BYTES = 9 * PART + 7;
/** Of the parts of a file of so many bytes. */
const RANGES = Array.from({ length: 10 }, (_, index) => `${index * PART}-${Math.min((index + 1) * PART, BYTES) - 1}`);
const MANNER = { partBytes: PART, patience: { ...PATIENCE, firstPauseMs: 5, longestPauseMs: 20 } };

const install = (pack: Pack, signal = new AbortController().signal) => installPack(pack, () => undefined, signal, MANNER);
const befall = (manner: Manner, more: Partial<Trouble> = {}) => desk.order({ at: "delivery", manner, ...more });
const delivered = async () => (await desk.log()).filter(({ at }) => at === "delivery").map(({ range }) => range);

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => (isFailure(error) ? { code: error.code, ...error.details } : error),
  );

async function expectIntact(pack: Pack, path: string, seed: number): Promise<void> {
  const bytes = await readPackFile(pack, path);
  expect(await sha256Hex(bytes)).toBe(await desk.hash(seed, 0, bytes.byteLength));
}

const removeAll = async (): Promise<void> => {
  for (const id of await (await packsDb()).packs.toCollection().primaryKeys()) await removePack(id);
};

beforeAll(removeAll);
beforeEach(() => desk.reset());
afterEach(removeAll);

test("installs from a hub that redirects to another host, and asks for nothing twice", async () => {
  const pack = await hubPack("hub", [
    { path: "unet/model.onnx", bytes: BYTES, seed: 1 },
    { path: "vae/model.onnx", bytes: 12, seed: 2 },
  ]);
  await install(pack);
  await expectIntact(pack, "unet/model.onnx", 1);
  await expectIntact(pack, "vae/model.onnx", 2);
  const log = await desk.log();
  expect(new Set(log.map(({ method }) => method))).toEqual(new Set(["GET"]));
  expect(log.filter(({ at }) => at === "delivery")).toHaveLength(RANGES.length + 1);
  expect(log.filter(({ at }) => at === "tree")).toEqual([]);
});

test("one flipped byte: only that part again, where the manifest pins parts", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1, partBytes: PART }]);
  await befall({ kind: "flip", byte: 6500 }, { holds: 6500 });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  const asked = await delivered();
  expect(asked.toSorted()).toEqual([...RANGES, "6000-6999"].toSorted());
});

test("one flipped byte where only the whole is pinned: nothing of it is accepted", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await befall({ kind: "flip", byte: 6500 }, { holds: 6500 });
  expect(await failureOf(install(pack))).toEqual({ code: "download-failed", file: "model.onnx", reason: "hash" });
  expect(await held(pack)).toMatchObject({ installedAt: null, bytesDone: 0 });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
});

test("an ETag that changes is no fault where the whole is right", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await befall({ kind: "etag", etag: '"renamed"' }, { holds: 1000 });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  expect((await delivered()).toSorted()).toEqual(RANGES.toSorted());
});

test("a file that changed in the middle: what came before is fetched again, and the whole is then right", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await befall({ kind: "changed", seed: 8 }, { times: 4 });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  const asked = await delivered();
  expect(asked.toSorted()).toEqual([...RANGES, ...RANGES.slice(0, 4)].toSorted());
});

test("where most of a file was another, it is fetched once again, after the little that was not", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await befall({ kind: "changed", seed: 8 }, { times: 8 });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  expect((await delivered()).toSorted()).toEqual([...RANGES, ...RANGES].toSorted());
});

test.for([
  ["in the middle", 4500],
  ["the last", BYTES - 1],
] as const)("one part of another file, %s: only that part again", async ([, holds]) => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await befall({ kind: "changed", seed: 8 }, { holds });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  const again = RANGES[Math.floor(holds / PART)]!;
  expect((await delivered()).toSorted()).toEqual([...RANGES, again].toSorted());
});

/** Spoils a stored part, and lets verifying find it. */
async function losePart(pack: Pack, index: number): Promise<void> {
  const { payloads } = await packsDb();
  await payloads.update([pack.files[0]!.sha256!, index], { bytes: new ArrayBuffer(PART) });
  expect(await verifyPack(pack)).toEqual([{ path: "model.onnx", state: "damaged" }]);
  await delivered();
}

test("a part that is repaired under another ETag costs nothing but itself", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await install(pack);
  await losePart(pack, 4);
  await befall({ kind: "etag", etag: '"deployed-again"' }, { times: 100 });
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  expect(await delivered()).toEqual([RANGES[4]]);
});

test("a part that the hub has no more is refused, whatever its ETag, and every other stays until it is back", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await install(pack);
  await losePart(pack, 4);
  await befall({ kind: "changed", seed: 8 }, { times: 3 });
  expect(await failureOf(install(pack))).toEqual({ code: "download-failed", file: "model.onnx", reason: "hash" });
  expect(await held(pack)).toMatchObject({ installedAt: null, bytesDone: BYTES - PART });
  // Looked at once more before it is repaired.
  expect(await verifyPack(pack)).toEqual([{ path: "model.onnx", state: "missing" }]);
  await befall({ kind: "changed", seed: 8 });
  await delivered();
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  expect(await delivered()).toEqual([RANGES[4], RANGES[4]]);
});

test("another file of the same name and size from a disk takes nothing of what the hub has brought", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await install(pack);
  const right = await readPackFile(pack, "model.onnx");
  await removePack(pack.id);
  const pausing = new AbortController();
  const paused = installPack(pack, () => pausing.abort(), pausing.signal, MANNER);
  expect(await failureOf(paused)).toMatchObject({ name: "AbortError" });
  const { bytesDone } = await held(pack);
  expect(bytesDone).toBeGreaterThan(0);
  const bring = (bytes: Uint8Array<ArrayBuffer>) =>
    importPack(pack, [new File([bytes], "model.onnx")], () => undefined, new AbortController().signal, MANNER);
  expect(await bring(right.map((byte) => byte ^ 1))).toEqual([{ path: "model.onnx", state: "other" }]);
  expect((await held(pack)).bytesDone).toBe(bytesDone);
  expect(await bring(right)).toEqual([{ path: "model.onnx", state: "taken" }]);
  await expectIntact(pack, "model.onnx", 1);
});

test("a kill loses at most what was in flight: four parts", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: 40 * PART, seed: 1 }]);
  // The hub goes silent in the middle of four parts, and this thread is as good as dead.
  await befall({ kind: "stall", after: 500 }, { skip: 9, times: 4 });
  const killed = new AbortController();
  void install(pack, killed.signal).catch(() => undefined);
  let asked = 0;
  await expect.poll(async () => (asked += (await delivered()).length), { timeout: 20_000 }).toBe(13);
  await expect.poll(async () => (await held(pack)).bytesDone, { timeout: 20_000 }).toBe(9 * PART);
  killed.abort();

  // Another thread, as after a reload: the lock of a dead one would be free.
  const { fetchedAgain } = await goOn(pack);
  expect(fetchedAgain).toBe(31 * PART);
});

/** Installs as another thread would whose predecessor was killed, and says how many bytes were asked for. */
async function goOn(pack: Pack): Promise<{ readonly fetchedAgain: number }> {
  const stolen = navigator.locks.request(`likeness:pack:${pack.id}`, { steal: true }, () => Promise.resolve());
  await stolen;
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  const bytes = (await delivered()).map((range) => {
    const [from, to] = range.split("-").map(Number);
    return to! - from! + 1;
  });
  return { fetchedAgain: bytes.reduce((sum, each) => sum + each, 0) };
}

test("goes on when the hub is back", async () => {
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  await desk.away();
  expect(await failureOf(install(pack))).toEqual({ code: "download-failed", file: "model.onnx", reason: "offline" });
  await desk.back();
  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
});

test("what the manifest does not pin goes by the hub's own record, which is kept and shown", async () => {
  const pack = await hubPack("hub", [
    { path: "a.onnx", bytes: BYTES, seed: 1, pinned: false },
    { path: "b.onnx", bytes: 20, seed: 2 },
    { path: "c.onnx", bytes: 30, seed: 3, pinned: false },
  ]);
  const hashes = { "a.onnx": await desk.hash(1, 0, BYTES), "c.onnx": await desk.hash(3, 0, 30) };
  expect(await failureOf(readPackFile(pack, "a.onnx"))).toMatchObject({ code: "pack-missing" });
  await install(pack);
  // The listing comes in pages.
  expect((await desk.log()).filter(({ at }) => at === "tree")).toHaveLength(2);
  await expectIntact(pack, "a.onnx", 1);
  expect((await held(pack)).recorded).toEqual(hashes);
  expect(await verifyPack(pack)).toEqual(pack.files.map(({ path }) => ({ path, state: "intact" })));
});

test("what comes from a disk is held against the hub's record, and nothing else is asked of it", async () => {
  const pack = await hubPack("hub", [{ path: "a.onnx", bytes: BYTES, seed: 1, pinned: false }]);
  await install(pack);
  const right = await readPackFile(pack, "a.onnx");
  const wrong = right.map((byte, at) => (at === 6500 ? byte ^ 1 : byte));
  const trees = async () => (await desk.log()).filter(({ at }) => at === "tree").length;
  const [asked, fetched] = [await trees(), await delivered()];
  for (const [bytes, state] of [
    [wrong, "other"],
    [right, "taken"],
  ] as const) {
    await removePack(pack.id);
    const brought = importPack(pack, [new File([bytes], "a.onnx")], () => undefined, new AbortController().signal, MANNER);
    expect(await brought).toEqual([{ path: "a.onnx", state }]);
  }
  await expectIntact(pack, "a.onnx", 1);
  expect(await trees()).toBeGreaterThan(asked);
  expect(await delivered()).toEqual(fetched);
});

test("a record that the bytes do not bear out is not accepted", async () => {
  const pack = await hubPack("hub", [{ path: "a.onnx", bytes: BYTES, seed: 1, pinned: false }]);
  await befall({ kind: "flip", byte: 3 }, { times: 1000 });
  expect(await failureOf(install(pack))).toMatchObject({ code: "download-failed", reason: "hash" });
});

test.for([
  ["a small file that nobody has a hash of", { large: false }, 0, "unpinned"],
  ["a file of another size than the manifest says", { large: true }, 1, "length"],
] as const)("refuses %s before anything is fetched", async ([, more, longer, reason]) => {
  const made = await hubPack("hub", [{ path: "a.onnx", bytes: 20, seed: 1, pinned: false, ...more }]);
  const pack = { ...made, files: made.files.map((file) => ({ ...file, bytes: file.bytes + longer })) };
  expect(await failureOf(install(pack))).toEqual({ code: "download-failed", file: "a.onnx", reason });
  expect(await delivered()).toEqual([]);
});
