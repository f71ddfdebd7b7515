import { afterAll, beforeAll, expect, test } from "vitest";
import type { Persona } from "~/contracts/records";
import { thumbnailId } from "~/contracts/records";
import { eraseDevice } from "~/storage/erase";
import { deletePhotograph, readBlob } from "~/storage/images";
import { openVault } from "~/storage/vault-db";
import { firstVault } from "~/storage/vaults";
import { take } from "./take.ts";

const VAULT = "intake";
const persona: Persona = {
  id: "ana",
  clientId: "mine",
  name: "Ana",
  trigger: "userana",
  source: "photographs",
  consent: null,
  activeModelId: null,
  createdAt: 0,
};

beforeAll(async () => {
  await firstVault(VAULT, 0);
  await (await openVault(VAULT)).personas.put(persona);
});
afterAll(eraseDevice);

/** Left half red, right half blue. */
async function picture(width: number, height: number, type: string): Promise<Uint8Array<ArrayBuffer>> {
  const canvas = new OffscreenCanvas(width, height);
  const context = canvas.getContext("2d")!;
  context.fillStyle = "rgb(255 0 0)";
  context.fillRect(0, 0, width / 2, height);
  context.fillStyle = "rgb(0 0 255)";
  context.fillRect(width / 2, 0, width / 2, height);
  return new Uint8Array(await (await canvas.convertToBlob({ type, quality: 0.9 })).arrayBuffer());
}

/** Behind the JPEG's first marker: an EXIF segment with an orientation, and a place in a comment-like tag. */
function withExif(jpeg: Uint8Array, orientation: number, place: string): Uint8Array<ArrayBuffer> {
  const note = Array.from(`${place}\0`, (letter) => letter.charCodeAt(0));
  const count = note.length;
  // Big-endian TIFF: two entries, the second's bytes behind the directory.
  const directory = [0x4d, 0x4d, 0, 42, 0, 0, 0, 8, 0, 2];
  const turned = [0x01, 0x12, 0, 3, 0, 0, 0, 1, 0, orientation, 0, 0];
  const described = [0x01, 0x0e, 0, 2, 0, 0, 0, count, 0, 0, 0, 38];
  const tiff = [...directory, ...turned, ...described, 0, 0, 0, 0, ...note];
  const body = [0x45, 0x78, 0x69, 0x66, 0, 0, ...tiff];
  return Uint8Array.from([0xff, 0xd8, 0xff, 0xe1, (body.length + 2) >> 8, (body.length + 2) & 255, ...body, ...jpeg.subarray(2)]);
}

async function pixels(id: string): Promise<{ width: number; height: number; at: (x: number, y: number) => readonly number[] }> {
  const blob = (await readBlob(VAULT, id))!;
  const bitmap = await createImageBitmap(new Blob([blob.bytes], { type: blob.type }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  return { width: bitmap.width, height: bitmap.height, at: (x, y) => [...context.getImageData(x, y, 1, 1).data] };
}

const takeIn = (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<string> => take(VAULT, persona.id, name, bytes.buffer);
const failureOf = (name: string, bytes: Uint8Array<ArrayBuffer>): Promise<unknown> =>
  takeIn(name, bytes).then(
    () => "no failure",
    (error: unknown) => error,
  );
const contains = (bytes: ArrayBuffer, text: string): boolean => new TextDecoder("latin1").decode(bytes).includes(text);

test("stores a photograph with a thumbnail, and what was lossless stays lossless", async () => {
  const id = await takeIn("left red.png", await picture(400, 300, "image/png"));
  expect(await (await openVault(VAULT)).photographs.get(id)).toMatchObject({
    personaId: "ana",
    name: "left red.png",
    width: 400,
    height: 300,
    inspection: null,
  });
  const image = await pixels(id);
  expect(image.at(10, 10)).toEqual([255, 0, 0, 255]);
  expect(image.at(390, 290)).toEqual([0, 0, 255, 255]);
  expect((await readBlob(VAULT, id))?.type).toBe("image/png");
  expect(await pixels(thumbnailId(id))).toMatchObject({ width: 256, height: 192 });
});

test("turns a rotated photograph upright and drops where it was taken", async () => {
  const turned = withExif(await picture(400, 200, "image/jpeg"), 6, "48.8584N 2.2945E");
  expect(contains(turned.buffer, "48.8584N")).toBe(true);
  const id = await takeIn("turned.jpg", turned);
  const image = await pixels(id);
  expect([image.width, image.height]).toEqual([200, 400]);
  // Turned clockwise: what was left is now on top.
  expect(image.at(100, 20)[0]).toBeGreaterThan(200);
  expect(image.at(100, 380)[2]).toBeGreaterThan(200);
  for (const blobId of [id, thumbnailId(id)]) {
    const { bytes } = (await readBlob(VAULT, blobId))!;
    expect(contains(bytes, "48.8584N")).toBe(false);
    expect(contains(bytes, "Exif")).toBe(false);
  }
});

test("brings sixty megapixels down to a size that can be worked with", async () => {
  const id = await takeIn("large.jpg", await picture(10_000, 6_000, "image/jpeg"));
  expect(await (await openVault(VAULT)).photographs.get(id)).toMatchObject({ width: 2048, height: 1229 });
});

test("reads webp, and paints white under what is transparent", async () => {
  const clear = new OffscreenCanvas(8, 8);
  clear.getContext("2d")!.clearRect(0, 0, 8, 8);
  const bytes = new Uint8Array(await (await clear.convertToBlob({ type: "image/webp" })).arrayBuffer());
  expect((await pixels(await takeIn("clear.webp", bytes))).at(4, 4)).toEqual([255, 255, 255, 255]);
});

test("says what is wrong with a file, and stores nothing of it", async () => {
  const { photographs, blobs } = await openVault(VAULT);
  const before = [await photographs.count(), await blobs.count()];
  const whole = await picture(400, 300, "image/png");
  const damaged = Uint8Array.from(whole);
  damaged.fill(0, 60, whole.length - 20);
  const text = (value: string) => Uint8Array.from(value, (letter) => letter.charCodeAt(0));

  expect(await failureOf("empty.jpg", new Uint8Array())).toMatchObject({ code: "image-empty", details: { name: "empty.jpg" } });
  expect(await failureOf("notes.jpg", text("Dear Ana"))).toMatchObject({
    code: "image-unreadable",
    details: { reason: "unknown-format" },
  });
  expect(await failureOf("half.png", whole.slice(0, whole.length / 2))).toMatchObject({ details: { reason: "truncated" } });
  expect(await failureOf("logo.svg", text("<svg></svg>"))).toMatchObject({
    code: "image-unsupported",
    details: { format: "svg" },
  });
  expect(await failureOf("damaged.png", damaged)).toMatchObject({ code: "image-unreadable" });
  expect([await photographs.count(), await blobs.count()]).toEqual(before);
});

test("a photograph of a persona deleted meanwhile is not kept", async () => {
  const bytes = await picture(20, 20, "image/png");
  const taking = take(VAULT, "nobody", "late.png", bytes.buffer);
  await expect(taking).rejects.toMatchObject({ name: "AbortError" });
});

test("a photograph goes with its image and thumbnail", async () => {
  const id = await takeIn("gone.png", await picture(20, 20, "image/png"));
  await deletePhotograph(VAULT, id);
  expect(await readBlob(VAULT, id)).toBeUndefined();
  expect(await readBlob(VAULT, thumbnailId(id))).toBeUndefined();
});
