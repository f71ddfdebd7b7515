/**
 * @file Somebody invented: asked for in words, cast by keyboard, kept over a reload, drawn in eight looks, trained, and drawn once in
 * the studio; with the casting screen as axe-core sees it on the way.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Page } from "playwright-core";
import manifest from "../../models-manifest.json" with { type: "json" };
import { PATIENCE, personAt } from "../../scripts/demo/journey.mjs";
import { type App, startApp } from "../support/app.ts";
import { seriousFaults } from "../support/axe.ts";
import { hold } from "../support/hold.ts";

const LONG = 900_000;
const { draft, standard } = manifest.packs[0]!.presets;

let app: App;
let page: Page;

const candidate = (index: number) => page.getByRole("button", { name: `Candidate ${index} of 12`, exact: true });
const noFaults = async (where: string): Promise<void> => {
  for (const colorScheme of ["light", "dark"] as const) {
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    // Colours on their way from the one scheme to the other are nobody's.
    await page.evaluate(async () => {
      const frame = () => new Promise((resolve) => requestAnimationFrame(resolve));
      await frame();
      await frame();
      const changing = document.getAnimations().filter((each) => each instanceof CSSTransition);
      await Promise.all(changing.map((each) => each.finished.catch(() => undefined)));
    });
    expect.soft(await seriousFaults(page), `${where}, ${colorScheme}`).toEqual([]);
  }
};

beforeAll(async () => {
  app = await startApp({ learns: 1 });
  app.context.setDefaultTimeout(PATIENCE);
  page = await app.openPage("/start");
});

afterAll(() => app.close());

test("the pack is installed first, at its stated size", { timeout: LONG }, async () => {
  await page.getByRole("link", { name: "Cast someone" }).click();
  const install = page.getByRole("button", { name: /^Install the models \d+ MB, once$/ });
  await install.waitFor();
  await noFaults("casting without its pack");
  await install.click();
  await page.getByRole("button", { name: "Cast 12" }).waitFor();
  await noFaults("casting nobody yet");
});

test(
  "words set the controls and say what they do not mean; twelve people come and are the same after a reload",
  { timeout: LONG },
  async () => {
    await page.getByLabel("In your own words").fill("a freckled zorgon woman in her fifties");
    expect(await page.getByLabel("age", { exact: true }).inputValue()).toBe("fifties");
    expect(await page.getByLabel("freckles", { exact: true }).inputValue()).toBe("many");
    // Two candidates whole, and the steps of the third; and the same once more after the reload.
    const third = await hold(page, 3 * draft.steps);
    await page.getByLabel("In your own words").press("Enter");
    await page.getByText("Not understood, and left out: “zorgon”.").waitFor();
    await third.reached();
    await page.getByRole("progressbar", { name: "Drawing the candidates" }).waitFor();
    await candidate(2).waitFor();
    const shown = (): Promise<string> =>
      candidate(1)
        .locator("canvas")
        .evaluate((canvas: HTMLCanvasElement) => canvas.toDataURL());
    const first = await shown();
    await page.reload();
    await candidate(1).waitFor();
    expect(await shown()).toBe(first);
    expect(await page.getByLabel("age", { exact: true }).inputValue()).toBe("fifties");
    await third.reached();
    await page.getByRole("button", { name: "Stop" }).click();
    await third.release();
    await page.getByRole("button", { name: "Draw the rest" }).click();
    await candidate(12).waitFor();
    await noFaults("a sheet");
  },
);

test(
  "the keyboard walks the sheet and chooses; the next sheet is like the chosen one, and there is a way back",
  { timeout: LONG },
  async () => {
    await candidate(1).focus();
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowRight");
    await page.keyboard.press("ArrowLeft");
    await page.keyboard.press("Enter");
    expect(await candidate(2).getAttribute("aria-pressed")).toBe("true");
    await page.getByRole("button", { name: "More like this" }).click();
    await candidate(1).waitFor();
    await page.getByRole("button", { name: "The sheet before" }).click();
    await candidate(12).waitFor();
    expect(await page.getByRole("button", { name: "The sheet before" }).count()).toBe(0);
  },
);

test("the chosen one is drawn in eight looks, trained on them, and drawn in the studio", { timeout: LONG }, async () => {
  await candidate(2).click();
  await page.getByRole("button", { name: "Draw in eight looks" }).click();
  await page.getByText("A name is needed.").waitFor();
  await page.getByRole("textbox", { name: "Name" }).fill("Nora");
  const second = await hold(page, 2 * standard.steps);
  await page.getByRole("button", { name: "Draw in eight looks" }).click();
  await second.reached();
  await page.getByRole("list", { name: "Looks" }).waitFor();
  await noFaults("eight looks");
  await second.release();
  await page.waitForURL(/\/personas\/\w+\/training/);
  const person = personAt(page);
  await person.trained();
  await person.openStudio();
  await person.set("Draft", 1);
  await person.generate();
  await person.drawn(1);
  await page.getByRole("navigation", { name: "Main" }).getByRole("link", { name: "Personas" }).click();
  await page.getByRole("main").getByRole("link", { name: /^Nora/ }).click();
  await page.getByText("An invented, drawn person, cast here. Trained, version 1.").waitFor();
  await page.goto(`${app.url}/cast`);
  await page.getByText("Nobody has been cast yet.").waitFor();
});
