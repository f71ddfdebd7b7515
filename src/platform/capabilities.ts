/** @file What this browser and device offer, asked of the browser and never guessed. */

export interface Capabilities {
  /** SharedArrayBuffer, and with it WASM threads, is available. */
  readonly isolated: boolean;
  /** Cores the browser admits to. */
  readonly cores: number;
  readonly webgpu: boolean;
  readonly databases: boolean;
}

export const capabilities = (): Capabilities => ({
  isolated: globalThis.crossOriginIsolated,
  cores: navigator.hardwareConcurrency,
  webgpu: "gpu" in navigator,
  databases: "indexedDB" in globalThis,
});

/** Asks that the browser does not clear storage by itself. Ask on a click: some browsers ask the person. */
export const keepStorage = async (): Promise<boolean> =>
  (await navigator.storage.persisted()) || (await navigator.storage.persist());

export const isStorageKept = (): Promise<boolean> => navigator.storage.persisted();

/** Bytes Likeness takes on this device. The browser's `quota` is left out: Chromium reports a made-up figure. */
export const usedBytes = async (): Promise<number> => (await navigator.storage.estimate()).usage ?? 0;
