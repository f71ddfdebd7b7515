/**
 * @file Every picture's row, read once and some at a time, and afterwards only those that changed, in whichever tab or thread.
 *
 * A live query would read all rows again for every mark that somebody sets; with tens of thousands of them that is felt.
 */
import Dexie, { RangeSet, type ObservabilitySet } from "dexie";
import type { Picture } from "~/contracts/records";
import { guarded } from "./storage-failure.ts";
import { openVault } from "./vault-db.ts";

/** What the screen shows at first. */
const FIRST = 200;
/** Read at once without holding up a frame for long. */
const PAGE = 500;
/** More changes than this at once are read like everything. */
const MOST_CHANGES = 2000;

export interface PicturesFeed {
  /** Rows as they are now, in no order, those in the trash too; one that was given before is another now. */
  readonly give: (rows: readonly Picture[]) => void;
  /** Rows that are not there any more. */
  readonly drop: (ids: readonly string[]) => void;
  /** Everything has been given once. */
  readonly complete: () => void;
  readonly fail: (error: unknown) => void;
}

/** @returns undefined where they are too many, or not known one by one */
function changedIds(parts: ObservabilitySet, part: string): readonly string[] | undefined {
  if (parts["all"]) return undefined;
  const tree = parts[part];
  if (!tree) return [];
  const ids: string[] = [];
  for (const { from, to } of RangeSet(tree)) {
    if (from !== to || typeof from !== "string" || ids.length >= MOST_CHANGES) return undefined;
    ids.push(from);
  }
  return ids;
}

/** @returns how to stop */
export function followPictures(vaultId: string, { give, drop, complete, fail }: PicturesFeed): () => void {
  let following = true;
  const known = new Set<string>();
  const hand = (rows: readonly Picture[]): void => {
    if (!following || rows.length === 0) return;
    for (const { id } of rows) known.add(id);
    give(rows);
  };
  const dropAll = (ids: readonly string[]): void => {
    const gone = ids.filter((id) => known.delete(id));
    if (following && gone.length > 0) drop(gone);
  };

  async function readAll(): Promise<void> {
    const { pictures } = await openVault(vaultId);
    const seen = new Set<string>();
    const page = (rows: readonly Picture[]): void => {
      for (const { id } of rows) seen.add(id);
      hand(rows);
    };
    // oxlint-disable-next-line unicorn/no-array-reverse -- a query's order, not an array
    const latest = pictures.orderBy("createdAt").reverse();
    page(await latest.limit(FIRST).toArray());
    // Upwards, because only that way many rows are read in one go.
    let from = -Infinity;
    let size = PAGE;
    for (;;) {
      if (!following) return;
      const rows = await pictures.where("createdAt").aboveOrEqual(from).limit(size).toArray();
      page(rows);
      if (rows.length < size) break;
      const last = rows.at(-1)!.createdAt;
      // A page of nothing but pictures of the same moment leads nowhere unless it is longer.
      size = last === from ? size * 2 : PAGE;
      from = last;
    }
    dropAll([...known].filter((id) => !seen.has(id)));
  }

  async function readSome(ids: readonly string[]): Promise<void> {
    const rows = await (await openVault(vaultId)).pictures.bulkGet([...ids]);
    hand(rows.filter((row) => row !== undefined));
    dropAll(ids.filter((_, i) => rows[i] === undefined));
  }

  // One after another: what was read before a change never comes after it.
  let queue: Promise<unknown> = Promise.resolve();
  const then = (work: () => Promise<void>): void => {
    queue = queue.then(() => (following ? guarded(work) : undefined)).catch((error: unknown) => following && fail(error));
  };
  const changed = (part: string) => (parts: ObservabilitySet) => {
    const ids = changedIds(parts, part);
    if (ids === undefined) then(readAll);
    else if (ids.length > 0) then(() => readSome(ids));
  };

  let stop = (): void => undefined;
  then(async () => {
    const db = await openVault(vaultId);
    const listener = changed(`idb://${db.name}/pictures/`);
    Dexie.on.storagemutated.subscribe(listener);
    stop = () => Dexie.on.storagemutated.unsubscribe(listener);
    await readAll();
    if (following) complete();
  });
  return () => {
    following = false;
    stop();
  };
}
