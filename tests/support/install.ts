/** @file Installs the embedded pack from the Models screen, as a person would: by asking, reading what it means, and agreeing. */
import type { Page } from "playwright-core";

/** Until it has been agreed to; what comes of it is the screen's to say. */
export async function askAndAgree(page: Page): Promise<void> {
  await page.getByRole("button", { name: /^Install Atelier/ }).click();
  const sheet = page.getByRole("dialog", { name: "Install Atelier?" });
  await sheet.getByRole("button", { name: /^Install/ }).click();
  await sheet.waitFor({ state: "hidden" });
}
