/**
 * @file The store of packs in a browser of its own, for the benchmarks: a page whose worker (tests/hub/store-worker.ts) installs, reads and
 * runs packs that no manifest names.
 *
 * The page asks the server what to do, and says what came of it. Nobody looks into the browser: one that is driven by a debugger keeps a copy
 * of every answer of the network for it, up to 200 MB in the worker's own process.
 */
import { spawn } from "node:child_process";
import { once } from "node:events";
import { json } from "node:stream/consumers";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { createServer, runnerImport } from "vite";
import { findChromium } from "../chromium.mjs";
import { headers } from "../headers.mjs";

const root = fileURLToPath(new URL("../..", import.meta.url));
const alias = { "~": join(root, "src"), "onnxruntime-web/webgpu": "onnxruntime-web/wasm" };
const FLAGS = ["--headless=new", "--no-first-run", "--no-default-browser-check", "--disable-background-networking"];

/** A module of the project, from Node. @param {string} path @returns {Promise<any>} */
export const load = async (path) =>
  (await runnerImport(join(root, path), { configFile: false, logLevel: "error", resolve: { alias } })).module;

const isolating = Object.fromEntries(
  ["Cross-Origin-Opener-Policy", "Cross-Origin-Embedder-Policy", "Cross-Origin-Resource-Policy"].map((name) => [
    name,
    headers[name] ?? "",
  ]),
);

/** @param {string} worker */
const page = (worker) => `<!doctype html><link rel="icon" href="data:," /><script type="module">
  const store = new Worker("${worker}", { type: "module" });
  const answerTo = (question) =>
    new Promise((resolve) => {
      store.onerror = (event) => resolve({ failure: event.message });
      store.onmessage = ({ data }) => resolve(data);
      store.postMessage(question);
    });
  for (;;) {
    const question = await (await fetch("question")).json();
    await fetch("answer", { method: "POST", body: JSON.stringify(await answerTo(question)) });
  }
</script>`;

/** What one page is asked, and answers. */
class Desk {
  /** @type {() => void} */
  #open = () => undefined;
  /** Fulfils when the page first asks. @type {Promise<void>} */
  opened = new Promise((resolve) => (this.#open = resolve));
  /** @type {((question: unknown[]) => void)[]} */
  #asking = [];
  /** @type {unknown[][]} */
  #questions = [];
  /** @type {{ resolve(answer: any): void, reject(error: Error): void }[]} */
  #waiting = [];

  /** @param {...unknown} question @returns {Promise<any>} */
  ask(...question) {
    const asking = this.#asking.shift();
    if (asking) asking(question);
    else this.#questions.push(question);
    return new Promise((resolve, reject) => this.#waiting.push({ resolve, reject }));
  }

  /** @returns {Promise<unknown[]>} */
  question() {
    this.#open();
    const next = this.#questions.shift();
    return next ? Promise.resolve(next) : new Promise((resolve) => this.#asking.push(resolve));
  }

  /** @param {{ answer: unknown } | { failure: string }} said */
  hear(said) {
    const waiting = this.#waiting.shift();
    if ("failure" in said) waiting?.reject(new Error(said.failure));
    else waiting?.resolve(said.answer);
  }

  /** The browser has ended. */
  end() {
    for (const { reject } of this.#waiting.splice(0)) reject(new Error("the browser ended"));
  }
}

/**
 * The desks of all pages: `/store/N/` is a page, and the two addresses below it are where it asks and answers.
 *
 * @param {string} worker @param {Map<string, Desk>} desks
 * @returns {import("vite").Plugin}
 */
const served = (worker, desks) => ({
  name: "store-desk",
  configureServer(server) {
    server.middlewares.use((request, response, next) => {
      const [, name = "", verb] = /^\/store\/(\d+)\/(|question|answer)$/.exec(request.url ?? "") ?? [];
      const desk = desks.get(name);
      if (!desk) return next();
      for (const [header, value] of Object.entries(isolating)) response.setHeader(header, value);
      if (verb === "") return response.setHeader("Content-Type", "text/html").end(page(worker));
      if (verb === "question") return void desk.question().then((question) => response.end(JSON.stringify(question)));
      void json(request).then((said) => {
        desk.hear(/** @type {any} */ (said));
        response.end();
      });
    });
  },
});

/** A browser with the page in it. @param {string} url @param {string} profile @param {Desk} desk */
async function openAt(url, profile, desk) {
  const { executablePath, args, env } = await findChromium();
  const browser = spawn(executablePath, [...args, ...FLAGS, `--user-data-dir=${profile}`, url], { env, stdio: "ignore" });
  const ended = once(browser, "exit").finally(() => desk.end());
  await Promise.race([desk.opened, ended.then(() => Promise.reject(new Error("the browser did not start")))]);
  return {
    ask: desk.ask.bind(desk),
    pid: browser.pid ?? 0,
    /** @param {NodeJS.Signals} [signal] */
    async close(signal = "SIGTERM") {
      browser.kill(signal);
      await ended;
    },
  };
}

/** Serves the worker. Whoever starts it closes it. @param {string} [worker] from the root */
export async function startStore(worker = "/tests/hub/store-worker.ts") {
  /** @type {Map<string, Desk>} */
  const desks = new Map();
  const server = await createServer({
    root,
    configFile: false,
    logLevel: "error",
    cacheDir: join(root, "node_modules/.vite-bench"),
    resolve: { alias, conditions: ["onnxruntime-web-use-extern-wasm", "module", "browser", "development|production"] },
    optimizeDeps: { include: ["comlink", "dexie", "hash-wasm", "onnxruntime-web/wasm", "onnxruntime-web/jspi"] },
    plugins: [served(worker, desks)],
    worker: { format: "es" },
    server: { port: 0, host: "127.0.0.1", hmr: false, watch: null, headers: isolating },
  });
  await server.listen();
  const url = server.resolvedUrls?.local[0] ?? "";
  return {
    open(/** @type {string} */ profile) {
      const desk = new Desk();
      desks.set(String(desks.size), desk);
      return openAt(`${url}store/${desks.size - 1}/`, profile, desk);
    },
    close: () => server.close(),
  };
}
