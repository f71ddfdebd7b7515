/**
 * @file A Dexie query as a Solid accessor: the screen follows the rows, across tabs too.
 *
 * Undefined means "not read yet". When the key changes, rows of the old key are never shown under the new one. A query that
 * fails throws where the accessor is read, so an ErrorBoundary can put it into words.
 */
import { liveQuery } from "dexie";
import { createMemo, createSignal, onCleanup, type Accessor } from "solid-js";
import { createStore, reconcile } from "solid-js/store";
import { storageFailure } from "~/storage/storage-failure";

type Read<Value> = { readonly value: Value } | { readonly failure: Error };

function watch<Value>(query: () => Promise<Value>, next: (read: Read<Value>) => void): void {
  // Dexie follows what a query reads across its awaits only where it can see that the function is async.
  const subscription = liveQuery(async () => await query()).subscribe({
    next: (value) => next({ value }),
    error: (error: unknown) => next({ failure: storageFailure(error) }),
  });
  onCleanup(() => subscription.unsubscribe());
}

const valueOf = <Value>(read: Read<Value> | undefined): Value | undefined => {
  if (read && "failure" in read) throw read.failure;
  return read?.value;
};

/** @param key read reactively; the query is asked again when it changes */
export function createLive<Key, Value>(key: Accessor<Key>, query: (key: Key) => Promise<Value>): Accessor<Value | undefined> {
  const current = createMemo(() => {
    const at = key();
    const [read, setRead] = createSignal<Read<Value>>();
    watch(() => query(at), setRead);
    return read;
  });
  return () => valueOf(current()());
}

/** The same for lists of rows: a row that did not change stays the same object, so a keyed list redraws only what did. */
export function createLiveRows<Key, Row extends { readonly id: string }>(
  key: Accessor<Key>,
  query: (key: Key) => Promise<readonly Row[]>,
): Accessor<readonly Row[] | undefined> {
  const current = createMemo(() => {
    const at = key();
    const [store, setStore] = createStore<{ rows?: readonly Row[] }>({});
    const [failure, setFailure] = createSignal<Error>();
    watch(
      () => query(at),
      (read) => {
        if ("failure" in read) setFailure(read.failure);
        else setStore("rows", reconcile(read.value, { key: "id" }));
      },
    );
    return () => {
      const failed = failure();
      if (failed) throw failed;
      return store.rows;
    };
  });
  return () => current()();
}
