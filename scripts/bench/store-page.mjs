/**
 * @file The store of packs in a browser of its own, for the benchmarks: a page whose worker (tests/hub/store-worker.ts) installs, reads and
 * runs packs that no manifest names, and how much memory that browser holds.
 */
import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { chromium } from "playwright-core";
import { createServer, runnerImport } from "vite";
import { findChromium } from "../chromium.mjs";
import { headers } from "../headers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const alias = { "~": join(root, "src"), "onnxruntime-web/webgpu": "onnxruntime-web/wasm" };

/** A module of the project, from Node. @param {string} path @returns {Promise<any>} */
export const load = async (path) =>
  (await runnerImport(join(root, path), { configFile: false, logLevel: "error", resolve: { alias } })).module;

/** What every process of this browser holds that is no file's: its own memory, and what it shares. @param {number} browser */
function memoryMiB(browser) {
  const statuses = new Map(
    listOr("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), readOr(`/proc/${name}/status`)]),
  );
  /** @param {string} name @param {string} status */
  const field = (name, status) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  const isOurs = (/** @type {number} */ id) => {
    for (let at = id; at > 1; at = field("PPid", statuses.get(at) ?? "")) if (at === browser) return true;
    return false;
  };
  const ours = [...statuses].filter(([id]) => isOurs(id));
  if (ours.length === 0) return undefined;
  return ours.reduce((sum, [, status]) => sum + field("RssAnon", status) + field("RssShmem", status), 0) / 1024;
}

/** A process may end while it is read, and not every system has these files. @param {string} path */
const readOr = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};
const listOr = (/** @type {string} */ path) => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};

/** A page with a worker of its own. @param {string} url @param {string} profile @param {string} worker */
async function openAt(url, profile, worker) {
  const found = await findChromium();
  const context = await chromium.launchPersistentContext(profile, found);
  const page = await context.newPage();
  await page.goto(`${url}icons/likeness.svg`);
  await page.evaluate(`globalThis.store = new Worker("${worker}", { type: "module" });
    globalThis.ask = (...question) => new Promise((resolve, reject) => {
      store.onerror = (event) => reject(new Error(event.message));
      store.onmessage = ({ data }) => ("failure" in data ? reject(new Error(data.failure)) : resolve(data.answer));
      store.postMessage(question);
    });`);
  const session = await page.context().newCDPSession(page);
  const { processInfo } = await (await browserSession(context, session)).send("SystemInfo.getProcessInfo");
  const pid = processInfo.find((/** @type {{ type: string }} */ { type }) => type === "browser")?.id ?? 0;
  /** @param {...unknown} question @returns {Promise<any>} */
  const ask = (...question) => page.evaluate((words) => /** @type {any} */ (globalThis).ask(...words), question);
  return { context, ask, pid };
}

/** @param {import("playwright-core").BrowserContext} context @param {import("playwright-core").CDPSession} session */
const browserSession = async (context, session) => (await context.browser()?.newBrowserCDPSession()) ?? session;

/**
 * How much more memory the browser holds at most while something is done than before; null where the system does not say.
 *
 * @template Value
 * @param {number} pid @param {() => Promise<Value>} work
 * @returns {Promise<{ value: Value, peakMiB: number | null }>}
 */
export async function watched(pid, work) {
  const before = memoryMiB(pid);
  let peak = before ?? 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryMiB(pid) ?? 0)), 500);
  const value = await work().finally(() => clearInterval(watch));
  return { value, peakMiB: before === undefined ? null : Math.round(peak - before) };
}

/** Serves the worker. Whoever starts it closes it. @param {string} [worker] from the root */
export async function startStore(worker = "/tests/hub/store-worker.ts") {
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    cacheDir: join(root, "node_modules/.vite-bench"),
    resolve: { alias, conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"] },
    optimizeDeps: { include: ["comlink", "dexie", "hash-wasm", "onnxruntime-web/wasm", "onnxruntime-web/jspi"] },
    worker: { format: "es" },
    server: {
      port: 0,
      host: "127.0.0.1",
      hmr: false,
      watch: null,
      headers: Object.fromEntries(
        ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy"].map((name) => [
          name,
          headers[name] ?? "",
        ]),
      ),
    },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0] ?? "";
  return { open: (/** @type {string} */ profile) => openAt(url, profile, worker), close: () => server.close() };
}
