/** @file Ends a tab as the system would: at once, with nothing said to the page. */
import type { BrowserContext, Page } from "playwright-core";

export async function crash(context: BrowserContext, page: Page): Promise<void> {
  const session = await context.newCDPSession(page);
  const gone = page.waitForEvent("crash");
  // The renderer is gone before it can answer.
  void session.send("Page.crash").catch(() => undefined);
  await gone;
}
