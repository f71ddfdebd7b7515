/** @file Every screen of a fresh install, in light and dark, wide and on a phone, as axe-core sees it. */
import { afterEach, describe, expect, test } from "vitest";
import { type App, startApp } from "../support/app.ts";
import { seriousFaults } from "../support/axe.ts";

const screens = [
  "/start",
  "/cast",
  "/personas",
  "/personas/new",
  "/personas/nobody",
  "/studio",
  "/models",
  "/settings",
  "/no/such/screen",
];
const devices = { wide: { width: 1440, height: 900 }, phone: { width: 390, height: 844 } };

let app: App;

afterEach(() => app.close());

describe.each(Object.entries(devices))("on a %s screen", (_, viewport) => {
  test.each(["light", "dark"] as const)("nothing serious is found in %s", async (colorScheme) => {
    app = await startApp({ viewport });
    const page = await app.openPage();
    await page.emulateMedia({ colorScheme, reducedMotion: "reduce" });
    for (const screen of screens) {
      await page.goto(app.url + screen);
      await page.getByRole("heading").first().waitFor();
      expect(await seriousFaults(page), screen).toEqual([]);
    }
  });
});
