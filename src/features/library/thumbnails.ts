/**
 * @file Thumbnails for a list that flies by: a few are read at once, the latest wish first, and the last ones are kept.
 *
 * They are addresses that hold the image itself. An address of a blob is quicker to make, but holds the page up until the browser has
 * answered, and again when the image is read; whoever types a search sees the same pictures again with every letter.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

interface Stored {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

interface Wish {
  readonly id: string;
  give(url: string | null): void;
}

/** Read in one go: two rows of a wide screen. */
const AT_ONCE = 12;
/** At some ten kilobytes each. */
const MOST_KEPT = 300;

/** @param hurried nobody looks: only what is kept is given until it is false @returns null where there is none */
export type Thumbnails = (id: Accessor<string | null>, hurried: Accessor<boolean>) => Accessor<string | null | undefined>;

/** Text in a call's arguments, of which there may be only so many. */
const CHUNK = 0x2000;

function addressOf({ bytes, type }: Stored): string {
  const octets = new Uint8Array(bytes);
  let text = "";
  for (let from = 0; from < octets.length; from += CHUNK) text += String.fromCharCode(...octets.subarray(from, from + CHUNK));
  return `data:${type};base64,${btoa(text)}`;
}

/** @param read in the order of the ids; undefined where there is none */
export function createThumbnails(read: (ids: readonly string[]) => Promise<readonly (Stored | undefined)[]>): Thumbnails {
  /** The one that was wanted last comes last. */
  const kept = new Map<string, string>();
  const wishes = new Set<Wish>();
  let reading = false;

  const keep = (id: string, url: string): void => {
    kept.delete(id);
    kept.set(id, url);
    for (const [old] of kept) {
      if (kept.size <= MOST_KEPT) return;
      kept.delete(old);
    }
  };
  async function readSome(): Promise<void> {
    const some = [...wishes].slice(-AT_ONCE);
    const rows = await read(some.map(({ id }) => id)).catch((): readonly undefined[] => []);
    for (const [i, wish] of some.entries()) {
      const row = rows[i];
      const url = row ? addressOf(row) : null;
      if (url !== null) keep(wish.id, url);
      // Nobody may wait for it any more.
      if (wishes.delete(wish)) wish.give(url);
    }
  }
  async function readAll(): Promise<void> {
    if (reading) return;
    reading = true;
    // Whoever wishes in the same moment is read in the same go.
    await Promise.resolve();
    while (wishes.size > 0) await readSome();
    reading = false;
  }

  return (id, hurried) => {
    const [url, setUrl] = createSignal<string | null>();
    let shown: string | null = null;
    createEffect(
      on([id, hurried], ([wanted, passing]) => {
        if (wanted !== shown) setUrl(undefined);
        shown = wanted;
        if (wanted === null || url() !== undefined) return;
        const known = kept.get(wanted);
        if (known !== undefined) {
          keep(wanted, known);
          setUrl(known);
        } else if (!passing) {
          const wish: Wish = { id: wanted, give: setUrl };
          wishes.add(wish);
          onCleanup(() => wishes.delete(wish));
          void readAll();
        }
      }),
    );
    return url;
  };
}
