import { createRoot } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { eraseDevice } from "~/storage/erase";
import { openVault } from "~/storage/vault-db";
import { modelWith } from "../../tests/support/records.ts";
import { until } from "../../tests/support/until.ts";
import { createServices, type Services } from "./services.ts";
import { createVault } from "./vault.ts";

/** All services over a fresh device; disposed at the end. */
async function withServices(work: (services: Services) => Promise<void>): Promise<void> {
  const vault = await createVault(Date.now());
  await createRoot(async (dispose) => {
    try {
      await work(createServices(vault));
    } finally {
      dispose();
    }
  });
}

afterEach(eraseDevice);

const drawing = async (name: string) => {
  const canvas = new OffscreenCanvas(64, 48);
  canvas.getContext("2d")!.fillRect(0, 0, 32, 48);
  const blob = await canvas.convertToBlob({ type: "image/png" });
  return new File([blob], name);
};

test("the first client is there without a form, and a persona is found under their trigger", () =>
  withServices(async ({ personas }) => {
    await until(() => expect(personas.clients()?.map((client) => client.name)).toEqual(["Mine"]));
    const id = await personas.create({ name: "Ana", source: "cast", consent: null });
    await until(() => expect(personas.byId(id)).toMatchObject({ name: "Ana", trigger: `user${id}`, clientId: "mine" }));
    await personas.rename(id, "Anna");
    await until(() => expect(personas.byId(id)?.name).toBe("Anna"));
  }));

test("a client is renamed and coloured, takes a persona over, and can go once nobody belongs to it", () =>
  withServices(async ({ personas }) => {
    const ana = await personas.create({ name: "Ana", source: "cast", consent: null });
    const agency = await personas.clientNamed("Agency");
    expect(await personas.clientNamed("agency")).toBe(agency);
    await personas.changeClient(agency, { name: "The agency", accent: "sea" });
    await personas.moveToClient(ana, agency);
    await until(() => expect(personas.byId(ana)?.clientId).toBe(agency));
    await until(() => expect(personas.clients()?.[1]).toMatchObject({ name: "The agency", accent: "sea" }));

    expect(await personas.removeClient(agency)).toBe(false);
    const takeBack = await personas.remove(ana);
    expect(await personas.removeClient(agency), "a deletion may be taken back").toBe(false);
    await takeBack();
    await personas.moveToClient(ana, "mine");
    expect(await personas.removeClient(agency)).toBe(true);
    expect(await personas.removeClient("mine")).toBe(false);
    await until(() => expect(personas.clients()?.map(({ name }) => name)).toEqual(["Mine"]));
  }));

test("files come in one by one; a bad one is named and keeps nobody waiting", () =>
  withServices(async ({ personas, photographs, pictures, vault }) => {
    const id = await personas.create({ name: "Ana", source: "photographs", consent: { at: 0, statement: "yes" } });
    const files = [await drawing("one.png"), new File([], "empty.png"), new File(["x"], "notes.png"), await drawing("two.png")];
    await photographs.add(id, files);

    expect(photographs.arrival(id)).toMatchObject({ done: 4, of: 4, busy: false });
    const failures = photographs.arrival(id).failures.map(({ name, failure }) => [name, failure.code]);
    expect(failures).toEqual([
      ["empty.png", "image-empty"],
      ["notes.png", "image-unreadable"],
    ]);
    const rows = photographs.of(() => id);
    await until(() => expect(rows()?.map((row) => row.name)).toEqual(["one.png", "two.png"]));
    const url = pictures.image(() => rows()?.[0]?.id);
    await until(() => expect(url()).toMatch(/^blob:/));
    const [first] = rows()!;
    await photographs.remove(first!.id);
    await until(() => expect(rows()).toHaveLength(1));
    expect(await (await openVault(vault.id)).blobs.count()).toBe(2);
  }));

test("whoever is given another pack is drawn by what it has learned of them, or has to be trained again", () =>
  withServices(async ({ packs, personas, photographs, vault }) => {
    const db = await openVault(vault.id);
    const id = await personas.create({ name: "Ana", source: "photographs", consent: { at: 0, statement: "yes" } });
    await until(() => expect(personas.byId(id)).toBeDefined());
    expect(packs.of(personas.byId(id))).toBe(packs.embedded);
    await photographs.add(id, [await drawing("one.png")]);
    const inspection = { packRevision: "1", face: null, findings: [], embedding: null, yaw: null };
    await db.photographs.toCollection().modify({ inspection });
    await db.models.bulkAdd([
      modelWith("first", { personaId: id, version: 1 }),
      modelWith("second", { personaId: id, version: 2 }),
      modelWith("other", { personaId: id, version: 3, pack: { id: "photo", revision: "1" } }),
    ]);
    await personas.activate(id, "first");

    expect(await personas.usePack(id, "nobody's")).toBe(false);
    await until(() => expect(personas.byId(id)).toMatchObject({ packId: "nobody's", activeModelId: null }));
    expect(packs.of(personas.byId(id)), "one that no manifest names").toBe(packs.embedded);
    expect((await db.photographs.toArray()).map((row) => row.inspection)).toEqual([null]);
    expect(await personas.usePack(id, "atelier")).toBe(true);
    await until(() => expect(personas.byId(id)).toMatchObject({ packId: "atelier", activeModelId: "second" }));
    await personas.activate(id, "other");
    await until(() => expect(personas.byId(id)).toMatchObject({ packId: "photo", activeModelId: "other" }));
  }));

test("a deletion can be taken back", () =>
  withServices(async ({ personas, photographs }) => {
    const id = await personas.create({ name: "Ana", source: "cast", consent: null });
    await photographs.add(id, [await drawing("one.png")]);
    expect(await personas.counts(id)).toEqual({ photographs: 1, models: 0, pictures: 0, jobs: 0 });
    const undo = await personas.remove(id);
    await until(() => expect(personas.all()).toEqual([]));
    await undo();
    await until(() => expect(personas.all()).toHaveLength(1));
    expect((await personas.counts(id)).photographs).toBe(1);
  }));

test("a deletion whose tab was closed is finished at the next start", async () => {
  const vault = await createVault(Date.now());
  const db = await openVault(vault.id);
  await withServices(async ({ personas }) => {
    const id = await personas.create({ name: "Ana", source: "cast", consent: null });
    await db.personas.update(id, { erasedAt: Date.now() - 60_000 });
  });
  await withServices(async () => {
    await until(async () => expect(await db.personas.count()).toBe(0));
  });
});

test("a sample person whose tab was closed on the way in has all their drawings after the next start", async () => {
  const vault = await createVault(Date.now());
  const db = await openVault(vault.id);
  let id = "";
  await withServices(async ({ personas }) => {
    id = await personas.create({ name: "Mara", source: "sample", consent: null });
  });
  expect((await db.personas.get(id))?.arriving).toBe(true);
  await withServices(async ({ photographs }) => {
    await until(async () => expect((await db.personas.get(id))?.arriving).toBeUndefined());
    expect(await photographs.meetSample("mara")).toBe(id);
    await until(() => expect(photographs.arrival(id).busy).toBe(false));
  });
  const names = (await db.photographs.where("personaId").equals(id).toArray()).map((photograph) => photograph.name);
  expect(names.toSorted()).toEqual(Array.from({ length: 8 }, (_, index) => `0${index + 1}.webp`));
});
