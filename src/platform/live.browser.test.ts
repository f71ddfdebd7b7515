import Dexie, { type EntityTable } from "dexie";
import { createRoot, createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { once } from "~/storage/open";
import { until } from "../../tests/support/until.ts";
import { createLive, createLiveRows } from "./live.ts";

interface Row {
  readonly id: string;
  readonly owner: string;
  readonly count: number;
}

const db = new Dexie("live-test") as Dexie & { readonly rows: EntityTable<Row, "id"> };
db.version(1).stores({ rows: "id, owner" });

afterEach(() => db.delete());

const rowsOf = (owner: string): Promise<Row[]> => db.rows.where("owner").equals(owner).toArray();

test("follows rows, and never shows one key's rows under another", async () => {
  await db.open();
  await db.rows.bulkAdd([
    { id: "a", owner: "ana", count: 1 },
    { id: "b", owner: "eva", count: 1 },
  ]);
  await createRoot(async (dispose) => {
    const [owner, setOwner] = createSignal("ana");
    const rows = createLiveRows(owner, rowsOf);
    expect(rows()).toBeUndefined();
    await until(() => expect(rows()).toHaveLength(1));
    setOwner("eva");
    expect(rows()).toBeUndefined();
    await until(() => expect(rows()?.[0]?.id).toBe("b"));
    dispose();
  });
});

test("a row that did not change stays the same object", async () => {
  await db.open();
  await db.rows.bulkAdd([
    { id: "a", owner: "ana", count: 1 },
    { id: "b", owner: "ana", count: 1 },
  ]);
  await createRoot(async (dispose) => {
    const rows = createLiveRows(() => "ana", rowsOf);
    await until(() => expect(rows()).toHaveLength(2));
    const before = rows()!.map((row) => row);
    await db.rows.update("b", { count: 2 });
    await until(() => expect(rows()?.[1]?.count).toBe(2));
    expect(rows()![0]).toBe(before[0]);
    await db.rows.delete("a");
    await until(() => expect(rows()).toHaveLength(1));
    expect(rows()![0]?.id).toBe("b");
    dispose();
  });
});

test("a query that fails throws where it is read", async () => {
  await createRoot(async (dispose) => {
    const value = createLive(
      () => 0,
      () => Promise.reject(new Error("no such thing")),
    );
    await until(() => expect(value).toThrow());
    dispose();
  });
});

test("a query that first waits for its database is followed too", async () => {
  const opened = once(() => {
    const late = new Dexie("live-late") as typeof db;
    late.version(1).stores({ rows: "id, owner" });
    return late;
  });
  await createRoot(async (dispose) => {
    const rows = createLiveRows(
      () => "ana",
      async (owner) => (await opened("late")).rows.where("owner").equals(owner).toArray(),
    );
    await until(() => expect(rows()).toHaveLength(0));
    const late = await opened("late");
    await late.rows.add({ id: "a", owner: "ana", count: 1 });
    await until(() => expect(rows()).toHaveLength(1));
    await late.delete();
    dispose();
  });
});
