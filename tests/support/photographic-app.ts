/**
 * @file The built app as it would be with a photographic pack in its manifest: a copy of it in which the compiled manifest is another one, and
 * the stand-in hub behind the address of the real one.
 */
import { cpSync, mkdtempSync, readdirSync, readFileSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import type { BrowserContext } from "playwright-core";
import { headersFor, hubsInUse } from "../../scripts/headers.mjs";
import { startHub, type Hub } from "../hub/hub.ts";
import { photographicBundles, photographicFixture, watchableManifest } from "./photographic.ts";
import { sourceOf } from "../../src/contracts/manifest.ts";

const DIST = fileURLToPath(new URL("../../dist", import.meta.url));
/** How the compiled manifest begins, in every script that has it. */
const BEGIN = "{schema:1,hubs:[";

/** Where the object that begins at `from` ends; strings are kept in backticks. */
function endOf(script: string, from: number): number {
  let [depth, inText] = [0, false];
  for (let at = from; at < script.length; at++) {
    const letter = script[at];
    if (letter === "`") inText = !inText;
    else if (!inText && letter === "{") depth += 1;
    else if (!inText && letter === "}" && --depth === 0) return at + 1;
  }
  throw new Error("the compiled manifest does not end");
}

/** @returns a folder for `startApp`; whoever asks removes it */
export function photographicRoot(): string {
  const root = mkdtempSync(join(tmpdir(), "likeness-photographic-"));
  cpSync(DIST, root, { recursive: true, filter: (path) => path !== join(DIST, "packs") });
  release(root, watchableManifest());
  return root;
}

/** Makes the app in such a folder the one that was built with this manifest, as a later version of it would be. */
export function release(root: string, manifest: object): void {
  const told = JSON.stringify(manifest);
  const assets = join(DIST, "assets");
  let changed = 0;
  for (const name of readdirSync(assets).filter((each) => each.endsWith(".js"))) {
    const path = join(assets, name);
    if (!statSync(path).isFile()) continue;
    const script = readFileSync(path, "utf8");
    const from = script.indexOf(BEGIN);
    if (from === -1) continue;
    writeFileSync(join(root, "assets", name), script.slice(0, from) + told + script.slice(endOf(script, from)));
    changed += 1;
  }
  if (changed < 3) throw new Error("the built app has its manifest in fewer threads than need it");
}

/** The download worker's script may reach the hub of that manifest. */
export const photographicHeaders = (pathname: string) =>
  headersFor(pathname, hubsInUse(watchableManifest() as Parameters<typeof hubsInUse>[0]));

/** The stand-in hub with what is installed from it, asked wherever the browser asks the real one. Whoever starts it closes it. */
export async function photographicHub(context: BrowserContext): Promise<Hub> {
  // Its pages name its own address, which is not the one that is asked.
  const hub = await startHub({ pageSize: 100 });
  const origins = new Set<string>();
  for (const bundle of photographicBundles())
    for (const file of bundle.files) {
      const source = sourceOf(bundle, file)!;
      origins.add(source.origin);
      const { repository, commit, path } = source;
      hub.add({ repository, commit, path, bytes: file.bytes, seed: photographicFixture(file.path), large: true });
    }
  for (const origin of origins)
    await context.route(`${origin}/**`, async (route) => {
      const request = route.request();
      const { range } = request.headers();
      const address = request.url().replace(origin, hub.origin);
      const answer = await fetch(address, { headers: range === undefined ? {} : { Range: range } });
      await route.fulfill({
        status: answer.status,
        headers: Object.fromEntries(answer.headers),
        body: Buffer.from(await answer.arrayBuffer()),
      });
    });
  return hub;
}
