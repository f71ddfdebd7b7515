import { afterEach, beforeAll, expect, test } from "vitest";
import { fixtureBytes } from "../../tests/support/fixture-bytes.ts";
import { fixturePack } from "../../tests/support/fixture-pack.ts";
import type { InstallReport } from "~/contracts/download-api";
import type { Pack, Previewer } from "~/contracts/manifest";
import { packsDb } from "~/storage/packs-db";
import { packLock } from "~/storage/locks";
import { sha256Hex } from "~/storage/sha256";
import { packOf } from "~/storage/manifest";
import { held, packFor, readPackFile } from "~/storage/weights";
import { installPack, removeEarlier, removePack, verifyPack } from "./packs.ts";
import { PATIENCE } from "./patience.ts";

const PART_BYTES = 1000;
const THREE_PARTS = 2 * PART_BYTES + 5;
const QUICK = { partBytes: PART_BYTES, patience: { ...PATIENCE, firstPauseMs: 5, longestPauseMs: 20 } };
const never = new AbortController().signal;
const quietly = (): void => undefined;
const install = (pack: Pack, report: (at: InstallReport) => void = quietly) => installPack(pack, report, never, QUICK);
const asked = async (): Promise<readonly string[]> => (await fetch("/fixture/log")).json() as Promise<string[]>;

/** By hash: comparing millions of elements one by one takes minutes. */
const expectBytes = async (pack: Pack, length: number): Promise<void> =>
  expect(await sha256Hex(await readPackFile(pack, `${length}.bin`))).toBe(await sha256Hex(fixtureBytes(length)));

const failureOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => error,
  );

const earlierOf = async (pack: Pack) => (await held(pack)).earlier.map(({ revision }) => revision);

const removeAll = async (): Promise<void> => {
  for (const id of await (await packsDb()).packs.toCollection().primaryKeys()) await removePack(id);
};

// Test files share the browser's storage, and another one installs a pack too.
beforeAll(removeAll);

afterEach(async () => {
  await removeAll();
  await asked();
});

test("installs a pack in parts and reads back the same bytes", async () => {
  const pack = await fixturePack("good", "ranges", [THREE_PARTS, 10]);
  const reports: InstallReport[] = [];
  await install(pack, (at) => reports.push(at));

  await expectBytes(pack, THREE_PARTS);
  await expectBytes(pack, 10);
  expect((await held(pack)).installedAt).not.toBeNull();
  expect(reports.at(-1)).toMatchObject({ bytesDone: THREE_PARTS + 10, bytesTotal: THREE_PARTS + 10 });
  expect((await asked()).toSorted()).toEqual(["10: 0-9", "2005: 0-999", "2005: 1000-1999", "2005: 2000-2004"]);
  expect(await (await packsDb()).parts.count()).toBe(4);
});

test("an installed pack is not fetched again", async () => {
  const pack = await fixturePack("good", "ranges", [10]);
  await install(pack);
  await asked();
  await install(pack);
  expect(await asked()).toEqual([]);
});

test("goes on after a pause with only the missing parts", async () => {
  const pack = await fixturePack("good", "ranges", [4 * PART_BYTES, THREE_PARTS]);
  const controller = new AbortController();
  const pausing = installPack(pack, () => controller.abort(), controller.signal, QUICK);
  expect(await failureOf(pausing)).toMatchObject({ name: "AbortError" });
  const { bytesDone, installedAt } = await held(pack);
  expect(installedAt).toBeNull();
  expect(bytesDone).toBeGreaterThan(0);
  const before = await asked();

  await install(pack);
  const after = await asked();
  expect(before.filter((range) => after.includes(range))).toEqual([]);
  expect(before.length + after.length).toBe(7);
  await expectBytes(pack, THREE_PARTS);
});

test("takes a whole file from a server that knows no ranges, in one request", async () => {
  const pack = await fixturePack("whole", "whole", [THREE_PARTS]);
  await install(pack);
  await expectBytes(pack, THREE_PARTS);
  expect(await asked()).toHaveLength(1);
});

test("outlives a line that breaks once", async () => {
  const pack = await fixturePack("flaky", "broken-once", [20]);
  await install(pack);
  await expectBytes(pack, 20);
});

test.for([
  ["short", "length"],
  ["long", "length"],
  ["html", "not-weights"],
  ["missing", "status"],
  ["dead", "offline"],
  ["changed", "hash"],
])("names what a server does wrong: %s", async ([manner, reason]) => {
  const pack = await fixturePack(manner!, manner!, [30]);
  const failure = await failureOf(install(pack));
  expect(failure).toMatchObject({ code: "download-failed", details: { file: "30.bin", reason } });
  expect(await held(pack)).toMatchObject({ installedAt: null, wanted: true, bytesDone: 0 });
  expect(await failureOf(readPackFile(pack, "30.bin"))).toMatchObject({ code: "pack-missing", details: { packId: manner } });
});

