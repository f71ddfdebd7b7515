/**
 * @file `npm run bench:library`: how fast a library of 25,000 pictures is searched and scrolled in the built app, as one JSON object.
 *
 *     npm run bench:library                      25,000 generated rows with thumbnails
 *     npm run bench:library -- --pictures 5000   fewer
 *     npm run bench:library -- --root DIR        a build that lies elsewhere, as it is
 *
 * `queryMs` is the 95th of a hundred queries, from the input event until the grid has what was found; `queryWorstMs` the slowest, `queryCpuMs` what
 * the page's main thread has worked for one of them, its layout and painting included: on a computer that does other work as well the former
 * grow, and the latter does not. `openMs` is from opening the screen until all pictures are counted. A frame that comes later than one and a half of the screen's is dropped, and so is
 * every further one that it stands for: `droppedFrames` are those of the `frames` while the wheel turns for ten seconds, and `restDropped`
 * those while nothing happens for as long, which is what else this computer was busy with; `floorDropped` those while the wheel turns over a
 * page that is as high and paints boxes of the same size and nothing else, which is what this browser needs to scroll at all.
 * `scrollCpuShare` and `floorCpuShare` are how much of the time the main thread works meanwhile.
 */
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { findChromium } from "../chromium.mjs";
import { isMain } from "../is-main.mjs";
import { serve } from "../serve.mjs";

/** @typedef {import("playwright-core").Page} Page */

const ownBuild = fileURLToPath(new URL("../../dist", import.meta.url));
const SCROLLING_MS = 10_000;
const PEOPLE = ["Mara", "Ana", "Ben", "Eva", "Noor", "Ivo"];

const QUERIES = [
  "blazer",
  "persona:mara look:blazer stars>=4",
  "hair:curly -beach",
  "mark:keep",
  '"in a library" laughing',
  "tag:web date>=2025-06",
  "likeness>0.9 steps<20",
  "pack:atelier scene:garden",
  "nothing like this",
  "a",
];

/**
 * Rows and thumbnails written straight into the vault.
 *
 * @param {Page} page at any screen of the app; load it again afterwards
 * @param {number} count
 */
