import Dexie from "dexie";
import { expect, test } from "vitest";
import type { Picture } from "~/contracts/records";
import { pictureWith } from "../../tests/support/records.ts";
import { until } from "../../tests/support/until.ts";
import { deletePictures } from "./images.ts";
import { followPictures } from "./follow-pictures.ts";
import { openVault, vaultName } from "./vault-db.ts";

/** The rows as whoever follows has them, and how many were given since it was last asked. */
function follow(vaultId: string) {
  const rows = new Map<string, Picture>();
  let [given, done] = [0, false];
  const stop = followPictures(vaultId, {
    give: (changed) => changed.forEach((row) => (rows.set(row.id, row), given++)),
    drop: (ids) => ids.forEach((id) => rows.delete(id)),
    complete: () => (done = true),
    fail: (error) => {
      throw error;
    },
  });
  const since = (): number => {
    const count = given;
    given = 0;
    return count;
  };
  return { rows, since, stop, complete: () => until(() => expect(done).toBe(true)) };
}

test("gives every row, also where many are of the same moment, and afterwards only what changed", async () => {
  const db = await openVault("followed");
  await db.pictures.bulkAdd(Array.from({ length: 3000 }, (_, i) => pictureWith(`p${i}`, i < 1800 ? 5 : i)));
  const all = follow("followed");
  await all.complete();
  expect(all.rows.size).toBe(3000);
  all.since();

  await db.pictures.where("id").anyOf(["p1", "p2500"]).modify({ mark: "keep" });
  await until(() => expect([all.rows.get("p1")?.mark, all.rows.get("p2500")?.mark]).toEqual(["keep", "keep"]));
  expect(all.since(), "rows read for two marks").toBe(2);

  await db.pictures.add(pictureWith("new", 9000));
  await deletePictures("followed", ["p7", "p8"]);
  await until(() => expect([all.rows.has("new"), all.rows.has("p7"), all.rows.size]).toEqual([true, false, 2999]));
  expect(all.since()).toBe(1);

  // More at once than are told one by one.
  await db.pictures.toCollection().modify({ stars: 3 });
  await until(() => expect([...all.rows.values()].every(({ stars }) => stars === 3)).toBe(true));
  all.stop();
  await db.pictures.add(pictureWith("later", 9001));
  expect(all.rows.has("later")).toBe(false);
});

test("a vault from before pictures were found by mark and trash opens, and they are", async () => {
  const old = new Dexie(vaultName("unindexed"));
  old
    .version(4)
    .stores({ pictures: "id, personaId, createdAt", models: "id, personaId", tallies: "id", trainings: "id, personaId" });
  await old.open();
  await old
    .table("pictures")
    .bulkAdd([pictureWith("kept", 1, { mark: "keep" }), pictureWith("thrown", 2, { deletedAt: 77 }), pictureWith("plain", 3)]);
  old.close();
  const db = await openVault("unindexed");
  expect(await db.pictures.where("mark").equals("keep").primaryKeys()).toEqual(["kept"]);
  expect(await db.pictures.where("deletedAt").above(0).primaryKeys()).toEqual(["thrown"]);
  expect(await db.looks.count()).toBe(0);
});
