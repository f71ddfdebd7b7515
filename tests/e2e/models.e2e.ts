/**
 * @file What the Models screen offers around installing, clicked as a person would: how long a pack would take, that the browser keeps it, a copy of
 * it in a folder, its way back from one, a later revision beside the one that is here, and the removal of the earlier one.
 */
import { createHash } from "node:crypto";
import { copyFileSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { rm } from "node:fs/promises";
import { dirname, join } from "node:path";
import { pathToFileURL } from "node:url";
import type { Page } from "playwright-core";
import { afterAll, beforeAll, expect, test } from "vitest";
import type { Bundle } from "../../src/contracts/manifest.ts";
import type { Hub } from "../hub/hub.ts";
import { type App, startApp } from "../support/app.ts";
import {
  photographicBundles,
  photographicFile,
  photographicFixture,
  photographicPack,
  watchableManifest,
} from "../support/photographic.ts";
import { photographicHeaders, photographicHub, photographicRoot, release } from "../support/photographic-app.ts";
import { rowsOf } from "../support/rows.ts";

const PATIENCE = { timeout: 120_000 };
const FOLDER = "copied";

const PACK = photographicPack();
/** The one file that a later revision has another of. */
const CHANGED = "tokenizer/merges.txt";
const TOOL = photographicBundles().find(({ id }) => id === "taesd")!;
const LATER = { revision: "f".repeat(8), commit: "f".repeat(40) };

interface Asking {
  asked: number;
}

let root: string;
let app: App;
let hub: Hub;
let page: Page;

beforeAll(async () => {
  root = photographicRoot();
  app = await startApp({ root, headers: photographicHeaders, serviceWorkers: "block" });
  hub = await photographicHub(app.context);
  // No browser that is driven shows its picker; a folder of the origin's own is one like any other.
  await app.context.addInitScript((name) => {
    const picker = async () => (await navigator.storage.getDirectory()).getDirectoryHandle(name, { create: true });
    const keeping = globalThis as unknown as Asking & { showDirectoryPicker: typeof picker };
    keeping.showDirectoryPicker = picker;
    keeping.asked = 0;
    const persist = navigator.storage.persist.bind(navigator.storage);
    navigator.storage.persist = () => {
      keeping.asked += 1;
      return persist();
    };
  }, FOLDER);
  page = await app.openPage("/models");
});

afterAll(async () => {
  await app.close();
  await hub.close();
  await rm(root, { recursive: true, force: true });
});

const card = (name = PACK.name) => page.getByRole("region", { name });
const press = (name: string) => card().getByRole("button", { name }).click();
const isHere = (name = PACK.name) => card(name).getByText("on this device", { exact: true }).waitFor(PATIENCE);
const askedToKeep = () => page.evaluate(() => (globalThis as unknown as Asking).asked);
const delivered = () => hub.log().filter(({ at }) => at === "delivery");
const hashOf = (bytes: Uint8Array): string => createHash("sha256").update(bytes).digest("hex");

test(
  "how long it takes is measured when that is pressed, and the browser is asked to keep it when it is agreed to",
  PATIENCE,
  async () => {
    await press(`Install ${PACK.name}`);
    const sheet = page.getByRole("dialog", { name: `Install ${PACK.name}?` });
    await sheet.getByText("huggingface.co").first().waitFor();
    expect(hub.log(), "a host that is asked nothing until somebody wants it").toEqual([]);
    await sheet.getByRole("button", { name: "Measure with 2 MB" }).click();
    await sheet.getByText(/^about \d+ s at the speed just measured$/).waitFor(PATIENCE);
    const largest = PACK.files.reduce((most, each) => (each.bytes > most.bytes ? each : most));
    expect(delivered().map(({ path, range }) => ({ path, range }))).toEqual([
      { path: largest.path, range: `0-${Math.min(largest.bytes, 2 * 2 ** 20) - 1}` },
    ]);
    expect(await rowsOf(page, "parts", "likeness-packs"), "what was measured is let go").toEqual([]);

    expect(await askedToKeep()).toBe(0);
    await sheet.getByRole("button", { name: /^Install/ }).click();
    await isHere();
    expect(await askedToKeep()).toBe(1);
  },
);

test("a copy of it in a folder is the pack, file by file and to the byte", PATIENCE, async () => {
  await press("Copy to a folder");
  await page.getByText(`${PACK.name} was copied.`).waitFor(PATIENCE);
  const copied = await page.evaluate(async (name) => {
    const hashes: Record<string, string> = {};
    const walk = async (folder: FileSystemDirectoryHandle, before: string): Promise<void> => {
      for await (const [each, handle] of folder.entries()) {
        const path = before + each;
        if (handle.kind === "directory") {
          await walk(handle, `${path}/`);
          continue;
        }
        const digest = await crypto.subtle.digest("SHA-256", await (await handle.getFile()).arrayBuffer());
        hashes[path] = Array.from(new Uint8Array(digest), (byte) => byte.toString(16).padStart(2, "0")).join("");
      }
    };
    await walk(await (await navigator.storage.getDirectory()).getDirectoryHandle(name), "");
    return hashes;
  }, FOLDER);
  expect(copied).toEqual(Object.fromEntries(PACK.files.map(({ path }) => [path, hashOf(readFileSync(photographicFile(path)))])));
});

test("removed, it comes back from a folder, and the hub is asked for its record alone", PATIENCE, async () => {
  const folder = join(root, "brought");
  for (const { path } of PACK.files) {
    mkdirSync(dirname(join(folder, path)), { recursive: true });
    copyFileSync(photographicFile(path), join(folder, path));
  }
  await press("Remove");
  await page
    .getByRole("dialog", { name: `Remove ${PACK.name}?` })
    .getByRole("button", { name: "Remove" })
    .click();
  await card().getByText("not on this device", { exact: true }).waitFor();
  expect(await rowsOf(page, "parts", "likeness-packs")).toEqual([]);
  hub.log();
  await press(`Install ${PACK.name}`);
  const sheet = page.getByRole("dialog", { name: `Install ${PACK.name}?` });
  const [chooser] = await Promise.all([
    page.waitForEvent("filechooser"),
    sheet.getByRole("button", { name: "A folder" }).click(),
  ]);
  await chooser.setFiles(folder);
  await isHere();
  expect(new Set(hub.log().map(({ at }) => at))).toEqual(new Set(["tree"]));
});

/** A version of the app that knows a later revision of the pack, which the hub has too. */
function releaseLater(): void {
  const other = Buffer.concat([readFileSync(photographicFile(CHANGED)), Buffer.from("\n")]);
  const at = join(root, "later.txt");
  writeFileSync(at, other);
  const { repository } = PACK.source!;
  const manifest = watchableManifest() as { readonly packs: readonly (typeof PACK)[]; readonly tools: readonly Bundle[] };
  const [embedded, camera] = manifest.packs;
  const tools = manifest.tools.map((tool) => (tool.id === TOOL.id ? { ...tool, revision: LATER.revision } : tool));
  const files = camera!.files.map((file) =>
    file.path === CHANGED ? { ...file, bytes: other.length, sha256: hashOf(other) } : file,
  );
  for (const { path, bytes } of files) {
    const seed = path === CHANGED ? pathToFileURL(at).href : photographicFixture(path);
    hub.add({ repository, commit: LATER.commit, path, bytes, seed, large: true });
  }
  const later = { ...camera!, files, revision: LATER.revision, source: { ...camera!.source!, commit: LATER.commit } };
  release(root, { ...manifest, packs: [embedded, later], tools });
}

test(
  "a later revision comes beside the one that is here, of which it fetches what changed, and the earlier one can go",
  PATIENCE,
  async () => {
    await card(TOOL.name)
      .getByRole("button", { name: `Install ${TOOL.name}` })
      .click();
    await page
      .getByRole("dialog")
      .getByRole("button", { name: /^Install/ })
      .click();
    await isHere(TOOL.name);
    releaseLater();
    await page.reload();
    await card().getByText("an update can be had").waitFor();
    const earlier = card().getByText(`Revision ${PACK.revision} is kept for the people who were learned with it.`);
    await earlier.waitFor();
    hub.log();
    await press(`Update ${PACK.name}`);
    const sheet = page.getByRole("dialog", { name: `Update ${PACK.name}?` });
    await sheet.getByText(/^The revision that is here stays beside it/).waitFor();
    await sheet.getByRole("button", { name: /^Update/ }).click();
    await isHere();
    expect(delivered().map(({ path }) => path)).toEqual([CHANGED]);

    const kept = async (): Promise<readonly string[]> =>
      (await rowsOf<{ revision: string }>(page, "earlier", "likeness-packs")).map(({ revision }) => revision);
    const files = async () => (await rowsOf(page, "files", "likeness-packs")).length;
    expect(await kept()).toEqual([PACK.revision]);

    // Of a tool, whose files are the same this time, nothing is fetched, and nothing is kept beside it.
    await card(TOOL.name).getByText(`Revision ${TOOL.revision} is here. This version of Likeness does not use it.`).waitFor();
    await card(TOOL.name)
      .getByRole("button", { name: `Update ${TOOL.name}` })
      .click();
    const next = page.getByRole("dialog", { name: `Update ${TOOL.name}?` });
    await next.getByText(/stays until this one is whole, and then goes/).waitFor();
    await next.getByRole("button", { name: /^Update/ }).click();
    await isHere(TOOL.name);
    expect(delivered()).toEqual([]);
    expect(await kept()).toEqual([PACK.revision]);
    const others = TOOL.files.length;
    expect(await files()).toBe(PACK.files.length + 1 + others);
    await press("Remove that revision");
    await earlier.waitFor({ state: "detached" });
    expect(await kept()).toEqual([]);
    expect(await files()).toBe(PACK.files.length + others);

    // What is left is whole, and its own.
    await press("Check every file");
    await card().getByText("Every file is as it was published.").waitFor(PATIENCE);
    await card().getByText(LATER.revision).waitFor();
  },
);
