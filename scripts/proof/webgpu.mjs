/**
 * @file `npm run proof:webgpu`: every stand-in of a photographic pack walked by every scheduler that it offers, on WebGPU, step by step against
 * diffusers. The adapter is a processor that poses as a graphics card, so this takes minutes, most of them compiling.
 *
 *     npm run proof:webgpu                  all of them
 *     npm run proof:webgpu -- lcm,sdxs      some
 */
import { spawnSync } from "node:child_process";
import { createRequire } from "node:module";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { findChromium } from "../chromium.mjs";

const [names = "sdxs,lcm,sd-turbo,sd15"] = process.argv.slice(2);
const { executablePath, env } = await findChromium();
const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
const file = "workers/inference/standins-on-webgpu.browser.test.ts";
const { status } = spawnSync(process.execPath, [vitest, "run", "--project", "browser", "--reporter=verbose", file], {
  cwd: fileURLToPath(new URL("../..", import.meta.url)),
  env: { ...process.env, ...env, CHROME_PATH: executablePath, VITE_STANDINS: names },
  stdio: "inherit",
});
process.exitCode = status ?? 1;
