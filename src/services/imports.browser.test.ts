/**
 * Drawings that come in as files, with the shipped pack: looked at, edited at whatever size they have, and left as they came.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isFailure } from "~/contracts/failure";
import { thumbnailId, verbOf, type IndividualModel, type Picture } from "~/contracts/records";
import type { Edit, GenerateRequest } from "~/contracts/request";
import { packMask } from "~/engine/image/mask-file";
import { textOf } from "~/engine/image/png-text";
import { workingSize } from "~/engine/image/working";
import { readBlob } from "~/storage/images";
import { packOf } from "~/storage/manifest";
import { maskRow } from "~/storage/masks";
import { openVault } from "~/storage/vault-db";
import { openDownload } from "~/threads/download";
import { openInference } from "~/threads/inference";
import { learned } from "../../tests/support/learned.ts";
import { addPerson, pictureOf } from "../../tests/support/people.ts";
import { takeInto } from "./incoming";

// A person is learned, and a dozen pictures are drawn, on a busy computer.
vi.setConfig({ testTimeout: 240_000 });

const VAULT = `test-${crypto.randomUUID()}`;
const PACK = packOf("atelier");
const download = openDownload();
const inference = openInference(() => "wasm");
let model: IndividualModel;

const silent = (): void => undefined;

const requestFor = (picture: Partial<Pick<Picture, "width" | "height">>, edit?: Edit): GenerateRequest => ({
  schema: 1,
  pack: { id: PACK.id, revision: PACK.revision },
  personaId: "mara",
  model: { id: model.id, version: model.version, sha256: model.sha256 },
  layers: edit?.region === "hair" ? [{ kind: "hair", words: "a short black bob", strength: 1 }] : [],
  prompt: "",
  size: { ...PACK.sizes[0]!, ...picture },
  sampler: "flow-euler",
  ...PACK.presets.draft,
  identityStrength: 0.95,
  pose: null,
  seeds: [7],
  ...(edit && { edit }),
});

beforeAll(async () => {
  await download.call.install(PACK.id, silent);
  await addPerson(VAULT, "mara");
  model = await learned(inference.call, VAULT, PACK.id, "mara");
}, 400_000);

afterAll(() => {
  inference.end();
  download.end();
});

const fileOf = (name: string, bytes: ArrayBuffer) => ({
  name,
  size: bytes.byteLength,
  arrayBuffer: () => Promise.resolve(bytes.slice()),
});

/** Through the real intake, then looked at. */
async function importOf(name: string, bytes: ArrayBuffer): Promise<Picture> {
  const id = await takeInto(fileOf(name, bytes), 120_000, (intake, file) =>
    intake.takeDrawing(VAULT, requestFor({}), name, file),
  );
  await inference.call.look(VAULT, id);
  return (await (await openVault(VAULT)).pictures.get(id))!;
}

