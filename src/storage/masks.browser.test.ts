/** Masks among the blobs of a real vault: there for as long as something names them, and not a moment longer. */
import { expect, test } from "vitest";
import type { Job, Picture } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { pictureWith, requestWith } from "../../tests/support/records";
import { packMask } from "~/engine/image/mask-file";
import { erasePersona } from "./erase";
import { deletePictures, readBlob } from "./images";
import { addJob, deleteJob, followJobWith } from "./journal";
import { maskRow } from "./masks";
import { openVault } from "./vault-db";

const VAULT = `test-${crypto.randomUUID()}`;

const maskBytes = (value: number): ArrayBuffer => packMask({ width: 4, height: 4, data: new Uint8Array(16).fill(value) });

const requestOf = (personaId: string, maskId: string): GenerateRequest =>
  requestWith({ personaId, edit: { verb: "fill", sourceId: "s", strength: 1, region: null, maskId } });

const picture = (id: string, personaId: string, maskId: string): Picture =>
  pictureWith(id, 0, { request: requestOf(personaId, maskId) });

const job = (id: string, personaId: string, maskId: string): Job => ({
  id,
  request: requestOf(personaId, maskId),
  status: "failed",
  attempts: 1,
  pictureIds: [],
  failure: null,
  createdAt: 0,
});

const isThere = async (id: string): Promise<boolean> => (await readBlob(VAULT, id)) !== undefined;

/** Put there as an older version left one. */
async function saveMask(vaultId: string, bytes: ArrayBuffer): Promise<string> {
  const row = await maskRow(bytes);
  await (await openVault(vaultId)).blobs.put(row);
  return row.id;
}

test("a mask is stored with the job that names it, or not at all", async () => {
  const [row, lost] = [await maskRow(maskBytes(21)), await maskRow(maskBytes(22))];
  await addJob(VAULT, job("j21", "ana", row.id), [row]);
  expect(await isThere(row.id)).toBe(true);
  await expect(addJob(VAULT, job("j21", "ana", lost.id), [lost])).rejects.toThrow();
  expect(await isThere(lost.id)).toBe(false);
  const later = await maskRow(maskBytes(23));
  await addJob(VAULT, { ...job("j22", "ana", row.id), status: "queued" });
  await followJobWith(VAULT, "j22", requestOf("ana", later.id), { id: "j23", at: 0 }, [later]);
  expect(await isThere(later.id)).toBe(true);
  for (const id of ["j21", "j22"]) await deleteJob(VAULT, id);
  expect([await isThere(row.id), await isThere(later.id)]).toEqual([false, false]);
});

test("the same mask is stored once, under its hash", async () => {
  const id = await saveMask(VAULT, maskBytes(1));
  expect(await saveMask(VAULT, maskBytes(1))).toBe(id);
  expect(await saveMask(VAULT, maskBytes(2))).not.toBe(id);
  expect(new Uint8Array((await readBlob(VAULT, id))!.bytes)).toEqual(new Uint8Array(maskBytes(1)));
});

test("a mask stays for a step that has yet to follow", async () => {
  const [now, later] = [await saveMask(VAULT, maskBytes(7)), await saveMask(VAULT, maskBytes(8))];
  await addJob(VAULT, { ...job("j7", "ana", now), followedBy: [requestOf("ana", later)] });
  await (await openVault(VAULT)).pictures.bulkAdd([picture("p7", "ana", later)]);
  await deletePictures(VAULT, ["p7"]);
  expect(await isThere(later)).toBe(true);
  await deleteJob(VAULT, "j7");
  expect([await isThere(now), await isThere(later)]).toEqual([false, false]);
});

test("a mask goes with the last picture or job that names it", async () => {
  const id = await saveMask(VAULT, maskBytes(3));
  const { pictures } = await openVault(VAULT);
  await pictures.bulkAdd([picture("p1", "ana", id), picture("p2", "ana", id)]);
  await addJob(VAULT, job("j1", "ana", id));
  await deletePictures(VAULT, ["p1"]);
  expect(await isThere(id)).toBe(true);
  await deletePictures(VAULT, ["p2"]);
  expect(await isThere(id)).toBe(true);
  await deleteJob(VAULT, "j1");
  expect(await isThere(id)).toBe(false);
});

test("erasing a person takes their masks, and leaves those that somebody else's pictures name too", async () => {
  const [own, shared] = [await saveMask(VAULT, maskBytes(4)), await saveMask(VAULT, maskBytes(5))];
  const { pictures } = await openVault(VAULT);
  await pictures.bulkAdd([picture("p3", "ben", own), picture("p4", "ben", shared), picture("p5", "cleo", shared)]);
  await erasePersona(VAULT, "ben");
  expect([await isThere(own), await isThere(shared)]).toEqual([false, true]);
});
