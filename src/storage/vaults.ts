/**
 * @file Which vaults this device has, and what is remembered outside of them: the last place and persona, the theme, how people are learned, what the device turned out to be.
 *
 * The first vault is made silently: one person on one computer never meets the word.
 */
import { get, set, update } from "idb-keyval";
import type { DeviceVerdict } from "~/contracts/inference-api";
import { type Care, isCare, type Learned, USUAL_CARE, USUAL_LEARNED } from "~/contracts/recipe";
import type { Time } from "~/contracts/records";
import { keys } from "./keys-db.ts";
import { guarded } from "./storage-failure.ts";

export type Theme = "system" | "light" | "dark";

export interface VaultEntry {
  readonly id: string;
  readonly createdAt: Time;
}

export const listVaults = (): Promise<readonly VaultEntry[]> =>
  guarded(async () => (await get<readonly VaultEntry[]>("vaults", keys)) ?? []);

/** The vault to open: the first, made now where there is none. Two tabs starting together agree. */
export const firstVault = (id: string, createdAt: Time): Promise<VaultEntry> =>
  guarded(async () => {
    // On a full disk even a write that changes nothing is refused, and what is here can still be looked at.
    const [known] = await listVaults();
    if (known) return known;
    // One transaction reads and writes, so the second tab sees what the first has made.
    await update<readonly VaultEntry[]>("vaults", (known) => (known?.length ? known : [{ id, createdAt }]), keys);
    const [first] = await listVaults();
    return first ?? { id, createdAt };
  });

export const lastPlace = (): Promise<string | undefined> => guarded(() => get<string>("last-place", keys));
export const setLastPlace = (path: string): Promise<void> => guarded(() => set("last-place", path, keys));

export const lastPersona = (): Promise<string | undefined> => guarded(() => get<string>("last-persona", keys));
export const setLastPersona = (personaId: string): Promise<void> => guarded(() => set("last-persona", personaId, keys));

export const theme = (): Promise<Theme> => guarded(async () => (await get<Theme>("theme", keys)) ?? "system");
export const setTheme = (value: Theme): Promise<void> => guarded(() => set("theme", value, keys));

/** How whoever uses this device wants people to be learned; the usual way where that is offered no more. */
export const care = (): Promise<Care> =>
  guarded(async () => {
    const stored = await get<unknown>("care", keys);
    return isCare(stored) ? stored : USUAL_CARE;
  });
export const setCare = (value: Care): Promise<void> => guarded(() => set("care", value, keys));

/** What of people is learned here. */
export const learned = (): Promise<Learned> => guarded(async () => (await get<Learned>("learned", keys)) ?? USUAL_LEARNED);
export const setLearned = (value: Learned): Promise<void> => guarded(() => set("learned", value, keys));

/** Installing the app is offered once. */
export const wasInstallOffered = (): Promise<boolean> =>
  guarded(async () => (await get<boolean>("install-offered", keys)) ?? false);
export const setInstallOffered = (): Promise<void> => guarded(() => set("install-offered", true, keys));

export const deviceVerdict = (): Promise<DeviceVerdict | undefined> => guarded(() => get<DeviceVerdict>("device-verdict", keys));
export const setDeviceVerdict = (verdict: DeviceVerdict): Promise<void> => guarded(() => set("device-verdict", verdict, keys));
