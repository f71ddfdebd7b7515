/** @file Starts the built app and opens it in a browser, as a person would. Knows nothing of any screen. */
import { type BrowserContext, chromium, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";
import { serve } from "../../scripts/serve.mjs";

export interface App {
  readonly url: string;
  readonly context: BrowserContext;
  /** Another page of the same browser, with the same storage. */
  openPage(path?: string): Promise<Page>;
  /** Ends the server and keeps the browser: what still works, works offline. */
  stopServer(): Promise<void>;
  close(): Promise<void>;
}

export interface AppOptions {
  /** Instead of dist/. */
  readonly root?: string;
  /** Instead of the app's own; a test that must be able to fail takes the policy away. */
  readonly headers?: Readonly<Record<string, string>>;
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Handed to the browser besides those that find it a place to run. */
  readonly args?: readonly string[];
  /** Pages then get what the server sends, and nothing that was made good. */
  readonly withoutServiceWorker?: boolean;
}

/** Starts a server for dist/ and a browser with empty storage. Whoever starts it closes it. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { root, headers, viewport = { width: 1440, height: 900 }, args = [], withoutServiceWorker = false } = options;
  const server = await serve({ ...(root && { root }), ...(headers && { headers }) });
  const found = await findChromium();
  const browser = await chromium.launch({ ...found, args: [...found.args, ...args] });
  const serviceWorkers = withoutServiceWorker ? "block" : "allow";
  const context = await browser.newContext({ viewport, acceptDownloads: true, serviceWorkers });
  let serving = true;
  const stopServer = async () => {
    if (serving) await server.close();
    serving = false;
  };
  return {
    url: server.url,
    context,
    async openPage(path = "/") {
      const page = await context.newPage();
      await page.goto(server.url + path);
      return page;
    },
    stopServer,
    async close() {
      await browser.close();
      await stopServer();
    },
  };
}
