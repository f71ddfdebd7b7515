/** @file Starts the built app and opens it in a browser, as a person would. Knows nothing of any screen. */
import { mkdirSync, mkdtempSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type BrowserContext, type BrowserContextOptions, chromium, type LaunchOptions, type Page } from "playwright-core";
import { findChromium } from "../../scripts/chromium.mjs";
import { serve } from "../../scripts/serve.mjs";
import { KEYS_DB } from "../../src/storage/keys-db.ts";

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
  readonly headers?: Readonly<Record<string, string>> | ((pathname: string) => Readonly<Record<string, string>>);
  /** "block" for what a page is before, or without, its service worker. */
  readonly serviceWorkers?: "allow" | "block";
  readonly viewport?: { readonly width: number; readonly height: number };
  /** Handed to the browser besides those that find it a place to run. */
  readonly args?: readonly string[];
  /** Set to connect to hosts and look up names before anybody asks; systems and Playwright turn that off. */
  readonly connectsAhead?: boolean;
  /** In so many steps people are learned, as somebody has chosen who does not want to wait. */
  readonly learns?: number;
}

/** Chooses on this device how people are learned, before the app is there: any file of its origin sees its databases. */
async function chooseCare(context: BrowserContext, url: string, chosen: number): Promise<void> {
  const page = await context.newPage();
  await page.goto(`${url}/icons/likeness.svg`);
  await page.evaluate(
    ([database, value]) =>
      new Promise<void>((resolve, reject) => {
        const opening = indexedDB.open(database);
        opening.onupgradeneeded = () => opening.result.createObjectStore("values");
        opening.onerror = () => reject(opening.error);
        opening.onsuccess = () => {
          const writing = opening.result.transaction("values", "readwrite");
          writing.objectStore("values").put(value, "care");
          writing.onerror = () => reject(writing.error);
          writing.oncomplete = () => {
            opening.result.close();
            resolve();
          };
        };
      }),
    [KEYS_DB, chosen] as const,
  );
  await page.close();
}

const newContext = async (launch: LaunchOptions, visit: BrowserContextOptions): Promise<BrowserContext> =>
  (await chromium.launch(launch)).newContext(visit);

/** A profile that lets the browser act ahead: that is a preference, and only a profile has those. */
function profileAhead(): string {
  const profile = mkdtempSync(join(tmpdir(), "likeness-profile-"));
  mkdirSync(join(profile, "Default"));
  writeFileSync(join(profile, "Default/Preferences"), JSON.stringify({ net: { network_prediction_options: 0 } }));
  return profile;
}

/** Starts a server for dist/ and a browser with empty storage. Whoever starts it closes it. */
export async function startApp(options: AppOptions = {}): Promise<App> {
  const { root, headers, viewport = { width: 1440, height: 900 }, serviceWorkers = "allow", connectsAhead = false } = options;
  const server = await serve({ ...(root && { root }), ...(headers && { headers }) });
  const found = await findChromium();
  const launch = { ...found, args: [...found.args, ...(options.args ?? [])] };
  const visit = { viewport, serviceWorkers, acceptDownloads: true };
  const profile = connectsAhead ? profileAhead() : undefined;
  const context = profile
    ? await chromium.launchPersistentContext(profile, {
        ...launch,
        ...visit,
        ignoreDefaultArgs: ["--disable-background-networking"],
      })
    : await newContext(launch, visit);
  if (options.learns) await chooseCare(context, server.url, options.learns);
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
      await (context.browser()?.close() ?? context.close());
      // The last of the browser's processes may still be writing.
      if (profile) await rm(profile, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
      await stopServer();
    },
  };
}
