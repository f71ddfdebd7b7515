/**
 * @file `npm run demo`: the main job, done through the real interface of the built app on a fresh profile, with all other network cut.
 *
 *     npm run demo                        writes to out/demo
 *     npm run demo -- --out somewhere     pictures, the ZIP, a screenshot of each screen, report.json
 *
 * It prints one line. Where a stage fails it says which and what the screen said, and ends with a code that is not zero.
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { basename, join, relative, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { buildIfStale } from "../build.mjs";
import { findChromium } from "../chromium.mjs";
import { serve } from "../serve.mjs";
import { openArchive } from "./archive.mjs";
import { cutNetwork } from "./cut.mjs";
import { PATIENCE, personAt } from "./journey.mjs";

const PERSON = "Mara";
const LOOK = /** @type {const} */ ({
  hair: ["Long curls", "Red"],
  outfit: ["Leather jacket", "Black"],
  scene: ["Neon street at night"],
});
const PICTURES = 3;
const BOOK = "First portraits";

/** @typedef {{ name: string, seconds: number }} Stage */

/** @param {string} out */
async function demo(out) {
  const screens = join(out, "screens");
  rmSync(out, { recursive: true, force: true });
  for (const folder of [screens, join(out, "pictures")]) mkdirSync(folder, { recursive: true });

  await buildIfStale();
  const server = await serve();
  const cut = await cutNetwork();
  const browser = await chromium.launch({ ...(await findChromium()), proxy: cut.proxy });
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 }, acceptDownloads: true });
  /** @type {{ method: string, url: string, by: string }[]} */
  const requests = [];
  context.on("request", (request) => {
    const url = request.url();
    // What a page made itself and reads back goes over no network.
    if (!/^(blob|data):/.test(url))
      requests.push({ method: request.method(), url, by: request.serviceWorker() ? "service worker" : request.resourceType() });
  });
  context.setDefaultTimeout(PATIENCE);
  /** @type {string[]} */
  const complaints = [];
  context.on("weberror", (found) => complaints.push(found.error().stack ?? found.error().message));
  context.on("console", (message) => {
    if (message.type() === "error" || message.type() === "warning") complaints.push(`${message.type()}: ${message.text()}`);
  });
  const page = await context.newPage();

  /** @type {Stage[]} */
  const stages = [];
  let screen = 0;
  /** @param {string} name */
  const show = async (name) => {
    // As text, because it runs in the page.
    await page.waitForFunction('[...document.images].every((image) => image.complete || image.loading === "lazy")');
    await page.screenshot({ path: join(screens, `${String(++screen).padStart(2, "0")}-${name}.png`), animations: "disabled" });
  };
  /**
   * @template Result
   * @param {string} name
   * @param {() => Promise<Result>} work
   */
  const stage = async (name, work) => {
    const began = performance.now();
    try {
      return await work();
    } catch (error) {
      await show(`failed-${name.replaceAll(" ", "-")}`);
      throw new Error(`The demo stopped at "${name}": ${error instanceof Error ? error.message : String(error)}`, {
        cause: error,
      });
    } finally {
      stages.push({ name, seconds: Number(((performance.now() - began) / 1000).toFixed(1)) });
    }
  };

  const person = personAt(page);
  /** @type {string | undefined} */
  let learned;
  /** @type {string[]} */
  let likeness = [];
  /** @type {string | undefined} */
  let archive;
  /** @type {typeof requests} */
  let elsewhere = [];
  let total = 0;
  try {
    await stage("open", async () => {
      await page.goto(server.url);
      await page
        .getByRole("button", { name: `Meet ${PERSON}` })
        .first()
        .waitFor();
    });
    await show("start");

    await stage("copy the pack", async () => {
      await person.meet(PERSON);
      await show("installing");
      await person.packCopied();
    });
    await stage("inspect her drawings", async () => {
      await person.drawingsArrive();
      await show("arriving");
      await person.drawingsInspected();
    });
    await show("training");
    learned = await stage("train", () => person.trained());
    await show("trained");

    await stage("first sketch", () => person.openStudio());
    await show("studio");
    await stage("choose a look", async () => {
      for (const [layer, options] of Object.entries(LOOK)) {
        await person.openPicker(layer);
        for (const option of options) await person.pick(option);
        await show(`picker-${layer}`);
        await person.closePicker();
      }
    });
    await stage("draw", async () => {
      await person.set("Standard", PICTURES);
      await person.generate();
      await show("drawing");
      await person.drawn(PICTURES);
    });
    await show("drawn");
    likeness = await stage("keep", () => person.keepAll());
    await show("kept");
    await stage("make a lookbook", () => person.makeLookbook(BOOK, PICTURES));
    await show("lookbook");
    await stage("take away", async () => {
      const download = await person.takeAway();
      archive = join(out, download.suggestedFilename());
      await download.saveAs(archive);
      const masters = await openArchive(readFileSync(archive), PICTURES);
      for (const { path, bytes } of masters) writeFileSync(join(out, "pictures", basename(path)), bytes);
    });

    for (const name of ["Personas", "Library", "Models", "Settings"]) {
      await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name, exact: true }).click();
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await show(name.toLowerCase());
    }
  } finally {
    elsewhere = requests.filter(({ url }) => new URL(url).origin !== server.url);
    total = stages.reduce((sum, { seconds }) => sum + seconds, 0);
    const report = {
      person: PERSON,
      look: LOOK,
      seconds: Math.round(total),
      stages,
      learned,
      likeness: likeness.map((said) => ({ said, value: Number(/\d\.\d\d/.exec(said)?.[0] ?? Number.NaN) })),
      archive: archive && basename(archive),
      // What the browser itself asks for (its updates) passes no page, and is refused like anything else.
      refused: cut.asked,
      elsewhere,
      complaints,
      requests,
    };
    writeFileSync(join(out, "report.json"), `${JSON.stringify(report, null, 2)}\n`);
    await browser.close();
    await cut.close();
    await server.close();
  }
  if (elsewhere.length > 0)
    throw new Error(`The demo saw ${elsewhere.length} requests to another host; they stand in report.json.`);
  return `${PERSON} learned (${learned}), ${PICTURES} pictures kept (${likeness.join(", ")}), ${Math.round(total)} s, ${requests.length} requests, all to this computer: ${relative(process.cwd(), out) || "."}`;
}

const { values } = parseArgs({ options: { out: { type: "string", default: "out/demo" } } });
try {
  console.log(await demo(resolve(values.out)));
} catch (error) {
  console.error(error instanceof Error ? error.message : error);
  process.exitCode = 1;
}
