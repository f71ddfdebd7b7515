/**
 * @file `npm run gallery`: every verb of the editor, before and after, through the real interface of the built app.
 *
 *     npm run gallery                      writes to docs/gallery
 *     npm run gallery -- --out somewhere
 *     npm run gallery -- --steps 12        the sample person is learned in so many steps instead of as usual
 *     npm run gallery -- --root somewhere  another build than dist/
 */
import { mkdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { join, resolve } from "node:path";
import { parseArgs } from "node:util";
import { chromium } from "playwright-core";
import { buildIfStale } from "../build.mjs";
import { findChromium } from "../chromium.mjs";
import { PATIENCE, personAt } from "../demo/journey.mjs";
import { serve } from "../serve.mjs";
import { latestPicture, learnIn, pictureAfter, smallPicture } from "./page.mjs";
import { readMe } from "./read-me.mjs";
import { STEPS, VARY } from "./steps.mjs";

const PERSON = "Mara";
/** A drawing that was not made here, for what comes in as a file. */
const FILE = "public/samples/mara/04.webp";

/** @typedef {{ name: string, title: string, asked: string, before: string, after: string, likeness: readonly [number | null, number | null], seconds: number }} Entry */

/** @param {{ out: string, root: string | undefined, steps: number | undefined }} how */
async function gallery({ out, root, steps }) {
  rmSync(out, { recursive: true, force: true });
  mkdirSync(out, { recursive: true });
  if (root === undefined) await buildIfStale();
  const server = await serve(root === undefined ? {} : { root });
  const browser = await chromium.launch(await findChromium());
  const context = await browser.newContext({ viewport: { width: 1440, height: 1000 } });
  context.setDefaultTimeout(PATIENCE);
  try {
    const page = await context.newPage();
    if (steps !== undefined) await learnIn(page, server.url, steps);
    await page.goto(server.url);
    const person = personAt(page);
    await person.meet(PERSON);
    await person.packCopied();
    await person.drawingsInspected();
    await person.trained();
    await person.openStudio();
    await person.set("Signature", 1);
    await person.generate();
    await person.drawn(1);

    /** @param {string} name @param {{ id: string }} picture */
    const write = async (name, { id }) => {
      const file = `${name}.webp`;
      writeFileSync(join(out, file), Buffer.from(await smallPicture(page, id), "base64"));
      return file;
    };
    const review = page.getByRole("region", { name: "The edit" });
    const drawn = await latestPicture(page);
    const beginnings = { drawn: { picture: drawn, file: await write("source", drawn) } };
    /** @type {Entry[]} */
    const entries = [];
    /** @param {Pick<import("./steps.mjs").Step, "name" | "title" | "asked">} step @param {{ picture: typeof drawn, file: string }} begun @param {typeof drawn} made */
    const enter = async ({ name, title, asked }, begun, made) => {
      entries.push({
        name,
        title,
        asked,
        before: begun.file,
        after: await write(name, made),
        likeness: [begun.picture.likeness, made.likeness],
        seconds: made.seconds,
      });
      console.log(`${title}: ${made.seconds.toFixed(1)} s`);
    };
    await VARY.act(page);
    await enter(VARY, beginnings.drawn, await pictureAfter(page, drawn));
    for (const { name, title, asked, from = "drawn", act } of STEPS) {
      if (from === "file" && !("file" in beginnings)) {
        await page.goto(`${server.url}/studio/${drawn.personaId}/import`);
        await page.locator("input[type=file]").setInputFiles(FILE);
        await page.waitForURL(/\/edit\/[\w-]+$/);
        const came = await latestPicture(page);
        Object.assign(beginnings, { file: { picture: came, file: await write("came-in", came) } });
      }
      const begun = /** @type {Record<string, { picture: typeof drawn, file: string }>} */ (beginnings)[from];
      if (begun === undefined) throw new Error(`${name}: no picture to begin with`);
      await page.goto(`${server.url}/edit/${begun.picture.id}`);
      await page.getByRole("application", { name: /the mask covers/ }).waitFor();
      await act(page);
      const failed = page.getByRole("alert").filter({ hasText: /\S/ });
      await review.or(failed).first().waitFor();
      if (!(await review.isVisible())) throw new Error(`${name}: ${await failed.first().innerText()}`);
      const made = await latestPicture(page);
      await enter({ name, title, asked }, begun, made);
      if (name === "hair") Object.assign(beginnings, { changed: { picture: made, file: `${name}.webp` } });
      await review.getByRole("button", { name: name === "hair" ? "Keep it" : "Discard" }).click();
      await review.waitFor({ state: "detached" });
    }
    const { version } = JSON.parse(readFileSync("package.json", "utf8"));
    writeFileSync(join(out, "README.md"), readMe(entries, { person: PERSON, version, pack: drawn.request.pack, steps }));
  } finally {
    await browser.close();
    await server.close();
  }
}

const { values } = parseArgs({
  options: {
    out: { type: "string", default: "docs/gallery" },
    root: { type: "string" },
    steps: { type: "string" },
  },
});
await gallery({
  out: resolve(values.out),
  root: values.root,
  steps: values.steps === undefined ? undefined : Number(values.steps),
});
