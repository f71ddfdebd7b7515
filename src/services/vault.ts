/**
 * @file The vault that is open in this tab.
 *
 * One per page; every other service takes it. It knows the device-wide values too (last place and persona, theme, how people are learned), because they are
 * needed before a vault is open.
 */
import { createSignal, type Accessor } from "solid-js";
import type { Care, Learned } from "~/contracts/recipe";
import { eraseDevice, whatIsLeft } from "~/storage/erase";
import { newId } from "~/storage/ids";
import { onSuperseded } from "~/storage/open";
import { openVault } from "~/storage/vault-db";
import {
  care,
  firstVault,
  lastPersona,
  learned,
  setCare,
  lastPlace,
  setLastPersona,
  setLastPlace,
  setLearned,
  setTheme,
  theme,
  type Theme,
} from "~/storage/vaults";

export interface Vault {
  readonly id: string;
  /** A newer version of Likeness took the database over in another tab: this one has to be reloaded and saves nothing. */
  readonly superseded: Accessor<boolean>;
  readonly theme: Accessor<Theme>;
  setTheme(theme: Theme): void;
  /** How people are learned here. */
  readonly care: Accessor<Care>;
  setCare(care: Care): void;
  /** What of them is learned. */
  readonly learned: Accessor<Learned>;
  setLearned(learned: Learned): void;
  /** Path where the person was, to come back to; null on the very first visit. */
  readonly lastPlace: string | null;
  rememberPlace(path: string): void;
  /** Whose turn it was; null before anybody's. They may be gone by now. */
  readonly lastPersona: string | null;
  rememberPersona(personaId: string): void;
  /** Deletes every database, cache and value of Likeness on this device; what is left, by name, for the screen to show. */
  eraseEverything(): Promise<readonly string[]>;
}

/** Opens the vault, and makes the first one where there is none. @throws Failure `storage-blocked`, `storage-unavailable` */
export async function createVault(now: number): Promise<Vault> {
  const [superseded, setSuperseded] = createSignal(false);
  let erasing = false;
  onSuperseded(() => setSuperseded(!erasing));

  const { id } = await firstVault(newId(), now);
  await openVault(id);
  const [place, persona] = [await lastPlace(), await lastPersona()];
  const [currentTheme, setCurrentTheme] = createSignal(await theme());
  const [currentCare, setCurrentCare] = createSignal(await care());
  const [currentLearned, setCurrentLearned] = createSignal(await learned());

  return {
    id,
    superseded,
    theme: currentTheme,
    setTheme(value) {
      setCurrentTheme(value);
      void setTheme(value);
    },
    care: currentCare,
    setCare(value) {
      setCurrentCare(value);
      // Where it finds no room, the next visit begins with the usual.
      void setCare(value).catch(() => undefined);
    },
    learned: currentLearned,
    setLearned(value) {
      setCurrentLearned(value);
      void setLearned(value).catch(() => undefined);
    },
    lastPlace: place ?? null,
    // Where these two find no room, the next visit begins elsewhere, and nothing is lost.
    rememberPlace: (path) => void setLastPlace(path).catch(() => undefined),
    lastPersona: persona ?? null,
    rememberPersona: (personaId) => void setLastPersona(personaId).catch(() => undefined),
    async eraseEverything() {
      erasing = true;
      await eraseDevice();
      const registrations = (await navigator.serviceWorker?.getRegistrations()) ?? [];
      for (const registration of registrations) await registration.unregister();
      return whatIsLeft();
    },
  };
}
