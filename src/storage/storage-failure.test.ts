import Dexie from "dexie";
import { expect, test } from "vitest";
import { Failure } from "~/contracts/failure";
import { guarded, storageFailure } from "./storage-failure.ts";
import { listVaults } from "./vaults.ts";

const quota = () => new DOMException("full", "QuotaExceededError");

test("a full disk is told by its name, however deep it is wrapped", () => {
  const aborted = new Dexie.AbortError("aborted", quota());
  const bulk = Object.assign(new Error("bulk"), { name: "BulkError", failures: { 3: quota() } });
  for (const error of [quota(), aborted, bulk])
    expect(storageFailure(error, 7)).toMatchObject({ code: "storage-full", details: { neededBytes: 7 } });
});

test("an aborted transaction is not somebody pressing Cancel", async () => {
  const failing = guarded(() => Promise.reject(new Dexie.AbortError("aborted")));
  await expect(failing).rejects.toBeInstanceOf(Failure);
});

test("a database that was taken over, and one that cannot be had, are different things", () => {
  expect(storageFailure(new Dexie.DatabaseClosedError()).code).toBe("storage-blocked");
  expect(storageFailure(new Dexie.VersionError()).code).toBe("storage-blocked");
  expect(storageFailure(new Dexie.MissingAPIError()).code).toBe("storage-unavailable");
  expect(storageFailure(new TypeError("what")).code).toBe("unexpected");
});

test("where there is no IndexedDB at all, as here, that is said", async () => {
  expect("indexedDB" in globalThis).toBe(false);
  await expect(listVaults()).rejects.toMatchObject({ code: "storage-unavailable" });
});

test("a failure passes through as it is", () => {
  const failure = new Failure("pack-missing", { packId: "atelier" });
  expect(storageFailure(failure)).toBe(failure);
});
