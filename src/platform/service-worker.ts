/**
 * @file The offline shell and its updates.
 *
 * A new version waits until the person says so, and is only offered while nothing is being made: taking over mid-session would take
 * away code that a page still has to load.
 */
import { createSignal, type Accessor } from "solid-js";

export interface Updates {
  /** A newer version is here and nothing is running in this tab. */
  readonly offered: Accessor<boolean>;
  /** Reloads into the newer version. @returns false where another tab is making something; nothing has happened then */
  apply(): Promise<boolean>;
}

/** How long a new version may take to report for duty before the page is reloaded regardless. */
const TAKEOVER_MS = 3000;

async function register(found: (waiting: ServiceWorker) => void): Promise<void> {
  const registration = await navigator.serviceWorker.register("/service-worker.js");
  const look = (): void => {
    // Without a controller this is the first visit, which has nothing to update.
    if (registration.waiting && navigator.serviceWorker.controller) found(registration.waiting);
  };
  look();
  registration.addEventListener("updatefound", () => registration.installing?.addEventListener("statechange", look));
}

const madeElsewhere = async (): Promise<boolean> =>
  ((await navigator.locks.query()).held ?? []).some((lock) => lock.name?.startsWith("likeness:"));

/** @param busy whether anything runs here that a reload would interrupt */
export function createUpdates(busy: Accessor<boolean>): Updates {
  const [waiting, setWaiting] = createSignal<ServiceWorker | null>(null);
  // A browser without permission for service workers (private windows) runs the app without offline use.
  if (import.meta.env.PROD && "serviceWorker" in navigator) register(setWaiting).catch(() => undefined);

  return {
    offered: () => waiting() !== null && !busy(),
    async apply() {
      if (await madeElsewhere()) return false;
      const reload = (): void => location.reload();
      navigator.serviceWorker.addEventListener("controllerchange", reload, { once: true });
      waiting()?.postMessage("activate");
      setTimeout(reload, TAKEOVER_MS);
      return true;
    },
  };
}
