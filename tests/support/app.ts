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
  /** "block" for what a page is before, or without, its service worker. */
  readonly serviceWorkers?: "allow" | "block";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Handed to the browser besides those that find it a place to run. */
  readonly args?: readonly string[];
}

/** Starts a server for dist/ and a browser with empty storage. Whoever starts it closes it. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { root, headers, viewport = { width: 1440, height: 900 }, serviceWorkers = "allow", args = [] } = options;
  const server = await serve({ ...(root && { root }), ...(headers && { headers }) });
  const found = await findChromium();
  const browser = await chromium.launch({ ...found, args: [...found.args, ...args] });
  const context = await browser.newContext({ viewport, serviceWorkers, acceptDownloads: true });
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