async function generate(page, count) {
  await page.evaluate(
    async ({ count, people }) => {
      const hair = [
        "a blunt black bob",
        "long curly chestnut hair",
        "short side-parted grey hair",
        "a red bun",
        "black box braids",
      ];
      const outfit = [
        "wearing a navy blazer and shirt",
        "wearing a sage linen shirt",
        "wearing a burgundy hoodie",
        "wearing scrubs",
      ];
      const scene = [
        "in a library",
        "at the beach",
        "in a garden",
        "in a dark studio",
        "on stage",
        "in a kitchen",
        "in the snow",
      ];
      const expression = ["a soft smile", "laughing", "a thoughtful look", "neutral expression"];
      const names = (await indexedDB.databases()).map(({ name }) => name ?? "");
      const vault = names.find((name) => /^likeness-(?!packs$|keys$|ledger$)/.test(name)) ?? "";
      const db = await new Promise((resolve, reject) => {
        const opening = indexedDB.open(vault);
        opening.onsuccess = () => resolve(opening.result);
        opening.onerror = () => reject(opening.error);
      });
      const thumbnails = await Promise.all(
        Array.from({ length: 24 }, async (_, i) => {
          const canvas = new OffscreenCanvas(192, 256);
          const context = /** @type {OffscreenCanvasRenderingContext2D} */ (canvas.getContext("2d"));
          const colours = context.createLinearGradient(0, 0, 192, 256);
          colours.addColorStop(0, `hsl(${i * 15} 40% 75%)`);
          colours.addColorStop(1, `hsl(${i * 15 + 40} 30% 35%)`);
          context.fillStyle = colours;
          context.fillRect(0, 0, 192, 256);
          context.fillStyle = "#e8c8a8";
          context.beginPath();
          context.ellipse(96, 110, 44, 58, 0, 0, 7);
          context.fill();
          return (await canvas.convertToBlob({ type: "image/webp" })).arrayBuffer();
        }),
      );
      /** @param {readonly string[]} list @param {number} i @param {number} step */
      const pick = (list, i, step) => list[Math.floor(i / step) % list.length];
      for (let begin = 0; begin < count; begin += 1000) {
        const writing = db.transaction(["personas", "pictures", "blobs"], "readwrite");
        if (begin === 0)
          for (const name of people) {
            const rest = { clientId: "mine", source: "cast", consent: null, activeModelId: null, createdAt: 0 };
            writing.objectStore("personas").put({ id: name.toLowerCase(), name, trigger: `user${name}`, ...rest });
          }
        for (let i = begin; i < Math.min(count, begin + 1000); i++) {
          const personaId = (people[i % people.length] ?? "").toLowerCase();
          const words = {
            hair: pick(hair, i, 1),
            outfit: pick(outfit, i, 3),
            scene: pick(scene, i, 2),
            expression: pick(expression, i, 5),
          };
          const layers = Object.entries(words).map(([kind, said]) => ({ kind, words: said, strength: 1 }));
          writing.objectStore("pictures").put({
            id: `generated${i}`,
            personaId,
            request: {
              schema: 1,
              pack: { id: "atelier", revision: "1" },
              personaId,
              model: { id: `model-${personaId}`, version: 1 + (i % 3), sha256: "a".repeat(64) },
              layers: [...layers, { kind: "light", words: "soft light from the left", strength: 1 }],
              prompt: i % 4 === 0 ? "looking out of the window" : "",
              size: { width: 384, height: 512 },
              sampler: "flow-euler",
              steps: i % 2 === 0 ? 12 : 35,
              guidance: 2,
              identityStrength: 0.95,
              pose: null,
              seeds: [i],
            },
            seed: i,
            width: 384,
            height: 512,
            likeness: 0.6 + (i % 40) / 100,
            mark: [null, "keep", "maybe", "reject"][i % 4],
            ...(i % 5 > 0 && { stars: i % 5 }),
            ...(i % 7 === 0 && { tags: ["web"] }),
            ...(i % 9 === 8 && { parentId: `generated${i - 1}` }),
            seconds: 3,
            createdAt: Date.UTC(2026, 0, 1) - i * 600_000,
          });
          const bytes = thumbnails[i % thumbnails.length];
          writing.objectStore("blobs").put({ id: `generated${i}.thumbnail`, bytes, type: "image/webp" });
        }
        await new Promise((resolve, reject) => {
          writing.oncomplete = () => resolve(undefined);
          writing.onerror = () => reject(writing.error);
        });
      }
      db.close();
    },
    { count, people: PEOPLE },
  );
}

/**
 * @param {Page} page
 * @returns {Promise<readonly number[]>} milliseconds of each query
 */
const askAll = (page) =>
  page.evaluate(async (queries) => {
    const field = /** @type {HTMLInputElement} */ (document.querySelector("input[type=search]"));
    const set = Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, "value")?.set;
    const settled = () => new Promise((resolve) => requestAnimationFrame(() => setTimeout(resolve, 30)));
    const times = [];
    for (let i = 0; i < 100; i++) {
      const began = performance.now();
      set?.call(field, queries[i % queries.length]);
      // The screen follows before the event is over.
      field.dispatchEvent(new InputEvent("input", { bubbles: true }));
      times.push(performance.now() - began);
      await settled();
    }
    set?.call(field, "");
    field.dispatchEvent(new InputEvent("input", { bubbles: true }));
    await settled();
    return times;
  }, QUERIES);

/**
 * @param {Page} page
 * @param {() => Promise<void>} work
 * @returns {Promise<{ frames: number, dropped: number, longestMs: number }>}
 */
async function framesDuring(page, work) {
  await page.evaluate(() => {
    const frames = /** @type {number[]} */ ([]);
    const watch = (/** @type {number} */ at) => {
      frames.push(at);
      if (Object.hasOwn(globalThis, "watchedFrames")) requestAnimationFrame(watch);
    };
    Object.assign(globalThis, { watchedFrames: frames });
    requestAnimationFrame(watch);
  });
  await work();
  return page.evaluate(() => {
    const frames = /** @type {{ watchedFrames: number[] }} */ (/** @type {unknown} */ (globalThis)).watchedFrames;
    Reflect.deleteProperty(globalThis, "watchedFrames");
    const gaps = frames.slice(1).map((at, i) => at - (frames[i] ?? at));
    const frame = 1000 / 60;
    const dropped = gaps.reduce((sum, gap) => sum + (gap > 1.5 * frame ? Math.round(gap / frame) - 1 : 0), 0);
    return { frames: gaps.length, dropped, longestMs: Math.round(Math.max(...gaps)) };
  });
}

