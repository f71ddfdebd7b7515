/**
 * @file `npm run bench:packs`: what the store of packs costs over the bare network and the bare runtime, as one JSON object.
 *
 *     npm run bench:packs                                128 MiB from a stand-in of the hub that sends 25 MB a second
 *     npm run bench:packs -- --quick                     32 MiB at 8 MB a second, one session: for a busy computer
 *     npm run bench:packs -- --bytes 2147483648          a pack of 2 GiB
 *     npm run bench:packs -- --rate 12500000             a slower line; 0 is one without a limit
 *     npm run bench:packs -- --part 16777216             other parts than the app's
 *
 * `goodputRatio` is the time of one plain fetch of the same bytes, read and let go, over that of installing them. `installPeakMiB` is how much
 * more memory all processes of the browser hold together at most while it installs than before, by Linux's count; null elsewhere.
 * `sessionFromPartsRatio` is the time until ONNX Runtime has a session of Atelier's denoiser from stored parts over that from bytes in memory.
 * `bytesRefetchedAfterKill` is what the hub sent in all, over the pack's bytes, when the browser was killed in the middle; bytes that were
 * under way in sockets count.
 */
import { mkdtempSync, readdirSync, readFileSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { createServer, runnerImport } from "vite";
import { findChromium } from "../chromium.mjs";
import { headers } from "../headers.mjs";
import { median } from "./timeline.mjs";

/** @typedef {import("playwright-core").Page} Page */

const MiB = 2 ** 20;
const IN_FLIGHT = 4;

const { values } = parseArgs({
  options: {
    bytes: { type: "string" },
    rate: { type: "string" },
    part: { type: "string", default: String(8 * MiB) },
    quick: { type: "boolean", default: false },
  },
});
const usual = values.quick ? { bytes: 32 * MiB, rate: 8e6, sessions: 1 } : { bytes: 128 * MiB, rate: 25e6, sessions: 5 };
const bytes = Number(values.bytes ?? usual.bytes);
const rate = Number(values.rate ?? usual.rate) || Infinity;
const partBytes = Number(values.part);
const root = fileURLToPath(new URL("../..", import.meta.url));
const alias = { "~": join(root, "src"), "onnxruntime-web/webgpu": "onnxruntime-web/wasm" };

/** @param {string} path @returns {Promise<any>} */
const load = async (path) =>
  (await runnerImport(join(root, path), { configFile: false, logLevel: "error", resolve: { alias } })).module;

const { startHub } = await load("tests/hub/hub.ts");
const { sha256Of } = await load("tests/hub/contents.ts");

const REPOSITORY = "somebody/something";
const COMMIT = "0".repeat(40);
const PATH = "unet/model.onnx_data";

/** @param {string} origin */
const packAt = (origin) => ({
  id: "bench",
  revision: "1",
  base: "",
  source: { origin, repository: REPOSITORY, commit: COMMIT },
  files: [{ path: PATH, bytes, sha256: sha256Of(1, 0, bytes) }],
  graphs: {},
});

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

/** A page with the store in a worker of its own. @param {string} profile */
async function open(profile) {
  const found = await findChromium();
  const context = await chromium.launchPersistentContext(profile, found);
  const page = await context.newPage();
  await page.goto(`${url}icons/likeness.svg`);
  await page.evaluate(`globalThis.store = new Worker("/tests/hub/store-worker.ts", { type: "module" });
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

/** @param {{ ask: (...question: unknown[]) => Promise<any>, pid: number }} at @param {unknown} pack */
async function installWatched({ ask, pid }, pack) {
  const before = memoryMiB(pid);
  let peak = before ?? 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryMiB(pid) ?? 0)), 500);
  const ms = await ask("install", pack, partBytes).finally(() => clearInterval(watch));
  return { ms, peakMiB: before === undefined ? null : Math.round(peak - before) };
}

const hub = await startHub({ bytesPerSecond: rate });
hub.add({ repository: REPOSITORY, commit: COMMIT, path: PATH, bytes, seed: 1, large: true });
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
const profiles = [0, 1].map(() => mkdtempSync(join(tmpdir(), "likeness-bench-")));
try {
  const pack = packAt(hub.origin);
  const [first] = JSON.parse(readFileSync(join(root, "models-manifest.json"), "utf8")).packs;
  const at = await open(profiles[0] ?? "");
  console.error("plain fetch");
  // The first question loads the worker's modules.
  await at.ask("stored");
  const address = `${hub.origin}/${REPOSITORY}/resolve/${COMMIT}/${PATH}`;
  const plainMs = [await at.ask("plain", address)];
  console.error("install");
  const { ms, peakMiB } = await installWatched(at, pack);
  plainMs.push(await at.ask("plain", address));
  const readMs = await at.ask("read", pack).catch(() => null);
  await at.ask("remove", pack.id);
  console.error("sessions");
  await at.ask("install", first, partBytes);
  const pairs = await at.ask("session", first, first.graphs.denoiser.file, usual.sessions);
  await at.context.close();

  console.error("kill");
  const before = hub.sent();
  const doomed = await open(profiles[1] ?? "");
  const dying = doomed.ask("install", pack, partBytes).catch(() => undefined);
  while (hub.sent() - before < 0.4 * bytes) await new Promise((done) => setTimeout(done, 20));
  process.kill(doomed.pid, "SIGKILL");
  await dying;
  await doomed.context.close().catch(() => undefined);
  const next = await open(profiles[1] ?? "");
  const kept = (await next.ask("stored")).bytes;
  await next.ask("install", pack, partBytes);
  await next.context.close();

  const plain = Math.min(...plainMs);
  console.log(
    JSON.stringify(
      {
        bytes,
        partBytes,
        bytesPerSecond: Number.isFinite(rate) ? rate : null,
        plainMs: Math.round(plain),
        installMs: Math.round(ms),
        goodputRatio: plain / ms,
        installPeakMiB: peakMiB,
        readMs: readMs === null ? null : Math.round(readMs),
        sessionFromPartsRatio: median(
          pairs.map((/** @type {{ parts: number, plain: number }} */ each) => each.parts / each.plain),
        ),
        keptByKillBytes: kept,
        bytesRefetchedAfterKill: hub.sent() - before - bytes,
        bytesInFlight: IN_FLIGHT * partBytes,
      },
      null,
      2,
    ),
  );
} finally {
  await server.close();
  await hub.close();
  for (const profile of profiles) rmSync(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
}
