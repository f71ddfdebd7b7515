/**
 * A real device of a real browser, lost while a picture is drawn. The browser draws with the processor here, through the same WebGPU; the
 * toy pack is small enough for that.
 */
import { afterEach, expect, test } from "vitest";
import { isFailure } from "~/contracts/failure";
import { spawn } from "~/threads/spawn";
import { softwareAdapter } from "../../tests/support/adapter.ts";
import type { LosingApi } from "../../tests/support/losing-worker";

/** Compiling a device's programs on a processor that is busy. */
const PATIENCE = { timeout: 300_000 };

/** The toy decoder's pixels are of the order of one; WebGPU and WebAssembly sum in another order, in float32 both. */
const ACROSS_BACKENDS = 1e-3;

const thread = spawn<LosingApi>(
  () => new Worker(new URL("../../tests/support/losing-worker.ts", import.meta.url), { type: "module", name: "losing" }),
);

afterEach(() => thread.end());

test(
  "a picture whose device goes is given up at once, and is the same picture in the next thread and on WebAssembly",
  PATIENCE,
  async () => {
    await softwareAdapter();
    const lost = (error: unknown): boolean => isFailure(error, "device-lost");
    const whole = await thread.call.draw("webgpu", null);

    await expect(thread.call.draw("webgpu", 2)).rejects.toSatisfy(lost);
    // ORT would block the thread for ever here.
    await expect(thread.call.draw("webgpu", null)).rejects.toSatisfy(lost);

    thread.end();
    expect(await thread.call.draw("webgpu", null)).toEqual(whole);

    thread.end();
    const onWasm = await thread.call.draw("wasm", null);
    const apart = onWasm.reduce((most, value, k) => Math.max(most, Math.abs(value - whole[k]!)), 0);
    expect(apart).toBeLessThan(ACROSS_BACKENDS);
  },
);
