import JSZip from "jszip";
import { afterAll, beforeAll, expect, test } from "vitest";
import { isAbort } from "~/contracts/failure";
import type { ExportReport } from "~/contracts/export-api";
import { masterId, thumbnailId, type Picture } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { textOf, withText } from "~/engine/image/png-text";
import { eraseDevice } from "~/storage/erase";
import { sha256Hex } from "~/storage/sha256";
import { openVault } from "~/storage/vault-db";
import { firstVault } from "~/storage/vaults";
import { openExport } from "~/threads/export";
import { addPersona, pictureOf } from "../../tests/support/people.ts";
import type { LookbookManifest } from "./manifest.ts";
import { layOut } from "./sheet-layout.ts";

const VAULT = "export";
const AT = Date.UTC(2026, 4, 14, 12);
const BOOK = "spring";

const requestOf = (personaId: string, seed: number): GenerateRequest => ({
  schema: 1,
  pack: { id: "atelier", revision: "1" },
  personaId,
  model: { id: "m1", version: 2, sha256: "a".repeat(64) },
  layers: [
    { kind: "hair", words: "a short bob", strength: 1 },
    { kind: "scene", words: "in a library", strength: 0.8 },
  ],
  prompt: "",
  size: { width: 384, height: 512 },
  sampler: "flow-euler",
  steps: 12,
  guidance: 2,
  identityStrength: 0.95,
  pose: null,
  seeds: [seed, seed + 1],
});

