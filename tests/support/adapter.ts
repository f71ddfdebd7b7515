/**
 * @file The graphics adapter of the tests' browser: the processor in disguise, which adapter-flags.ts asks for.
 *
 * Debian's Chromium and the npm-packaged one both bring it. Where it is missing, what depends on it was not tried, and so has failed.
 */
export async function softwareAdapter(): Promise<GPUAdapter> {
  const adapter = await navigator.gpu?.requestAdapter();
  if (!adapter) throw new Error("This browser has no WebGPU adapter, although SwiftShader was asked for: WebGPU was not tested.");
  return adapter;
}
