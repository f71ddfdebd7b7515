/**
 * @file `npm run bench`: how fast the built app draws on this computer, as one JSON object.
 *
 *     npm run bench                     30 pictures at Standard, after a sample person was met through the real screens
 *     npm run bench -- --pictures 6     fewer; `after30` is then null
 *     npm run bench -- --root DIR       a build that lies elsewhere, as it is
 *
 * Times of pictures are the worker's own; the first picture is what a person waits from the press of Generate in a fresh tab. Memory
 * is the most that the tab's process has held, from Linux's own count; null elsewhere.
 *
 * A picture's time is from its noise until its file, its thumbnail and its row are in storage. Its bare runs are all that ONNX Runtime
 * evaluates in between: the denoiser's steps, the decoder, the detector at its two scales, the embedder on the face and on its mirror image.
 * The shoot's words are encoded once, before. `pictureOverBareRuns` is the median over pictures of the one over the other, both from the
 * same seconds: on a computer that does other work as well each of them grows, and their ratio far less.
 */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../chromium.mjs";
import { PATIENCE, personAt } from "../demo/journey.mjs";
import { serve } from "../serve.mjs";
import { shellGzipBytes } from "../size.mjs";
import { drawn, median } from "./timeline.mjs";

/** @typedef {import("playwright-core").Page} Page */

const ownBuild = fileURLToPath(new URL("../../dist", import.meta.url));
const PER_SHOOT = 3;
const SKETCHES = 5;

/** @param {Page} page */
async function inferenceWorker(page) {
  for (const worker of page.workers()) if (String(await worker.evaluate("self.name")).startsWith("inference")) return worker;
  throw new Error("the inference worker is not there");
}

/**
 * Every measure since this was first asked. They are collected in the worker as they come, because it forgets a job's with the next job,
 * and a tile drawn in the background is one too.
 *
 * @param {Page} page
 * @returns {Promise<readonly import("./timeline.mjs").Measure[]>}
 */
const timelineOf = async (page) =>
  (await inferenceWorker(page)).evaluate(`(() => {
    const { observer, measures } = (globalThis.watched ??= (() => {
      const measures = [];
      const observer = new PerformanceObserver((list) => measures.push(...list.getEntries()));
      observer.observe({ type: "measure", buffered: true });
      return { observer, measures };
    })());
    measures.push(...observer.takeRecords());
    return measures.map(({ name, startTime, duration }) => ({ name, startTime, duration }));
  })()`);

/** @param {Page} page @returns {Promise<{ backend: string, threads: number }>} */
const verdictOf = async (page) =>
  (await inferenceWorker(page)).evaluate(() => {
    const [mark] = performance.getEntriesByName("backend");
    return /** @type {{ detail: { backend: string, threads: number } }} */ (/** @type {unknown} */ (mark)).detail;
  });

/**
 * The most that each process of a tab has held so far.
 *
 * @param {Page} page
 * @returns {Promise<Map<number, number>>} MiB by process; empty where the system does not say
 */
async function peaks(page) {
  const session = await page.context().browser()?.newBrowserCDPSession();
  const answer = await session?.send("SystemInfo.getProcessInfo");
  const found = new Map();
  for (const { id } of (answer?.processInfo ?? []).filter(({ type }) => type === "renderer"))
    try {
      const [, kB] = /VmHWM:\s+(\d+) kB/.exec(readFileSync(`/proc/${id}/status`, "utf8")) ?? [];
      if (kB) found.set(id, Math.round(Number(kB) / 1024));
    } catch {
      // Not Linux, or the process has just ended: it then has no peak to report.
    }
  return found;
}

/** Tasks of the window longer than 50 ms, from here on. As text, because it runs in the page. @param {Page} page */
const watchBlocks = (page) =>
  page.evaluate(`globalThis.blocks = [];
    new PerformanceObserver((list) => blocks.push(...list.getEntries().map(({ duration }) => duration))).observe({ type: "longtask" });`);

/** @param {Page} page @returns {Promise<number>} */
const longestBlock = (page) => page.evaluate("Math.max(0, ...blocks)");

