/** @file What this browser and device offer, asked of the browser and never guessed. */

export interface Capabilities {
  /** SharedArrayBuffer, and with it WASM threads, is available. */
  readonly isolated: boolean;
  /** Cores the browser admits to. */
  readonly cores: number;
  readonly webgpu: boolean;
  readonly databases: boolean;
  /** Bytes, rounded down to a power of two and never more than the browser cares to say; undefined where it says nothing. */
  readonly memory: number | undefined;
}

export const capabilities = (): Capabilities => ({
  isolated: globalThis.crossOriginIsolated,
  cores: navigator.hardwareConcurrency,
  webgpu: "gpu" in navigator,
  databases: "indexedDB" in globalThis,
  memory: "deviceMemory" in navigator ? Number(navigator.deviceMemory) * 2 ** 30 : undefined,
});

/** Asks that the browser does not clear storage by itself. Ask on a click: some browsers ask the person. */
export const keepStorage = async (): Promise<boolean> =>
  (await navigator.storage.persisted()) || (await navigator.storage.persist());

export const isStorageKept = (): Promise<boolean> => navigator.storage.persisted();

/** Bytes that are left, as the browser says; it rounds, and Chromium makes the figure up where much is left. */
export const saidFreeBytes = async (): Promise<number | undefined> => {
  const { quota, usage } = await navigator.storage.estimate();
  return quota === undefined ? undefined : Math.max(0, quota - (usage ?? 0));
};

/** Bytes Likeness takes on this device. The browser's `quota` is left out: Chromium reports a made-up figure. */
export const usedBytes = async (): Promise<number> => (await navigator.storage.estimate()).usage ?? 0;
