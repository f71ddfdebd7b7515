/**
 * @file Taking a photograph away with time to think again: hidden at once, removed when the message goes or the screen is left.
 */
import { createSignal, onCleanup, type Accessor } from "solid-js";
import { useServices } from "~/services/context";
import { UNDO_SECONDS } from "~/services/personas";
import { say } from "~/ui/overlay/toasts";
import { words } from "./words";

export interface Removal {
  readonly hidden: Accessor<ReadonlySet<string>>;
  remove(photographId: string): void;
}

export function createRemoval(): Removal {
  const { photographs } = useServices();
  const [hidden, setHidden] = createSignal<ReadonlySet<string>>(new Set());
  const timers = new Map<string, ReturnType<typeof setTimeout>>();

  const finish = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    void photographs.remove(id);
  };
  const takeBack = (id: string): void => {
    clearTimeout(timers.get(id));
    timers.delete(id);
    setHidden((all) => new Set([...all].filter((each) => each !== id)));
  };
  onCleanup(() => {
    for (const id of timers.keys()) finish(id);
  });

  return {
    hidden,
    remove(id) {
      setHidden((all) => new Set([...all, id]));
      timers.set(
        id,
        setTimeout(() => finish(id), 1000 * UNDO_SECONDS),
      );
      say({
        text: words.photo.removed,
        seconds: UNDO_SECONDS,
        action: { label: words.photo.undo, run: () => timers.has(id) && takeBack(id) },
      });
    },
  };
}
