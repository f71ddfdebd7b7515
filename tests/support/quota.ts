/** @file A disk without room, as the browser itself sees one: every write that needs space is refused from now on. */
import type { Page } from "playwright-core";

/** @returns how to give the room back */
export async function fillDisk(page: Page): Promise<() => Promise<void>> {
  const session = await page.context().newCDPSession(page);
  const origin = new URL(page.url()).origin;
  await session.send("Storage.overrideQuotaForOrigin", { origin, quotaSize: 1 });
  return async () => {
    await session.send("Storage.overrideQuotaForOrigin", { origin });
    await session.detach();
  };
}
