/**
 * @file Addresses of thumbnails for a list that flies by: a few are made for each frame, the latest wish first, and the last ones are kept.
 *
 * To make an address holds the page up until the browser has answered. A whole row at once costs the frame in which it comes, and whoever
 * types a search sees the same pictures again with every letter.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";

/** Milliseconds of one frame, and how many addresses are made meanwhile. */
const FRAME = { ms: 16, addresses: 3 } as const;

/** That nobody looks at: at ten kilobytes each, two and a half megabytes. */
const MOST_IDLE = 250;

interface Held {
  readonly url: string;
  users: number;
}

interface Wish {
  readonly id: string;
  /** Undefined where nobody waits any more. */
  give: ((url: string | null) => void) | undefined;
}

export type Thumbnails = (id: Accessor<string | null>) => Accessor<string | null | undefined>;

/** All of them go with the owner. @param read the bytes of a thumbnail; null where there are none */
export function createThumbnails(
  read: (id: string) => Promise<{ readonly bytes: ArrayBuffer; readonly type: string } | null>,
): Thumbnails {
  /** In the order in which they were let go of last. */
  const held = new Map<string, Held>();
  let wishes: Wish[] = [];
  let timer: ReturnType<typeof setTimeout> | undefined;

  const take = (id: string): Held | undefined => {
    const known = held.get(id);
    if (known) known.users++;
    return known;
  };
  const letGo = (id: string): void => {
    const known = held.get(id);
    if (!known) return;
    known.users--;
    held.delete(id);
    held.set(id, known);
    const idle = [...held].filter(([, { users }]) => users === 0);
    for (const [old, { url }] of idle.slice(0, Math.max(0, idle.length - MOST_IDLE))) {
      URL.revokeObjectURL(url);
      held.delete(old);
    }
  };

  async function fulfil(wish: Wish): Promise<void> {
    const blob = await read(wish.id);
    if (!wish.give) return;
    if (!blob) return wish.give(null);
    // Somebody else may have wished for it as well.
    if (!held.has(wish.id))
      held.set(wish.id, { url: URL.createObjectURL(new Blob([blob.bytes], { type: blob.type })), users: 0 });
    wish.give(take(wish.id)!.url);
  }
  const some = (): void => {
    timer = undefined;
    wishes = wishes.filter(({ give }) => give !== undefined);
    for (const wish of wishes.splice(-FRAME.addresses)) fulfil(wish).catch(() => wish.give?.(null));
    if (wishes.length > 0) timer = setTimeout(some, FRAME.ms);
  };
  const ask = (wish: Wish): void => {
    wishes.push(wish);
    timer ??= setTimeout(some);
  };

  onCleanup(() => {
    clearTimeout(timer);
    for (const { url } of held.values()) URL.revokeObjectURL(url);
  });

  return (id) => {
    const [url, setUrl] = createSignal<string | null>();
    createEffect(
      on(id, (wanted) => {
        setUrl(undefined);
        if (wanted === null) return;
        const known = take(wanted);
        if (known) setUrl(known.url);
        let taken = known !== undefined;
        const wish: Wish = {
          id: wanted,
          give: (made) => {
            taken = made !== null;
            setUrl(made);
          },
        };
        if (!known) ask(wish);
        onCleanup(() => {
          wish.give = undefined;
          if (taken) letGo(wanted);
        });
      }),
    );
    return url;
  };
}
