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

/** Bytes Likeness takes on this device. The browser's `quota` is left out: Chromium reports a made-up figure. */
export const usedBytes = async (): Promise<number> => (await navigator.storage.estimate()).usage ?? 0;
