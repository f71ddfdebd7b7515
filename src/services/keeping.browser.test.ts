import { createRoot } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { thumbnailId } from "~/contracts/records";
import { eraseDevice, erasePersona } from "~/storage/erase";
import { savePicture } from "~/storage/images";
import { openVault } from "~/storage/vault-db";
import { addPersona } from "../../tests/support/people.ts";
import { until } from "../../tests/support/until.ts";
import { pictureWith, requestWith } from "../../tests/support/records.ts";
import { createServices, type Services } from "./services.ts";
import { createVault } from "./vault.ts";

const DAY_MS = 24 * 60 * 60 * 1000;

afterEach(eraseDevice);

/** All services over a fresh device with one person and three pictures of them; disposed at the end. */
async function withPictures(work: (services: Services) => Promise<void>, prepare = addPictures): Promise<void> {
  const vault = await createVault(Date.now());
  await prepare(vault.id);
  await createRoot(async (dispose) => {
    try {
      await work(createServices(vault));
    } finally {
      dispose();
    }
  });
}

async function addPictures(vaultId: string): Promise<void> {
  await addPersona(vaultId, "ana");
  for (const [index, id] of ["a", "b", "c"].entries()) {
    const row = pictureWith(id, index, { request: requestWith({ prompt: id, size: { width: 8, height: 8 }, seeds: [index] }) });
    const image = { bytes: new ArrayBuffer(4), type: "image/png" };
    await savePicture(vaultId, "no-job", row, image, image);
  }
}

const idsOf = (rows: readonly { readonly id: string }[] | undefined): readonly string[] | undefined => rows?.map(({ id }) => id);
const pagesOf = ({ lookbooks }: Services, id: string): readonly string[] | undefined =>
  lookbooks.byId(id)?.pages.map((page) => page.pictureId);

test("marks and stars are given to several at once and taken back", () =>
  withPictures(async ({ pictures }) => {
    const all = pictures.of(() => null);
    await until(() => expect(idsOf(all())).toEqual(["c", "b", "a"]));
    await pictures.mark(["a", "b"], "keep");
    await pictures.rate(["a"], 5);
    await until(() =>
      expect(all()?.map(({ mark, stars }) => [mark, stars])).toEqual([
        [null, undefined],
        ["keep", undefined],
        ["keep", 5],
      ]),
    );
    await pictures.rate("a", null);
    await until(() => expect(all()?.[2]?.stars).toBeUndefined());
  }));

test("tags are given to several at once, taken back, and come back from the trash with their picture", () =>
  withPictures(async ({ pictures }) => {
    const all = pictures.of(() => null);
    const tags = () => all()?.map((picture) => picture.tags);
    await pictures.tag(["a", "b"], "#Spring");
    await pictures.tag(["b"], "web");
    await pictures.tag(["a"], "spring");
    await until(() => expect(tags()).toEqual([undefined, ["Spring", "web"], ["Spring"]]));
    await pictures.untag(["a", "b"], "SPRING");
    await until(() => expect(tags()).toEqual([undefined, ["web"], []]));
    await pictures.discard(["b"]);
    await until(() => expect(tags()).toEqual([undefined, []]));
    await pictures.restore(["b"]);
    await until(() => expect(tags()).toEqual([undefined, ["web"], []]));
  }));

test("what is thrown away is in the trash alone, and comes back whole", () =>
  withPictures(async ({ pictures }) => {
    const [all, trash] = [pictures.of(() => "ana"), pictures.trashed()];
    await pictures.discard(["a", "c"]);
    await until(() => expect(idsOf(all())).toEqual(["b"]));
    await until(() => expect(idsOf(trash())?.toSorted()).toEqual(["a", "c"]));
    await pictures.restore(["c"]);
    await until(() => expect(idsOf(all())).toEqual(["c", "b"]));
    expect((await pictures.files(["c"]))[0]?.bytes.byteLength).toBe(4);
  }));

