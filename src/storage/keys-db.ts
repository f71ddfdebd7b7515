/**
 * @file `likeness-keys`: the store behind idb-keyval, for the few values that are needed before a vault is open.
 *
 * idb-keyval's own store keeps its connection when the database is to be deleted, and would block erasing the device.
 */
import { promisifyRequest, type UseStore } from "idb-keyval";
import { Failure } from "~/contracts/failure";

export const KEYS_DB = "likeness-keys";
const STORE = "values";

let connection: Promise<IDBDatabase> | undefined;

const connect = (): Promise<IDBDatabase> => {
  if (!("indexedDB" in globalThis)) throw new Failure("storage-unavailable", { reason: "no IndexedDB" });
  const request = indexedDB.open(KEYS_DB);
  request.onupgradeneeded = () => request.result.createObjectStore(STORE);
  const opening = promisifyRequest(request);
  opening.then(
    (db) => {
      // Its version never changes: this is an erasure, and whoever outlives it must not make it again.
      db.onversionchange = () => {
        db.close();
        connection = Promise.reject(new DOMException("erased", "InvalidStateError"));
        connection.catch(() => undefined);
      };
      db.onclose = () => (connection = undefined);
    },
    () => (connection = undefined),
  );
  return opening;
};

export const keys: UseStore = async (mode, callback) => {
  const db = await (connection ??= connect());
  return callback(db.transaction(STORE, mode).objectStore(STORE));
};

/** Lets this realm open anew what it has erased itself. */
export const beginKeysAnew = (): void => {
  connection = undefined;
};
