import JSZip from "jszip";
import { afterEach, beforeAll, beforeEach, expect, test } from "vitest";
import { fixtureBytes } from "../../tests/support/fixture-bytes.ts";
import { fixturePack } from "../../tests/support/fixture-pack.ts";
import type { Pack } from "~/contracts/manifest";
import { packsDb } from "~/storage/packs-db";
import { sha256Hex } from "~/storage/sha256";
import { held, readPackFile } from "~/storage/weights";
import { exportPack } from "./export.ts";
import { importPack } from "./import.ts";
import { removePack } from "./packs.ts";
import { PATIENCE } from "./patience.ts";

const LARGE = 5003;
const MANNER = { partBytes: 1000, patience: PATIENCE };
const never = new AbortController().signal;
const quietly = (): void => undefined;

let pack: Pack;

const removeAll = async (): Promise<void> => {
  for (const id of await (await packsDb()).packs.toCollection().primaryKeys()) await removePack(id);
};

beforeAll(removeAll);
beforeEach(async () => {
  // A server that breaks every connection: what is here did not come from it.
  pack = await fixturePack("brought", "dead", [LARGE, 10]);
});
afterEach(removeAll);

const take = (...files: readonly File[]) => importPack(pack, files, quietly, never, MANNER);
const fileOf = (length: number, name = `${length}.bin`) => new File([fixtureBytes(length)], name);
const states = async (...files: readonly File[]) => (await take(...files)).map(({ state }) => state);

async function expectInstalled(): Promise<void> {
  expect((await held(pack)).installedAt).not.toBeNull();
  expect(await sha256Hex(await readPackFile(pack, `${LARGE}.bin`))).toBe(pack.files[0]!.sha256);
}

async function zipOf(compression: "STORE" | "DEFLATE", folder = ""): Promise<File> {
  const zip = new JSZip();
  for (const length of [LARGE, 10]) zip.file(`${folder}${length}.bin`, fixtureBytes(length));
  zip.file("readme.txt", "not of this pack");
  return new File([await zip.generateAsync({ type: "blob", compression })], "pack.zip");
}

test("takes loose files in, by name and size", async () => {
  expect(await states(fileOf(10), new File(["hello"], "notes.txt"), fileOf(LARGE))).toEqual(["taken", "taken"]);
  await expectInstalled();
  expect(await (await packsDb()).parts.count()).toBe(7);
});

test("takes a folder in, whatever it is called", async () => {
  const inFolder = [LARGE, 10].map((length) => {
    const file = fileOf(length);
    Object.defineProperty(file, "webkitRelativePath", { value: `Downloads/brought/${file.name}` });
    return file;
  });
  expect(await states(...inFolder)).toEqual(["taken", "taken"]);
  await expectInstalled();
});

test.for(["STORE", "DEFLATE"] as const)("takes a ZIP in: %s", async (compression) => {
  expect(await states(await zipOf(compression, "inside/"))).toEqual(["taken", "taken"]);
  await expectInstalled();
});

test("a file that only looks like it is not accepted, and the others stay", async () => {
  const bytes = fixtureBytes(LARGE);
  bytes[LARGE - 1]! ^= 1;
  expect(await states(new File([bytes], `${LARGE}.bin`), fileOf(10))).toEqual(["other", "taken"]);
  expect(await held(pack)).toMatchObject({ installedAt: null, bytesDone: 10 });
  expect(await states(fileOf(LARGE))).toEqual(["taken", "taken"]);
  await expectInstalled();
});

test("says what was not among them", async () => {
  expect(await states(fileOf(10))).toEqual(["missing", "taken"]);
  expect(await states(fileOf(LARGE - 1, `${LARGE}.bin`))).toEqual(["missing", "taken"]);
});

test.for([
  ["nothing but its first bytes", (bytes: Uint8Array) => bytes.subarray(0, 40)],
  ["cut short", (bytes: Uint8Array) => bytes.subarray(0, bytes.length - 30)],
  ["damaged in its list", (bytes: Uint8Array) => bytes.fill(0xff, bytes.length - 60, bytes.length - 22)],
  ["damaged in a file", (bytes: Uint8Array) => bytes.fill(0xff, 60, 2000)],
] as const)("an archive that is %s brings nothing, and says nothing else", async ([, damage]) => {
  const whole = new Uint8Array(await (await zipOf("DEFLATE")).arrayBuffer());
  const found = await states(new File([new Uint8Array(damage(whole))], "pack.zip"));
  expect(found[0]).not.toBe("taken");
  expect((await held(pack)).installedAt).toBeNull();
});

test("what is copied out can be taken in again", async () => {
  await take(fileOf(10), fileOf(LARGE));
  const root = await navigator.storage.getDirectory();
  const folder = await root.getDirectoryHandle("copied-out", { create: true });
  const seen: number[] = [];
  await exportPack(pack, folder, ({ bytesDone }) => seen.push(bytesDone), never);
  expect(seen.at(-1)).toBe(LARGE + 10);
  await removePack(pack.id);
  const files = [];
  for await (const handle of folder.values()) if (handle.kind === "file") files.push(await handle.getFile());
  expect(await states(...files)).toEqual(["taken", "taken"]);
  await expectInstalled();
  await root.removeEntry("copied-out", { recursive: true });
});