test("the trash keeps for thirty days, and what goes takes its bytes and its pages with it", () =>
  withPictures(
    async ({ pictures, vault }) => {
      const db = await openVault(vault.id);
      await until(async () => expect(await db.pictures.toCollection().primaryKeys()).toEqual(["b", "c"]));
      expect(await db.blobs.get("a")).toBeUndefined();
      expect(await db.blobs.get(thumbnailId("a"))).toBeUndefined();
      expect(await db.blobs.count()).toBe(4);
      expect((await db.lookbooks.get("book"))?.pages.map((page) => page.pictureId)).toEqual(["b"]);
      await pictures.remove(["b"]);
      expect((await db.lookbooks.get("book"))?.pages).toEqual([]);
    },
    async (vaultId) => {
      await addPictures(vaultId);
      const db = await openVault(vaultId);
      await db.pictures.update("a", { deletedAt: Date.now() - 31 * DAY_MS });
      await db.pictures.update("c", { deletedAt: Date.now() - 29 * DAY_MS });
      const pages = ["a", "b"].map((pictureId) => ({ pictureId, caption: "", alt: null }));
      await db.lookbooks.add({ id: "book", name: "Book", pages, createdAt: 0 });
    },
  ));

test("a book keeps its order, its words, and each picture once", () =>
  withPictures(async (services) => {
    const { lookbooks } = services;
    const id = await lookbooks.create("Spring", ["a", "b", "a"]);
    await lookbooks.add(id, ["b", "c"]);
    await until(() => expect(pagesOf(services, id)).toEqual(["a", "b", "c"]));
    await lookbooks.move(id, "c", "a");
    await lookbooks.write(id, "c", { caption: "First", alt: "Ana laughing" });
    await lookbooks.rename(id, "Summer");
    await until(() =>
      expect(lookbooks.byId(id)).toMatchObject({
        name: "Summer",
        pages: [{ pictureId: "c", caption: "First", alt: "Ana laughing" }, { pictureId: "a" }, { pictureId: "b" }],
      }),
    );
    const putBack = await lookbooks.takeOut(id, "c");
    await until(() => expect(pagesOf(services, id)).toEqual(["a", "b"]));
    await putBack();
    await until(() => expect(lookbooks.byId(id)?.pages[0]).toMatchObject({ pictureId: "c", caption: "First" }));
  }));

test("a deleted book can be taken back; one whose tab was closed is gone at the next start", async () => {
  await withPictures(async ({ lookbooks }) => {
    const id = await lookbooks.create("Spring", ["a"]);
    const undo = await lookbooks.remove(id);
    await until(() => expect(lookbooks.all()).toEqual([]));
    await undo();
    await until(() => expect(idsOf(lookbooks.all())).toEqual([id]));
    expect(lookbooks.byId(id)).not.toHaveProperty("erasedAt");
  });
  await withPictures(
    async ({ vault }) => {
      const db = await openVault(vault.id);
      await until(async () => expect(await db.lookbooks.count()).toBe(1));
      expect((await db.lookbooks.toArray())[0]?.name).toBe("Spring");
    },
    async (vaultId) => {
      await (await openVault(vaultId)).lookbooks.add({ id: "old", name: "Old", pages: [], createdAt: 0, erasedAt: 1 });
    },
  );
});

test("a persona takes their pages with them", () =>
  withPictures(async (services) => {
    const id = await services.lookbooks.create("Spring", ["a", "b"]);
    await erasePersona(services.vault.id, "ana");
    await until(() => expect(pagesOf(services, id)).toEqual([]));
  }));

test("a look is left for the studio once, and for nobody who is not here", () =>
  withPictures(async ({ exports, drafts }) => {
    const request = requestWith({ seeds: [7] });
    await exports.putBack({ label: "a.png", personaName: null, request });
    expect(drafts.takeLeft("ana")).toMatchObject({ seed: 7, pictureId: null });
    expect(drafts.takeLeft("ana")).toBeUndefined();
    const stranger = { label: "a.png", personaName: "Eva", request: { ...request, personaId: "eva" } };
    await expect(exports.putBack(stranger)).rejects.toMatchObject({ code: "persona-unknown", details: { name: "Eva" } });
  }));

test("a picture knows the one its look was put back from", () =>
  withPictures(async ({ vault, pictures }) => {
    const all = pictures.of(() => "ana");
    const db = await openVault(vault.id);
    const { request } = (await db.pictures.get("a"))!;
    await db.jobs.add({
      id: "job",
      request,
      status: "running",
      attempts: 1,
      pictureIds: [],
      failure: null,
      parentId: "a",
      createdAt: 0,
    });
    const image = { bytes: new ArrayBuffer(1), type: "image/png" };
    await savePicture(vault.id, "job", { ...(await db.pictures.get("b"))!, id: "d", createdAt: 9 }, image, image);
    await until(() => expect(all()?.[0]).toMatchObject({ id: "d", parentId: "a" }));
  }));
