import { createRoot } from "solid-js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { masterId, type Picture } from "~/contracts/records";
import { textOf, withText } from "~/engine/image/png-text";
import { eraseDevice } from "~/storage/erase";
import { readBlob, savePicture } from "~/storage/images";
import { packOf } from "~/storage/manifest";
import { openVault } from "~/storage/vault-db";
import { openDownload } from "~/threads/download";
import { addPersona, pictureOf } from "../../tests/support/people.ts";
import { pictureWith, requestWith } from "../../tests/support/records.ts";
import { until } from "../../tests/support/until.ts";
import { createServices, type Services } from "./services.ts";
import { measureStorage } from "./storage-use.ts";
import { createVault, type Vault } from "./vault.ts";

// Three masters on a busy computer.
vi.setConfig({ testTimeout: 240_000 });

const PACK = packOf("atelier");
const SIZE = { width: 384, height: 512 };
const LARGE = { width: 4 * SIZE.width, height: 4 * SIZE.height };
const WORDS = '{"said":"of this picture"}';
let vault: Vault;

/** A drawing of the sample person, at the size at which pictures are drawn. */
async function add(id: string, changes: Partial<Picture> = {}): Promise<void> {
  const canvas = new OffscreenCanvas(SIZE.width, SIZE.height);
  canvas
    .getContext("2d")!
    .drawImage(await createImageBitmap(new Blob([await pictureOf("mara", 0)])), 0, 0, SIZE.width, SIZE.height);
  const plain = await (await canvas.convertToBlob({ type: "image/png" })).arrayBuffer();
  const request = requestWith({ pack: { id: PACK.id, revision: PACK.revision }, personaId: "mara", size: SIZE });
  const row = pictureWith(id, 0, { request, ...changes });
  const image = { bytes: withText(plain, "likeness", WORDS), type: "image/png" };
  await savePicture(vault.id, "no-job", row, image, image);
}

const rowOf = async (id: string): Promise<Picture | undefined> => (await openVault(vault.id)).pictures.get(id);
const sizeOf = async (bytes: ArrayBuffer): Promise<{ readonly width: number; readonly height: number }> => {
  const { width, height } = await createImageBitmap(new Blob([bytes]));
  return { width, height };
};

beforeAll(async () => {
  vault = await createVault(Date.now());
  await openDownload().call.install(PACK.id, () => undefined);
  await addPersona(vault.id, "mara");
  await add("kept while nobody looked", { mark: "keep" });
  await add("kept");
  await add("leaving");
  await add("neither");
}, 240_000);
afterAll(eraseDevice);

test("kept pictures get their masters by themselves, others when they leave, and both go with their picture", () =>
  createRoot(async (dispose) => {
    const { masters, pictures, personas }: Services = createServices(vault);
    try {
      await vi.waitFor(async () => expect((await rowOf("kept while nobody looked"))?.master).toEqual(LARGE), { timeout: 90_000 });
      await pictures.mark("kept", "keep");
      await vi.waitFor(async () => expect((await rowOf("kept"))?.master).toEqual(LARGE), { timeout: 90_000 });
      const { bytes } = (await readBlob(vault.id, masterId("kept")))!;
      expect(await sizeOf(bytes)).toEqual(LARGE);
      expect(textOf(bytes, "likeness")).toBe(WORDS);
      expect(await sizeOf((await pictures.files(["kept"]))[0]!.bytes)).toEqual(SIZE);

      const leaving = (await rowOf("leaving"))!;
      expect(masters.stateOf(leaving)).toBe("later");
      const done: number[] = [];
      expect(await masters.ensure([leaving, (await rowOf("kept"))!], undefined, (at) => done.push(at.of))).toBeNull();
      expect(done).toEqual([1]);
      expect((await rowOf("leaving"))?.master).toEqual(LARGE);
      expect((await rowOf("neither"))?.master).toBeUndefined();

      const used = async (): Promise<number> => (await measureStorage(vault, personas.all() ?? [])).personas[0]!.pictures;
      await until(() => expect(personas.all()).toHaveLength(1));
      const before = await used();
      const { byteLength } = (await readBlob(vault.id, masterId("leaving")))!.bytes;
      await pictures.remove(["leaving"]);
      expect(await readBlob(vault.id, masterId("leaving"))).toBeUndefined();
      expect(before - (await used())).toBeGreaterThan(byteLength);
    } finally {
      dispose();
    }
  }));

test("where the models are gone, a picture says why it leaves as it was drawn", () =>
  createRoot(async (dispose) => {
    const { masters, packs }: Services = createServices(vault);
    try {
      await until(() => expect(packs.stateOf(PACK.id)?.phase).toBe("installed"));
      await packs.remove(PACK.id);
      await until(() => expect(packs.stateOf(PACK.id)?.phase).toBe("absent"));
      expect(await masters.ensure([(await rowOf("neither"))!])).toMatchObject({ code: "pack-missing" });
    } finally {
      dispose();
    }
  }));