/** A drawing of Mara somewhere in a larger picture of one colour. */
async function scene(width: number, height: number, at: { left: number; top: number; width: number }): Promise<ArrayBuffer> {
  const bitmap = await createImageBitmap(new Blob([await pictureOf("mara", 0)]));
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(90 120 110)";
  context.fillRect(0, 0, width, height);
  context.drawImage(bitmap, at.left, at.top, at.width, (at.width * bitmap.height) / bitmap.width);
  return (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
}

async function contextFor(pictureId: string): Promise<OffscreenCanvasRenderingContext2D> {
  const { bytes, type } = (await readBlob(VAULT, pictureId))!;
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d", { willReadFrequently: true })!;
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  return context;
}

/** A box of working size that may change. */
async function boxed(picture: Picture, left: number, top: number, width: number, height: number): Promise<string> {
  const size = workingSize(picture);
  const data = new Uint8Array(size.width * size.height);
  for (let y = top; y < top + height; y++) data.fill(255, y * size.width + left, y * size.width + left + width);
  const row = await maskRow(packMask({ ...size, data }));
  await (await openVault(VAULT)).blobs.put(row);
  return row.id;
}

async function edited(picture: Picture, edit: Omit<Edit, "sourceId">): Promise<Picture> {
  const { width, height, id } = picture;
  const asked = requestFor({ width, height }, { ...edit, sourceId: id });
  const [made] = await inference.call.generate(crypto.randomUUID(), VAULT, asked, silent);
  return (await (await openVault(VAULT)).pictures.get(made!))!;
}

/** How many of the pixels differ between two rows of the same pictures' canvases. */
function differing(
  a: OffscreenCanvasRenderingContext2D,
  b: OffscreenCanvasRenderingContext2D,
  at: readonly [number, number, number, number],
): number {
  const [one, other] = [a.getImageData(...at).data, b.getImageData(...at).data];
  let count = 0;
  for (let i = 0; i < one.length; i++) if (one[i] !== other[i]) count++;
  return count;
}

test("a drawing is a picture with no parent, is not learned from, and its edits name its file", async () => {
  const db = await openVault(VAULT);
  const before = [await db.photographs.count(), await db.tallies.count()];
  const picture = await importOf("evil\u202e <b>.webp", await pictureOf("mara", 0));
  expect(picture).toMatchObject({ personaId: "mara", width: 480, height: 640, mark: null, imported: { unread: null } });
  expect(picture.likeness).toBeGreaterThan(0.3);
  expect(picture.parentId).toBeUndefined();
  expect(verbOf(picture)).toBe("import");
  expect(picture.origin!.name).not.toContain("\u202e");
  expect([await db.photographs.count(), await db.tallies.count()]).toEqual(before);

  const filled = await edited(picture, { verb: "fill", strength: 1, region: null, maskId: await boxed(picture, 20, 20, 60, 60) });
  expect(filled).toMatchObject({ parentId: picture.id, width: 480, height: 640, origin: picture.origin });
  const [was, is] = [await contextFor(picture.id), await contextFor(filled.id)];
  expect(differing(was, is, [0, 100, 480, 540])).toBe(0);
  expect(differing(was, is, [20, 20, 60, 60])).toBeGreaterThan(0);
  const { origin } = JSON.parse(textOf((await readBlob(VAULT, filled.id))!.bytes, "likeness")!) as Picture;
  expect(origin).toEqual(picture.origin);
});

test("a small figure in a wide picture has layers, and its surroundings stay to the byte", async () => {
  const picture = await importOf("wide.png", await scene(1400, 700, { left: 500, top: 200, width: 240 }));
  expect(picture).toMatchObject({ width: 1400, height: 700, imported: { unread: null } });
  const parts = await inference.call.parts("parts", VAULT, PACK, "mara", picture.id);
  const hairAt = [...parts.of.keys()].filter((i) => parts.of[i] === 1);
  expect(hairAt.length).toBeGreaterThan(500);
  expect(hairAt.filter((i) => i % 1400 < 480 || i % 1400 >= 760 || i < 1400 * 180)).toHaveLength(0);
  const changed = await edited(picture, { verb: "change", strength: 0.9, region: "hair" });
  const [was, is] = [await contextFor(picture.id), await contextFor(changed.id)];
  expect(differing(was, is, [0, 0, 400, 700])).toBe(0);
  expect(differing(was, is, [900, 0, 500, 700])).toBe(0);
  expect(differing(was, is, [540, 210, 160, 100])).toBeGreaterThan(1000);
});

test("twelve thousand pixels are edited at full size", async () => {
  const picture = await importOf("panorama.png", await scene(12_000, 600, { left: 6000, top: 40, width: 400 }));
  expect(picture).toMatchObject({ width: 12_000, height: 600 });
  const was = await contextFor(picture.id);

  const mask = await boxed(picture, 780, 20, 40, 30);
  const filled = await edited(picture, { verb: "remove", strength: 0.9, region: null, maskId: mask });
  expect(filled).toMatchObject({ width: 12_000, height: 600, parentId: picture.id });
  const thumbnail = await createImageBitmap(new Blob([(await readBlob(VAULT, thumbnailId(filled.id)))!.bytes]));
  expect(thumbnail.width).toBe(256);
  const is = await contextFor(filled.id);
  // A pixel of the mask is eight of the picture.
  expect(differing(was, is, [0, 0, 6000, 600])).toBe(0);
  expect(differing(was, is, [6700, 0, 5300, 600])).toBe(0);
  expect(differing(was, is, [6240, 160, 320, 240])).toBeGreaterThan(10_000);

  const grey = await edited(filled, { verb: "grade", strength: 1, region: null, grade: "mono" });
  const { data } = (await contextFor(grey.id)).getImageData(11_990, 590, 1, 1);
  expect(data[0]).toBe(data[1]);
  expect(grey).toMatchObject({ width: 12_000, height: 600, origin: picture.origin });
});

test("one pixel may change, and nothing may not", async () => {
  const picture = await importOf("pixel.png", await scene(300, 300, { left: 60, top: 30, width: 180 }));
  const one = await edited(picture, { verb: "fill", strength: 1, region: null, maskId: await boxed(picture, 150, 150, 1, 1) });
  const [was, is] = [await contextFor(picture.id), await contextFor(one.id)];
  expect(differing(was, is, [0, 0, 300, 300])).toBeLessThanOrEqual(3);
  const all = await edited(picture, { verb: "fill", strength: 1, region: null, maskId: await boxed(picture, 0, 0, 300, 300) });
  expect(all).toMatchObject({ width: 300, height: 300 });
  const nothing = boxed(picture, 0, 0, 0, 0).then((maskId) =>
    edited(picture, { verb: "fill", strength: 1, region: null, maskId }),
  );
  await expect(nothing).rejects.toSatisfy((error) => isFailure(error, "mask-empty"));
});

test("what cannot be read is said: a photograph, and a picture without a face", async () => {
  const photograph = await (await fetch("/tests/fixtures/photographs/astronaut.jpg")).arrayBuffer();
  expect((await importOf("astronaut.jpg", photograph)).imported).toEqual({ unread: "photograph" });
  const empty = await importOf("empty.png", await scene(500, 500, { left: -900, top: 0, width: 100 }));
  expect(empty).toMatchObject({ likeness: null, imported: { unread: "no-face" } });
  expect(await edited(empty, { verb: "grade", strength: 1, region: null, grade: "warm" })).toMatchObject({
    width: 500,
    height: 500,
  });
});

test("hostile files come to nothing, and say why", async () => {
  const db = await openVault(VAULT);
  const before = [await db.pictures.count(), await db.blobs.count()];
  const whole = new Uint8Array(await scene(400, 300, { left: 10, top: 10, width: 100 }));
  const huge = Uint8Array.from(whole);
  new DataView(huge.buffer).setUint32(16, 12_000);
  new DataView(huge.buffer).setUint32(20, 9_000);
  const codeOf = async (bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
    importOf("x.png", bytes.buffer).then(
      () => null,
      (error: unknown) => (isFailure(error) ? [error.code, error.details] : error),
    );
  expect(await codeOf(huge)).toMatchObject(["image-too-large", { limit: "pixels", width: 12_000 }]);
  expect(await codeOf(whole.slice(0, 200))).toMatchObject(["image-unreadable", { reason: "truncated" }]);
  expect(await codeOf(new Uint8Array())).toMatchObject(["image-empty", {}]);
  expect(await codeOf(new TextEncoder().encode("<svg xmlns='http://www.w3.org/2000/svg'><script/></svg>"))).toMatchObject([
    "image-unsupported",
    { format: "svg" },
  ]);
  expect([await db.pictures.count(), await db.blobs.count()]).toEqual(before);
});
