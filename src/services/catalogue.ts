/**
 * @file Every picture that is not in the trash, newest first, for whoever searches among all of them.
 *
 * A row that changed is another object, so that what was found out about the old one is not taken for the new one.
 */
import { createSignal, type Accessor } from "solid-js";
import type { Picture } from "~/contracts/records";
import { followPictures } from "~/storage/follow-pictures";

export interface Catalogue {
  /** Undefined until storage has been read; the newest come first and the others follow at once. Throws where storage does not answer. */
  readonly pictures: Accessor<readonly Picture[] | undefined>;
  /** All of them are there. */
  readonly complete: Accessor<boolean>;
}

const newestFirst = (a: Picture, b: Picture): number => b.createdAt - a.createdAt || (a.id < b.id ? -1 : 1);

/** Beyond this, sorting anew is cheaper than finding each one's place. */
const FEW = 50;

const isThere = ({ deletedAt }: Picture): boolean => deletedAt === undefined;

/** `rows` with these put in their places, instead of older rows of the same id. */
export function placed(rows: readonly Picture[], changed: readonly Picture[]): readonly Picture[] {
  // Of a row that changed twice, the later one counts.
  const latest = new Map(changed.map((picture) => [picture.id, picture]));
  const there = [...latest.values()].filter(isThere);
  if (changed.length > FEW) return [...rows.filter(({ id }) => !latest.has(id)), ...there].toSorted(newestFirst);
  const next = rows.filter(({ id }) => !latest.has(id));
  for (const picture of there) {
    const at = next.findIndex((other) => newestFirst(picture, other) < 0);
    next.splice(at < 0 ? next.length : at, 0, picture);
  }
  return next;
}

/** Begins to read when it is first asked, and follows from then on. */
export function createCatalogue(vaultId: string): Catalogue {
  const [rows, setRows] = createSignal<readonly Picture[]>();
  const [complete, setComplete] = createSignal(false);
  const [failure, setFailure] = createSignal<{ readonly error: unknown }>();
  let following = false;
  /** Read and not shown yet: while everything is read, the screen is not made anew for every page of it. */
  let waiting: Picture[] = [];
  const follow = (): void => {
    following = true;
    followPictures(vaultId, {
      give(changed) {
        if (rows() === undefined || complete()) setRows((now) => placed(now ?? [], changed));
        else waiting.push(...changed);
      },
      drop(ids) {
        const gone = new Set(ids);
        waiting = waiting.filter(({ id }) => !gone.has(id));
        setRows((now) => now?.filter(({ id }) => !gone.has(id)));
      },
      complete() {
        const more = waiting;
        waiting = [];
        setRows((now) => placed(now ?? [], more));
        setComplete(true);
      },
      fail: (error) => setFailure({ error }),
    });
  };
  return {
    pictures() {
      if (!following) queueMicrotask(() => following || follow());
      const failed = failure();
      if (failed) throw failed.error;
      return rows();
    },
    complete,
  };
}