/** @param {Page} page */
async function scroll(page) {
  await page.mouse.move(700, 600);
  const end = Date.now() + SCROLLING_MS;
  for (let i = 0; Date.now() < end; i++) {
    await page.mouse.wheel(0, i % 40 < 32 ? 240 : -240);
    await page.waitForTimeout(30);
  }
}

/**
 * @param {Page} page
 * @returns {Promise<() => Promise<number>>} milliseconds that the main thread has worked since it was asked last
 */
async function cpuOf(page) {
  const session = await page.context().newCDPSession(page);
  await session.send("Performance.enable", { timeDomain: "threadTicks" });
  let last = 0;
  return async () => {
    const { metrics } = await session.send("Performance.getMetrics");
    const total = 1000 * (metrics.find(({ name }) => name === "TaskDuration")?.value ?? Number.NaN);
    const since = total - last;
    last = total;
    return since;
  };
}

/**
 * In place of the app a page of the same height, painted with boxes of the grid's size.
 *
 * @param {Page} page
 */
const empty = (page) =>
  page.evaluate(() => {
    const floor = document.createElement("div");
    floor.style.height = `${document.body.scrollHeight}px`;
    floor.style.margin = "6rem";
    floor.style.background = "repeating-linear-gradient(transparent 0 3.5rem, #998877 3.5rem 20rem)";
    document.body.replaceChildren(floor);
    scrollTo(0, 0);
  });

/** @param {readonly number[]} times @param {number} share */
const percentile = (times, share) => times.toSorted((a, b) => a - b)[Math.ceil(share * times.length) - 1] ?? Number.NaN;
const rounded = (/** @type {number} */ value) => Math.round(10 * value) / 10;

/**
 * @param {{ root?: string, pictures?: number }} [options]
 * @returns {Promise<{ pictures: number, openMs: number, queryMs: number, queryWorstMs: number, queryCpuMs: number, droppedFrames: number, frames: number, longestFrameMs: number, restDropped: number, floorDropped: number, scrollCpuShare: number, floorCpuShare: number }>}
 */
export async function measureLibrary({ root = ownBuild, pictures = 25_000 } = {}) {
  const server = await serve({ root });
  const browser = await chromium.launch(await findChromium());
  try {
    const page = await (await browser.newContext({ viewport: { width: 1440, height: 900 } })).newPage();
    page.setDefaultTimeout(120_000);
    await page.goto(`${server.url}/settings`);
    await page.getByRole("heading", { level: 1 }).waitFor();
    await generate(page, pictures);
    const began = Date.now();
    await page.goto(`${server.url}/library`);
    await page.getByText(`${pictures.toLocaleString("en")} pictures`).waitFor();
    const openMs = Date.now() - began;
    // What is prepared for searching is prepared while nobody does anything.
    await page.waitForTimeout(3000);
    const rest = await framesDuring(page, () => page.waitForTimeout(SCROLLING_MS));
    const cpu = await cpuOf(page);
    await cpu();
    const scrolled = await framesDuring(page, () => scroll(page));
    const scrollCpu = await cpu();
    await page.evaluate(() => scrollTo(0, 0));
    await page.waitForTimeout(500);
    await cpu();
    const times = await askAll(page);
    const queryCpu = await cpu();
    await empty(page);
    await page.waitForTimeout(500);
    await cpu();
    const floor = await framesDuring(page, () => scroll(page));
    const floorCpu = await cpu();
    return {
      pictures,
      openMs,
      queryMs: rounded(percentile(times, 0.95)),
      queryWorstMs: rounded(Math.max(...times)),
      queryCpuMs: rounded(queryCpu / times.length),
      droppedFrames: scrolled.dropped,
      frames: scrolled.frames,
      longestFrameMs: scrolled.longestMs,
      restDropped: rest.dropped,
      floorDropped: floor.dropped,
      scrollCpuShare: Math.round((100 * scrollCpu) / SCROLLING_MS) / 100,
      floorCpuShare: Math.round((100 * floorCpu) / SCROLLING_MS) / 100,
    };
  } finally {
    await browser.close();
    await server.close();
  }
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({ options: { pictures: { type: "string", default: "25000" }, root: { type: "string" } } });
  const root = values.root === undefined ? {} : { root: values.root };
  console.log(JSON.stringify(await measureLibrary({ pictures: Number(values.pictures), ...root }), null, 2));
}
