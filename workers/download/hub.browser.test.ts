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
  const before = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 8 }]);
  const controller = new AbortController();
  await befall({ kind: "etag", etag: '"before"' }, { times: 100 });
  const pausing = installPack(before, () => controller.abort(), controller.signal, MANNER);
  expect(await failureOf(pausing)).toMatchObject({ name: "AbortError" });
  await desk.reset();
  // The same pinned file, of which the hub has handed out something else so far.
  const pack = await hubPack("hub", [{ path: "model.onnx", bytes: BYTES, seed: 1 }]);
  const { files, parts, payloads } = await packsDb();
  const [wrong, right] = [before.files[0]!.sha256!, pack.files[0]!.sha256!];
  await files.add({ sha256: right, bytes: BYTES, state: "partial", partBytes: PART });
  for (const part of await parts.where("file").equals(wrong).toArray()) await parts.add({ ...part, file: right });
  for (const payload of await payloads.where("file").equals(wrong).toArray()) await payloads.add({ ...payload, file: right });
  await desk.log();

  await install(pack);
  await expectIntact(pack, "model.onnx", 1);
  const asked = await delivered();
  expect(asked.toSorted()).toEqual(RANGES.toSorted());
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
