/**
 * @file Three kinds of test, one after another: pure code in Node, code that needs a browser in one, and the built app from outside.
 *
 *     *.test.ts              unit, in Node
 *     *.browser.test.ts(x)   in Chromium, isolated as the app is
 *     tests/e2e/*.e2e.ts     the built app, driven through playwright-core
 */
import { fileURLToPath } from "node:url";
import { playwright } from "@vitest/browser-playwright";
import solid from "vite-plugin-solid";
import { defineConfig } from "vitest/config";
import { findChromium } from "./scripts/chromium.mjs";
import { devHeaders } from "./scripts/headers.mjs";
import { hubDesk } from "./tests/hub/desk.ts";
import { softwareAdapterFlags } from "./tests/support/adapter-flags.ts";
import { fixtureServer } from "./tests/support/fixture-server.ts";

const alias = { "~": fileURLToPath(new URL("src", import.meta.url)), "onnxruntime-web/webgpu": "onnxruntime-web/wasm" };
const inBrowser = ["src/**/*.browser.test.{ts,tsx}", "workers/**/*.browser.test.ts"];
/** How long what is asked for again and again may be on its way: the runner's own second is short on a busy computer. */
const patient = { poll: { timeout: 60_000 } };
const isolation = ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy"];

export default defineConfig(async () => {
  const { executablePath, args, env } = await findChromium();
  return {
    test: {
      projects: [
        {
          resolve: { alias },
          test: {
            name: "unit",
            // The first run of a WebAssembly runtime on a busy computer takes seconds.
            testTimeout: 60_000,
            environment: "node",
            include: ["src/**/*.test.ts", "workers/**/*.test.ts", "scripts/**/*.test.ts"],
            exclude: inBrowser,
            sequence: { groupOrder: 0 },
          },
        },
        {
          plugins: [solid(), fixtureServer(), hubDesk()],
          resolve: { alias, conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"] },
          worker: { format: "es" as const },
          // Found late, in a worker, they would reload the page in the middle of a test.
          optimizeDeps: {
            include: [
              "@bufbuild/protobuf",
              "@bufbuild/protobuf/codegenv2",
              "comlink",
              "dexie",
              "hash-wasm",
              "@xenova/transformers",
              "onnxruntime-web/wasm",
              "onnxruntime-web/jspi",
            ],
          },
          server: { headers: Object.fromEntries(isolation.map((name) => [name, devHeaders[name] ?? ""])) },
          test: {
            name: "browser",
            include: inBrowser,
            testTimeout: 150_000,
            expect: patient,
            fileParallelism: false,
            sequence: { groupOrder: 1 },
            browser: {
              enabled: true,
              headless: true,
              screenshotFailures: false,
              provider: playwright({ launchOptions: { executablePath, args: [...args, ...softwareAdapterFlags], env } }),
              instances: [{ browser: "chromium" as const }],
            },
          },
        },
        {
          resolve: { alias },
          test: {
            name: "e2e",
            environment: "node",
            include: ["tests/e2e/*.e2e.ts"],
            testTimeout: 180_000,
            expect: patient,
            hookTimeout: 120_000,
            fileParallelism: false,
            sequence: { groupOrder: 2 },
          },
        },
      ],
    },
  };
});