/** Another look, again and again; each is sketched by itself. @param {Page} page @returns {Promise<number[]>} milliseconds of each */
async function sketchTimes(page) {
  const times = /** @type {number[]} */ ([]);
  let last = Math.max(-1, ...(await timelineOf(page)).filter(({ name }) => name === "sketch").map(({ startTime }) => startTime));
  while (times.length < SKETCHES) {
    await page.getByRole("button", { name: "Surprise me" }).click();
    const given = performance.now();
    for (let waiting = true; waiting; await page.waitForTimeout(100)) {
      if (performance.now() - given > PATIENCE) throw new Error("no sketch came");
      const sketch = (await timelineOf(page)).find(({ name, startTime }) => name === "sketch" && startTime > last);
      if (sketch === undefined) continue;
      times.push(sketch.duration);
      last = sketch.startTime;
      waiting = false;
    }
  }
  return times;
}

const { values } = parseArgs({
  options: { pictures: { type: "string", default: "30" }, root: { type: "string", default: ownBuild } },
});
const wanted = Number(values.pictures);
const root = values.root;
/** @type {import("../../src/contracts/manifest.ts").Manifest} */
const { packs } = JSON.parse(readFileSync(new URL("../../models-manifest.json", import.meta.url), "utf8"));
const [pack] = packs;
if (!pack) throw new Error("the manifest has no pack");

// In a process of its own: the build talks on standard output, which is for the one object.
const build = `await (await import(${JSON.stringify(new URL("../build.mjs", import.meta.url).href)})).buildIfStale();`;
if (root === ownBuild) execFileSync(process.execPath, ["--input-type=module", "-e", build], { stdio: ["ignore", 2, 2] });
const server = await serve({ root });
const browser = await chromium.launch(await findChromium());
try {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const opened = performance.now();
  await page.goto(server.url);
  await page
    .getByRole("button", { name: /^Meet Mara/ })
    .first()
    .waitFor();
  const coldStartMs = performance.now() - opened;

  const person = personAt(page);
  await person.meet("Mara");
  await person.trained();
  await person.openStudio();
  await person.set("Standard", PER_SHOOT);

  await page.reload();
  await page.getByRole("button", { name: /^Generate/ }).waitFor();
  await watchBlocks(page);

  /** @type {readonly { ms: number, bareMs: number }[]} */
  let pictures = [];
  let firstPictureMs = 0;
  /** @type {Map<number, number>} */
  let early = new Map();
  /** @type {Map<number, number>} */
  const most = new Map();
  while (pictures.length < wanted) {
    const pressed = performance.now();
    await person.generate();
    if (pictures.length === 0) {
      await page.getByRole("list", { name: "Pictures of this shoot" }).getByRole("button").first().waitFor({ timeout: PATIENCE });
      firstPictureMs = performance.now() - pressed;
      await timelineOf(page);
      early = await peaks(page);
    }
    await person.drawn(PER_SHOOT);
    pictures = drawn(await timelineOf(page), "picture");
    // Chromium itself sets the system's count back from time to time.
    for (const [id, peak] of await peaks(page)) most.set(id, Math.max(peak, most.get(id) ?? early.get(id) ?? 0));
  }
  // The tab from before the reload may have been a process of its own; the one that drew holds the most in the end.
  const [drawing] = [...most].toSorted(([, a], [, b]) => b - a);
  const after1 = (drawing && early.get(drawing[0])) ?? null;
  const after30 = (pictures.length >= 30 && drawing?.[1]) || null;
  const block = await longestBlock(page);
  const sketches = await sketchTimes(page);
  const warm = pictures.slice(1);
  console.log(
    JSON.stringify(
      {
        coldStartMs: Math.round(coldStartMs),
        firstPictureMs: Math.round(firstPictureMs),
        pictureMs: Math.round(median(warm.map(({ ms }) => ms))),
        sketchMs: Math.round(median(sketches)),
        pictureOverBareRuns: Number(median(warm.map(({ ms, bareMs }) => ms / bareMs)).toFixed(3)),
        longestMainThreadBlockMs: Math.round(block),
        peakMemoryMiB: { after1, after30 },
        shellGzipBytes: shellGzipBytes(root),
        ...(await verdictOf(page)),
        pack: `${pack.id} ${pack.revision}`,
        pictures: pictures.length,
      },
      null,
      2,
    ),
  );
} finally {
  await browser.close();
  await server.close();
}
