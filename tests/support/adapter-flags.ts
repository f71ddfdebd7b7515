/** @file Flags for a Chromium whose graphics adapter is the processor in disguise, so that WebGPU is tried where there is no card. */
export const softwareAdapterFlags: readonly string[] = ["--enable-unsafe-webgpu", "--use-webgpu-adapter=swiftshader"];