test("a damaged part is found by reading and by verifying, and repaired by installing again", async () => {
  const pack = await fixturePack("good", "ranges", [THREE_PARTS, 10]);
  await install(pack);
  const db = await packsDb();
  const sha256 = pack.files[0]!.sha256!;
  await db.payloads
    .where("[file+index]")
    .equals([sha256, 1])
    .modify((payload) => {
      new Uint8Array(payload.bytes)[7]! ^= 1;
    });
  await asked();

  expect(await failureOf(readPackFile(pack, `${THREE_PARTS}.bin`))).toMatchObject({ code: "pack-damaged" });
  expect(await verifyPack(pack)).toEqual([
    { path: `${THREE_PARTS}.bin`, state: "damaged" },
    { path: "10.bin", state: "intact" },
  ]);
  expect((await held(pack)).installedAt).toBeNull();
  await install(pack);
  expect(await asked()).toEqual(["2005: 1000-1999"]);
  await expectBytes(pack, THREE_PARTS);
});

test("a file whose every part is lost is found by verifying, and fetched again", async () => {
  const pack = await fixturePack("good", "ranges", [40]);
  await install(pack);
  const { parts, payloads } = await packsDb();
  await Promise.all([parts.clear(), payloads.clear()]);
  expect(await verifyPack(pack)).toEqual([{ path: "40.bin", state: "missing" }]);
  await install(pack);
  await expectBytes(pack, 40);
});

test("a new revision fetches only what changed, and the old one stays beside it until it is let go", async () => {
  const old = await fixturePack("good", "ranges", [10, 40]);
  await install(old);
  await asked();
  const next = await fixturePack("good", "ranges", [10, 50], "2");
  // Until somebody asks for it, it is not "partly here", whatever it shares with the one before.
  expect(await held(next)).toMatchObject({ installedAt: null, wanted: false, bytesDone: 10 });
  await install(next);
  expect(await asked()).toEqual(["50: 0-49"]);
  await expectBytes(next, 50);
  await expectBytes(old, 40);
  expect((await held(old)).installedAt).not.toBeNull();
  expect(await earlierOf(next)).toEqual(["1"]);

  await removeEarlier("good", "1");
  expect((await held(old)).installedAt).toBeNull();
  expect(await earlierOf(next)).toEqual([]);
  expect(await (await packsDb()).files.count()).toBe(2);
  await expectBytes(next, 10);
});

test("a tool's revision takes the place of the one before as soon as it is whole", async () => {
  const tool = async (length: number, revision: string): Promise<Previewer> => {
    const {
      id,
      name,
      revision: own,
      purpose,
      licence,
      needs,
      base,
      files,
      graphs,
    } = await fixturePack("tool", "ranges", [10, length], revision);
    return { id, name, revision: own, purpose, licence, needs, base, files, graphs, serves: "previews", space: "any" };
  };
  await installPack(await tool(40, "1"), quietly, never, QUICK);
  const next = await tool(50, "2");
  expect((await held(next)).earlier).toHaveLength(1);
  await installPack(next, quietly, never, QUICK);
  expect(await held(next)).toMatchObject({ earlier: [], bytesDone: 60 });
  expect(await (await packsDb()).files.count()).toBe(2);
});

test("a revision that is not installed yet does not take the place of the one that is", async () => {
  const old = await fixturePack("good", "ranges", [40]);
  await install(old);
  expect(await earlierOf(await fixturePack("good", "ranges", [50], "2"))).toEqual(["1"]);
  const broken = await fixturePack("good", "dead", [60], "2");
  expect(await failureOf(install(broken))).toMatchObject({ code: "download-failed" });
  await expectBytes(old, 40);
  expect(await earlierOf(broken)).toEqual(["1"]);
});

test("what was made with a revision from before finds it, with the files that it had then", async () => {
  const made = { id: "atelier", revision: "from-before" };
  expect(await packFor(made)).toBeUndefined();
  const old = await fixturePack(made.id, "ranges", [40], made.revision);
  await install(old);
  expect(await packFor(made)).toEqual(old);
  expect((await packFor(packOf("atelier")))?.files).toEqual(packOf("atelier").files);
  await removeEarlier(made.id, made.revision);
  expect(await packFor(made)).toBeUndefined();
  expect(await (await packsDb()).parts.count()).toBe(0);
});

test("removing keeps what another pack shares", async () => {
  const other = await fixturePack("other", "ranges", [10]);
  await install(await fixturePack("good", "ranges", [10, 40]));
  await install(other);
  await removePack("good");
  await expectBytes(other, 10);
  expect(await (await packsDb()).payloads.count()).toBe(1);
});

test("two tabs do not fetch the same bytes: the second waits and follows", async () => {
  const pack = await fixturePack("good", "ranges", [THREE_PARTS]);
  const seen: number[] = [];
  await Promise.all([install(pack), install(pack, (at) => seen.push(at.bytesDone))]);
  expect(await asked()).toHaveLength(3);
  expect(seen.at(-1)).toBe(THREE_PARTS);
});

test("a wait for another tab can be paused", async () => {
  const pack = await fixturePack("good", "ranges", [10]);
  const controller = new AbortController();
  await navigator.locks.request(packLock("good"), async () => {
    const waiting = installPack(pack, quietly, controller.signal);
    controller.abort();
    expect(await failureOf(waiting)).toMatchObject({ name: "AbortError" });
  });
  expect((await held(pack)).wanted).toBe(false);
});
