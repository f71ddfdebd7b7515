/**
 * @file The main job, step by step, through what a person sees: roles and names, no addresses and no insides.
 *
 * A step ends when the screen shows that it is done; where the screen says that something failed, the step fails with those words.
 */
import { pointer } from "./hand.mjs";

/** @typedef {import("playwright-core").Locator} Locator */
/** @typedef {import("playwright-core").Page} Page */

/** Milliseconds that the slowest step may take on a busy computer. */
export const PATIENCE = 300_000;

/** @param {Page} page */
const failures = (page) => page.getByRole("alert").filter({ hasText: /\S/ });

/**
 * Waits for it, or for the screen to say why it will not come.
 *
 * @param {Locator} target
 * @param {number} [timeout]
 */
export async function seen(target, timeout = PATIENCE) {
  const failed = failures(target.page());
  // What was there may be gone again at the next look: the strip of a shoot is drawn anew when it is done.
  for (;;) {
    await target.or(failed).first().waitFor({ timeout });
    if (await target.first().isVisible()) return;
    if (await failed.first().isVisible()) throw new Error((await failed.first().innerText()).replaceAll(/\s+/g, " "));
  }
}

/**
 * The person at the page.
 *
 * @param {Page} page
 * @param {import("./hand.mjs").Hand} [hand]
 */
export function personAt(page, hand = pointer) {
  const strip = page.getByRole("list", { name: "Pictures of this shoot" });
  const settings = page.getByRole("region", { name: "Settings" });
  const thumbs = strip.getByRole("button");
  /** What stands there from the first step of training on. */
  const learning = page.getByRole("list", { name: /^(Steps|First portraits)$/ });
  /** @param {string} name */
  const button = (name) => page.getByRole("button", { name, exact: true });

  return {
    /**
     * From the start page: copies the pack where it is missing, and lets the sample person's drawings arrive.
     *
     * @param {string} name
     */
    async meet(name) {
      await hand.press(page.getByRole("button", { name: `Meet ${name}` }).first());
    },

    /** The pack is there; drawings are on their way in. */
    async packCopied() {
      await seen(page.getByRole("heading", { level: 1, name: /’s model$/ }));
    },

    /** Drawings have begun to appear. */
    async drawingsArrive() {
      await seen(page.getByRole("list", { name: "Photographs" }).getByRole("listitem").or(learning).first());
    },

    /** Every drawing has been looked at, and training has begun or is over. */
    async drawingsInspected() {
      const refused = page.getByRole("main").getByRole("link", { name: /^(Add photographs|See what the inspector says)$/ });
      await seen(learning.or(refused).first());
      if (await refused.isVisible()) throw new Error(await page.getByRole("main").getByRole("paragraph").first().innerText());
    },

    /** The first version of her model is stored. @returns what the screen says of its likeness */
    async trained() {
      await seen(page.getByRole("link", { name: "Open the studio" }).first());
      return page
        .getByText(/ · \d\.\d\d$|^no face found$/)
        .first()
        .innerText();
    },

    /** Into the studio, until its first sketch lies there. */
    async openStudio() {
      await hand.press(page.getByRole("link", { name: "Open the studio" }).first());
      await seen(page.getByText(/^Sketch ·/));
    },

    /**
     * @param {string} layer "hair"
     */
    async openPicker(layer) {
      await hand.press(page.getByRole("button", { name: new RegExp(`^Change ${layer}`) }));
      await seen(page.getByRole("dialog"));
    },

    /** @param {string} option as its tile is called */
    async pick(option) {
      const tile = page.getByRole("dialog").getByRole("button", { name: option, exact: true });
      if ((await tile.getAttribute("aria-pressed")) !== "true") await hand.press(tile);
      await page.getByRole("dialog").getByRole("button", { name: option, exact: true, pressed: true }).waitFor();
    },

    async closePicker() {
      await hand.press(page.getByRole("dialog").getByRole("button", { name: "Done" }));
      await page.getByRole("dialog").waitFor({ state: "detached" });
    },

    /** @param {"Draft" | "Standard" | "Signature"} preset @param {number} pictures */
    async set(preset, pictures) {
      await hand.choose(settings.getByRole("radiogroup", { name: "Quality" }), preset);
      const count = settings.getByRole("status").first();
      for (let now = Number(await count.innerText()); now !== pictures; now = Number(await count.innerText()))
        await hand.press(button(now > pictures ? "One picture fewer" : "One picture more"));
    },

    /** Presses Generate, until the first picture is coming out of the noise. */
    async generate() {
      await hand.press(page.getByRole("button", { name: /^Generate/ }));
      await seen(page.getByText(/^Picture \d+ of \d+ · step/).or(thumbs.first()));
    },

    /** @param {number} count */
    async drawn(count) {
      await seen(strip.getByRole("button", { name: `Picture ${count} of ${count}` }));
      await page.getByRole("button", { name: /^Generate/ }).waitFor({ timeout: PATIENCE });
    },

    /** Keeps every picture of the shoot with the stage's own keys. @returns what the stage says of each one's likeness */
    async keepAll() {
      const stage = page.getByRole("group", { name: /^Portrait of/ });
      const count = await thumbs.count();
      const said = [];
      await hand.press(thumbs.first());
      await hand.reach(stage);
      for (let index = 0; index < count; index++) {
        await strip.locator('[aria-current="true"]').and(thumbs.nth(index)).waitFor();
        said.push(await stage.getByText(/ · \d\.\d\d$|^no face found$/).innerText());
        await page.keyboard.press("Enter");
        await thumbs.nth(index).getByText("Kept").waitFor({ state: "attached" });
        await page.keyboard.press("ArrowRight");
      }
      return said;
    },

    /** Takes a picture of the shoot away as a file. @param {number} index */
    async save(index) {
      await hand.press(thumbs.nth(index));
      await strip.locator('[aria-current="true"]').and(thumbs.nth(index)).waitFor();
      const arriving = page.waitForEvent("download");
      await hand.press(page.getByRole("link", { name: "Save" }));
      return arriving;
    },

    /** A lookbook of every kept picture. @param {string} name @param {number} pictures */
    async makeLookbook(name, pictures) {
      await hand.press(page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Lookbooks" }));
      await hand.press(button("New lookbook"));
      await hand.reach(page.getByRole("textbox", { name: "Name" }));
      await page.keyboard.type(name);
      await hand.press(button("Create"));
      await page.getByRole("heading", { level: 1, name }).waitFor();
      await hand.press(button("Add pictures"));
      const choices = page.getByRole("dialog").getByRole("list").getByRole("button");
      await choices.nth(pictures - 1).waitFor();
      for (let index = 0; index < pictures; index++) await hand.press(choices.nth(index));
      await hand.press(page.getByRole("dialog").getByRole("button", { name: /^Add \d+ pictures?$/ }));
      await page.getByText(`${pictures} ${pictures === 1 ? "page" : "pages"}`, { exact: true }).waitFor();
    },

    /** The open lookbook, as a file. */
    async takeAway() {
      await hand.press(button("Take away as ZIP"));
      const arriving = page.waitForEvent("download", { timeout: PATIENCE });
      await hand.press(button("Make the ZIP"));
      await seen(page.getByText("The ZIP is ready."));
      const download = await arriving;
      await hand.press(page.getByRole("dialog").getByRole("button", { name: "Done" }));
      return download;
    },
  };
}
