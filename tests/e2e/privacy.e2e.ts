/**
 * @file Nothing leaves: every known way out is tried from the page, from each worker and from the service worker, against a host that
 * notes what reaches it.
 *
 * The same attempts with the policy off must all be noted, or the silence would prove nothing.
 */
import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { afterEach, beforeEach, describe, expect, test } from "vitest";
import { DOWNLOAD_SCRIPT, headers, headersFor } from "../../scripts/headers.mjs";
import { startHub } from "../hub/hub.ts";
import { type App, startApp } from "../support/app.ts";
import { ahead, anywhere, beyondContentPolicy, type Channel, inPages, inWorkers, webrtc } from "../support/channels.ts";
import { setTrap, type Trap } from "../support/trap.ts";

const assets = fileURLToPath(new URL("../../dist/assets", import.meta.url));

/** Time for a request to arrive that nobody awaits; the canary shows that it suffices. */
const SETTLE_MS = 1500;

/** A busy machine may be late with what gets out: the canary waits for it, at most this long. */
const PATIENCE_MS = 20_000;

/** Gives what may leave time to arrive; where something is expected to, until it has. */
async function settle(expected: readonly string[]): Promise<void> {
  const until = Date.now() + (expected.length > 0 ? PATIENCE_MS : SETTLE_MS);
  const waits = () => Date.now() < until && !(expected.length > 0 && expected.every((name) => trap.caught.has(name)));
  while (waits()) await new Promise((done) => setTimeout(done, 100));
}

/** One for each folder of workers/ that is started as one, and ONNX Runtime's, which starts itself once more for every thread. */
const WORKERS = ["download", "encode", "export", "inference", "intake", "training"].length + 1;