const imageOf = async (): Promise<ArrayBuffer> => {
  const canvas = new OffscreenCanvas(8, 8);
  canvas.getContext("2d")!.fillRect(0, 0, 4, 4);
  return (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
};

/** A drawing as the inference worker would have stored it, and with `enlarged` its master. @returns the file that has to leave */
async function addPicture(id: string, personaId: string, k: number, enlarged = false): Promise<ArrayBuffer> {
  const bitmap = await createImageBitmap(new Blob([await pictureOf(personaId, k)]));
  const request = requestOf(personaId, k);
  const file = async (width: number, height: number): Promise<ArrayBuffer> => {
    const canvas = new OffscreenCanvas(width, height);
    canvas.getContext("2d")!.drawImage(bitmap, 0, 0, width, height);
    const plain = await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
    return withText(plain, "likeness", JSON.stringify({ ...request, seeds: [k] }));
  };
  const bytes = await file(bitmap.width, bitmap.height);
  const master = { width: 4 * bitmap.width, height: 4 * bitmap.height };
  const row: Picture = {
    id,
    personaId,
    request,
    seed: k,
    width: bitmap.width,
    height: bitmap.height,
    ...(enlarged && { master, masterBy: "Real-ESRGAN x4" }),
    likeness: 0.9,
    mark: "keep",
    stars: 4,
    ...(k === 0 && { tags: ["Spring, 2026", "web"] }),
    seconds: 3,
    createdAt: AT,
  };
  const db = await openVault(VAULT);
  await db.pictures.put(row);
  await db.blobs.bulkPut([
    { id, bytes, type: "image/png" },
    { id: thumbnailId(id), bytes: new ArrayBuffer(1), type: "image/png" },
  ]);
  if (!enlarged) return bytes;
  const large = await file(master.width, master.height);
  await db.blobs.put({ id: masterId(id), bytes: large, type: "image/png" });
  return large;
}

const masters: ArrayBuffer[] = [];
const drawn = async (id: string) => (await openVault(VAULT)).pictures.get(id);

beforeAll(async () => {
  await firstVault(VAULT, 0);
  const db = await openVault(VAULT);
  for (const name of ["ana", "kwame"]) await addPersona(VAULT, name);
  await db.personas.update("ana", { name: "Zoë O’Neil" });
  masters.push(await addPicture("p0", "ana", 0), await addPicture("p1", "kwame", 1, true), await addPicture("p2", "ana", 2));
  await db.pictures.update("p2", { deletedAt: AT });
  await db.lookbooks.put({
    id: BOOK,
    name: "Spring / casting",
    createdAt: AT,
    pages: [
      { pictureId: "p1", caption: 'He said: "now",\nand laughed', alt: "Kwame laughing" },
      { pictureId: "p2", caption: "in the trash", alt: null },
      { pictureId: "p0", caption: "", alt: null },
    ],
  });
});
afterAll(eraseDevice);

async function pack(disclosure = true) {
  const thread = openExport();
  const reports: ExportReport[] = [];
  const archive = await thread.call.pack("job", VAULT, BOOK, { disclosure, at: AT }, (at) => void reports.push(at));
  thread.end();
  const zip = await JSZip.loadAsync(await archive.file.arrayBuffer(), { checkCRC32: true });
  const text = (path: string) => zip.file(path)!.async("string");
  const manifest = JSON.parse(await text("manifest.json")) as LookbookManifest;
  return { archive, reports, zip, text, manifest };
}

test("a book leaves with its masters untouched, derivatives, captions and a manifest whose hashes hold", async () => {
  const { archive, reports, zip, text, manifest } = await pack();
  expect(archive).toMatchObject({ name: "Spring-casting_2026-05-14.zip", pictures: 2, asDrawn: 1 });
  expect(Object.keys(zip.files)).toEqual([
    "masters/kwame.2_001.png",
    "jpeg/kwame.2_001.jpg",
    "masters/Zoë-O-Neil.2_002.png",
    "jpeg/Zoë-O-Neil.2_002.jpg",
    "captions.csv",
    "README.txt",
    "manifest.json",
  ]);
  expect(manifest.files.map(({ path }) => path)).toEqual(Object.keys(zip.files).slice(0, -1));
  for (const { path, bytes, sha256 } of manifest.files) {
    const content = await zip.file(path)!.async("arraybuffer");
    expect([content.byteLength, await sha256Hex(content)], path).toEqual([bytes, sha256]);
  }
  const master = await zip.file("masters/kwame.2_001.png")!.async("arraybuffer");
  expect(await sha256Hex(master)).toBe(await sha256Hex(masters[1]!));
  expect(JSON.parse(textOf(master, "likeness")!)).toEqual(manifest.pictures[0]!.request);
  expect(manifest.pictures[1]).toMatchObject({
    page: 2,
    id: "p0",
    persona: { id: "ana", name: "Zoë O’Neil" },
    altText: "Portrait of Zoë O’Neil: a short bob, in a library.",
    tags: ["Spring, 2026", "web"],
    request: { seeds: [0] },
  });
  expect(await text("captions.csv")).toBe(
    "filename,caption,alt_text,tags\r\n" +
      'masters/kwame.2_001.png,"He said: ""now"",\nand laughed",Kwame laughing,\r\n' +
      'masters/Zoë-O-Neil.2_002.png,,"Portrait of Zoë O’Neil: a short bob, in a library.","Spring, 2026; web"\r\n',
  );
  expect(reports.at(-1)).toMatchObject({ stage: "files", done: 2, of: 2 });
  expect(manifest.pictures.map(({ width, height, drawn }) => [width / drawn.width, height / drawn.height])).toEqual([
    [4, 4],
    [1, 1],
  ]);
  expect(manifest.pictures.map(({ enlargedBy }) => enlargedBy)).toEqual(["Real-ESRGAN x4", undefined]);
  expect(await text("README.txt")).toContain("enlarged by Real-ESRGAN x4");
});

test("a derivative is a JPEG of the same size, and says that a model made it", async () => {
  const { zip } = await pack();
  const jpeg = await zip.file("jpeg/kwame.2_001.jpg")!.async("uint8array");
  expect([jpeg[0], jpeg[1], jpeg[2], jpeg[3]]).toEqual([0xff, 0xd8, 0xff, 0xe1]);
  const bitmap = await createImageBitmap(new Blob([new Uint8Array(jpeg)], { type: "image/jpeg" }));
  const original = await createImageBitmap(new Blob([masters[1]!]));
  expect([bitmap.width, bitmap.height]).toEqual([original.width, original.height]);
  expect(new TextDecoder("latin1").decode(jpeg)).toContain("trainedAlgorithmicMedia");
});

test("the disclosure can be left out, everywhere", async () => {
  const [spoken, silent] = [await pack(true), await pack(false)];
  expect(spoken.manifest.aiGenerated).toBe(true);
  expect(await spoken.text("README.txt")).toContain("They are not photographs");
  expect(silent.manifest).not.toHaveProperty("aiGenerated");
  expect(await silent.text("README.txt")).not.toContain("They are not photographs");
  const jpeg = await silent.zip.file("jpeg/kwame.2_001.jpg")!.async("uint8array");
  expect(new TextDecoder("latin1").decode(jpeg)).not.toContain("trainedAlgorithmicMedia");
});

test("what came in as a file leaves with the file's name, and says what a model had to do with it", async () => {
  const { pictures } = await openVault(VAULT);
  const origin = { name: "from elsewhere.webp", sha256: "b".repeat(64) };
  await pictures.update("p0", { origin, imported: { unread: null } });
  await pictures.update("p1", { origin });
  const { manifest, text, zip } = await pack();
  expect(manifest.pictures.map((each) => each.origin)).toEqual([origin, origin]);
  expect(manifest.pictures.map((each) => each.digitalSourceType?.split("/").at(-1))).toEqual([
    "compositeWithTrainedAlgorithmicMedia",
    undefined,
  ]);
  expect(await text("README.txt")).toContain("- from elsewhere.webp\r\n");
  const jpeg = async (path: string) => new TextDecoder("latin1").decode(await zip.file(path)!.async("arraybuffer"));
  expect(await jpeg("jpeg/kwame.2_001.jpg")).toContain("compositeWithTrainedAlgorithmicMedia");
  expect(await jpeg("jpeg/Zoë-O-Neil.2_002.jpg")).not.toContain("lgorithmicMedia");
});

test("tools that had a part in a picture are named with their revision, and their licences with the pack's", async () => {
  const { pictures } = await openVault(VAULT);
  const tools = [{ id: "selfie-parser", revision: "6db8421a" }];
  await pictures.update("p0", { tools });
  const { manifest, text } = await pack();
  expect(manifest.pictures.map((each) => each.tools)).toEqual([undefined, tools]);
  expect(await text("README.txt")).toContain("Selfie parser: Apache-2.0");
});

test("a contact sheet is one JPEG with every picture that has a file, and says that a model made them", async () => {
  const thread = openExport();
  const prints = ["p0", "gone", "p1"].map((pictureId) => ({ pictureId, label: `Picture ${pictureId}`.repeat(20) }));
  const file = await thread.call.sheet(VAULT, { title: "Zoë O’Neil: Spring", note: "2 pictures", prints });
  const bytes = new Uint8Array(await file.arrayBuffer());
  expect([...bytes.subarray(0, 3)]).toEqual([0xff, 0xd8, 0xff]);
  expect(new TextDecoder("latin1").decode(bytes)).toContain("trainedAlgorithmicMedia");
  const sheet = await createImageBitmap(file);
  const { width, height, prints: places } = layOut([(await drawn("p0"))!, (await drawn("p1"))!]);
  expect([sheet.width, sheet.height]).toEqual([width, height]);
  const context = new OffscreenCanvas(width, height).getContext("2d")!;
  context.drawImage(sheet, 0, 0);
  const shades = ({ x, y, width: across, height: down }: { x: number; y: number; width: number; height: number }) =>
    new Set(context.getImageData(x, y, across, down).data).size;
  for (const place of places) expect(shades(place)).toBeGreaterThan(50);
  expect(shades({ x: 0, y: 0, width: 8, height })).toBeLessThan(8);
  await expect(thread.call.sheet(VAULT, { title: "", note: "", prints: [prints[1]!] })).rejects.toMatchObject({
    code: "picture-missing",
  });
  thread.end();
});

test("a cancelled export is an abort; an empty book is a failure", async () => {
  const thread = openExport();
  const packing = thread.call.pack("stop", VAULT, BOOK, { disclosure: true, at: AT }, () => void thread.call.cancel("stop"));
  expect(await packing.catch(isAbort)).toBe(true);
  await expect(
    thread.call.pack("none", VAULT, "no-such-book", { disclosure: true, at: AT }, () => undefined),
  ).rejects.toMatchObject({
    code: "lookbook-empty",
  });
  thread.end();
});

test("what left comes back: the picture, the archive and its manifest", async () => {
  const { archive, zip, manifest } = await pack();
  const thread = openExport();
  const looks = manifest.pictures.map(({ master, persona, request }) => ({ label: master, personaName: persona.name, request }));
  expect(await thread.call.read("spring.zip", archive.file)).toEqual(looks);
  expect(await thread.call.read("m.json", await zip.file("manifest.json")!.async("blob"))).toEqual(looks);
  const master = await zip.file("masters/kwame.2_001.png")!.async("blob");
  expect(await thread.call.read("kwame.png", master)).toEqual([{ ...looks[0], label: "kwame.png", personaName: null }]);
  thread.end();
});

test("a file that is not ours is refused by name, with the reason", async () => {
  const thread = openExport();
  const reasonOf = async (content: BlobPart): Promise<unknown> =>
    thread.call.read("it", new Blob([content])).then(
      () => "read",
      (error: unknown) => (error as { details: { reason: string } }).details.reason,
    );
  const zipped = (files: Readonly<Record<string, string>>): Promise<ArrayBuffer> => {
    const zip = new JSZip();
    for (const [name, content] of Object.entries(files)) zip.file(name, content);
    return zip.generateAsync({ type: "arraybuffer", compression: "DEFLATE" });
  };
  const { archive } = await pack();
  const whole = await archive.file.arrayBuffer();

  expect(await reasonOf("Dear Ana")).toBe("not-ours");
  expect(await reasonOf("")).toBe("not-ours");
  expect(await reasonOf("{}")).toBe("not-ours");
  expect(await reasonOf('{"kind":')).toBe("damaged");
  expect(await reasonOf('{"kind":"likeness-lookbook","schema":1,"pictures":[]}')).toBe("no-request");
  expect(await reasonOf('{"kind":"likeness-lookbook","schema":1,"pictures":[{"request":{"schema":1}}]}')).toBe("damaged");
  expect(await reasonOf(await imageOf())).toBe("no-request");
  expect(await reasonOf(withText(await imageOf(), "likeness", "{}"))).toBe("damaged");
  expect(await reasonOf(await zipped({ "notes.txt": "x" }))).toBe("not-ours");
  expect(await reasonOf(await zipped({ "manifest.json": "{}" }))).toBe("not-ours");
  expect(await reasonOf(whole.slice(0, whole.byteLength / 2))).toBe("damaged");
  // 64 MiB of spaces in 64 KiB: counted while it comes out, not afterwards.
  expect(await reasonOf(await zipped({ "manifest.json": " ".repeat(64 * 1024 * 1024) }))).toBe("too-large");
  thread.end();
});