/** The scripts that the build starts as workers, by their address. */
function workerScripts(): string[] {
  const code = readdirSync(assets)
    .filter((name) => name.endsWith(".js"))
    .map((name) => readFileSync(`${assets}/${name}`, "utf8"));
  const found = code.flatMap((text) => [
    ...text.matchAll(/new Worker\(\s*new URL\(\s*(?:\/\*[^*]*\*\/\s*)?[`"'](\/assets\/[^`"']+\.js)/g),
  ]);
  const threads = readdirSync(assets).filter((name) => /^ort-wasm-simd-threaded-.+\.mjs$/.test(name));
  return [...new Set([...found.map(([, path = ""]) => path), ...threads.map((name) => `/assets/${name}`)])];
}

let trap: Trap;
let app: App;

beforeEach(async () => {
  trap = await setTrap();
});

afterEach(async () => {
  await app.close();
  await trap.close();
});

/** Tries each channel; a refusal is an exception or an error event, and both are as good as silence. */
async function attempt(
  scope: { evaluate(source: string): Promise<unknown> },
  channels: Readonly<Record<string, Channel>>,
): Promise<void> {
  for (const channel of Object.values(channels)) {
    const source = `(${channel.toString()})(${JSON.stringify(trap.http)})`;
    const quiet = `(async () => { try { await Promise.race([${source}, new Promise((done) => setTimeout(done, 200))]); } catch {} })()`;
    await scope.evaluate(quiet);
  }
}

async function attemptInPage(expected: readonly string[] = []): Promise<void> {
  const page = await app.openPage();
  await attempt(page, { ...anywhere, ...inPages });
  await settle(expected);
  await page.close();
}

async function attemptInWorker(script: string, expected: readonly string[] = []): Promise<void> {
  const page = await app.openPage();
  const started = page.waitForEvent("worker", (worker) => worker.url().endsWith(script));
  await page.evaluate((url) => Object.assign(globalThis, { probe: new Worker(url, { type: "module" }) }), script);
  await attempt(await started, { ...anywhere, ...inWorkers });
  await settle(expected);
  await page.close();
}

async function attemptInServiceWorker(expected: readonly string[] = []): Promise<void> {
  const page = await app.openPage();
  const started = app.context.waitForEvent("serviceworker");
  await page.evaluate(() => navigator.serviceWorker.register("/service-worker.js").then(() => navigator.serviceWorker.ready));
  await attempt(await started, anywhere);
  await settle(expected);
  await page.close();
}

/** A page that is leaving may never say how the call ended; what arrives elsewhere is what counts. */
const letGo = (call: Promise<unknown>): Promise<unknown> =>
  Promise.race([call.catch(() => "refused"), new Promise((done) => setTimeout(done, SETTLE_MS))]);

async function attemptBeyond(expected: readonly string[] = []): Promise<void> {
  for (const [name, channel] of Object.entries(beyondContentPolicy)) {
    const page = await app.openPage();
    await letGo(page.evaluate(`(${channel.toString()})(${JSON.stringify(trap.http)})`));
    await settle(expected.filter((each) => each === name));
    await letGo(page.close());
  }
  const page = await app.openPage();
  await letGo(page.evaluate(webrtc, trap.udpPort));
  await settle(expected.filter((each) => each === "webrtc"));
  await letGo(page.close());
}

const LOOKED_UP = "looked-up-ahead.invalid";

/**
 * In a browser that is set to do so, with a log of its network: what it connected to and looked up because a page hinted at it.
 *
 * @param policy instead of the app's own @returns `preconnect` where a connection arrived, `dns-prefetch` where the name is in the log
 */
async function reachedAhead(policy?: Readonly<Record<string, string>>): Promise<string[]> {
  const folder = mkdtempSync(join(tmpdir(), "likeness-netlog-"));
  const log = join(folder, "log.json");
  const predicting = await startApp({ connectsAhead: true, args: [`--log-net-log=${log}`], ...(policy && { headers: policy }) });
  const page = await predicting.openPage();
  await page.evaluate(`(${ahead.toString()})(${trap.tcpPort}, ${JSON.stringify(LOOKED_UP)})`);
  await settle(policy ? ["preconnect"] : []);
  await predicting.close();
  const lookedUp = readFileSync(log, "utf8").includes(LOOKED_UP);
  rmSync(folder, { recursive: true });
  return [...(lookedUp ? ["dns-prefetch"] : []), ...trap.caught];
}

/** Whether this browser knows Connection-Allowlist: with nothing else in force, does a request get out? */
async function enforcesAllowlist(): Promise<boolean> {
  const probe = await startApp({ headers: { "Connection-Allowlist": headers["Connection-Allowlist"] ?? "" } });
  const page = await probe.openPage("/manifest.webmanifest");
  const arrived = await page.evaluate(
    (to) =>
      fetch(to).then(
        () => true,
        () => false,
      ),
    `${trap.http}/probe`,
  );
  await probe.close();
  return !arrived;
}

const caught = () => [...trap.caught].toSorted();
const names = (...channels: Readonly<Record<string, Channel>>[]) => Object.keys(Object.assign({}, ...channels)).toSorted();

describe("with the policy", () => {
  beforeEach(async () => {
    app = await startApp();
  });

  test("nothing leaves the page", async () => {
    await attemptInPage();
    expect(caught()).toEqual([]);
  });

  test("every worker of the build is found", () => {
    expect(workerScripts()).toHaveLength(WORKERS);
  });

  test.each(workerScripts())("nothing leaves the worker %s", async (script) => {
    await attemptInWorker(script);
    expect(caught()).toEqual([]);
  });

  test("nothing leaves the service worker", async () => {
    await attemptInServiceWorker();
    expect(caught()).toEqual([]);
  });

  test("nothing leaves by navigation, a window or WebRTC where the browser enforces Connection-Allowlist", async () => {
    const enforced = await enforcesAllowlist();
    trap = await trap.close().then(setTrap);
    await attemptBeyond();
    if (enforced) expect(caught()).toEqual([]);
    else console.warn(`This browser does not enforce Connection-Allowlist; it leaves open: ${caught().join(", ")}`);
  });
});

test("where a pack lies at a hub, the download worker reaches it and whom it redirects to; nobody else does", async () => {
  const hub = await startHub();
  const file = { repository: "somebody/something", commit: "0".repeat(40), path: "model.onnx", bytes: 100, seed: 1, large: true };
  hub.add(file);
  const reached = [{ origin: hub.origin, delivery: [hub.delivery] }];
  // Without a service worker: the one of this build was made for the hubs of its own manifest.
  app = await startApp({ headers: (path) => headersFor(path, reached), serviceWorkers: "block" });
  const page = await app.openPage();
  const address = `${hub.origin}/${file.repository}/resolve/${file.commit}/${file.path}`;
  const ask = (to: string) => `fetch(${JSON.stringify(to)}).then(({ status }) => status, () => "refused")`;
  expect(await page.evaluate(ask(address))).toBe("refused");

  const reaches: string[] = [];
  for (const script of workerScripts()) {
    const started = page.waitForEvent("worker", (worker) => worker.url().endsWith(script));
    await page.evaluate((url) => void new Worker(url, { type: "module" }), script);
    const worker = await started;
    if ((await worker.evaluate(ask(address))) === 200) reaches.push(script);
    expect(await worker.evaluate(ask(trap.http))).toBe("refused");
  }
  expect(reaches).toEqual([expect.stringMatching(DOWNLOAD_SCRIPT)]);
  expect(hub.log()).toHaveLength(2);
  expect(caught()).toEqual([]);
  await hub.close();
});

test("no connection is made and no name looked up ahead, where the browser enforces Connection-Allowlist", async () => {
  app = await startApp();
  const canary = await reachedAhead({});
  expect([[], ["dns-prefetch", "preconnect"]]).toContainEqual(canary);
  if (canary.length === 0) console.warn("This browser connects to nothing ahead, whatever a page hints at.");
  const enforced = await enforcesAllowlist();
  trap = await trap.close().then(setTrap);
  const left = await reachedAhead();
  if (enforced) expect(left).toEqual([]);
  else console.warn(`This browser does not enforce Connection-Allowlist; ahead, it leaves open: ${left.join(", ")}`);
});

describe("the canary, with the policy off", () => {
  beforeEach(async () => {
    app = await startApp({ headers: {} });
  });

  test("everything leaves the page", async () => {
    const expected = names(anywhere, inPages);
    await attemptInPage(expected);
    expect(caught()).toEqual(expected);
  });

  test.each(workerScripts().slice(0, 1))("everything leaves the worker %s", async (script) => {
    const expected = names(anywhere, inWorkers);
    await attemptInWorker(script, expected);
    expect(caught()).toEqual(expected);
  });

  test("everything leaves the service worker", async () => {
    const expected = names(anywhere);
    await attemptInServiceWorker(expected);
    expect(caught()).toEqual(expected);
  });

  test("everything leaves by navigation, a window and WebRTC", async () => {
    const expected = [...names(beyondContentPolicy), "webrtc"].toSorted();
    await attemptBeyond(expected);
    expect(caught()).toEqual(expected);
  });
});
