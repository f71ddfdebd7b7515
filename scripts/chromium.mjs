/**
 * @file Finds a Chromium to drive: the one that CHROME_PATH names, an installed one, the npm-packaged one, else Playwright's own.
 *
 * It only finds; whoever drives it decides what for. What does not start is not taken: on some systems the name on the path is a script
 * that only says how to install a browser.
 */
import { execFileSync } from "node:child_process";
import { existsSync, mkdtempSync, readFileSync, renameSync, rmSync, statSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium as playwright } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];

/** Where systems without a path of programmes keep them. */
export const wellKnown = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const noChromium =
  "No Chromium was found. Install Chromium or Chrome, or name one in CHROME_PATH; `npm ci` brings one for Linux on x64.";

/** @typedef {{ executablePath: string, env: NodeJS.ProcessEnv }} Found */

/** @param {string} path */
const isFile = (path) => statSync(path, { throwIfNoEntry: false })?.isFile() === true;

/**
 * @param {string} executablePath
 * @param {NodeJS.ProcessEnv} [env]
 * @returns {Found | undefined} nothing where it does not start
 */
function starting(executablePath, env = process.env) {
  if (!isFile(executablePath)) return undefined;
  // Chrome for Windows knows no --version, and opens a window.
  if (process.platform === "win32") return { executablePath, env };
  try {
    execFileSync(executablePath, ["--version", "--no-sandbox"], { env, stdio: "ignore", timeout: 60_000 });
    return { executablePath, env };
  } catch {
    return undefined;
  }
}

/**
 * @param {readonly string[]} paths
 * @returns {Found | undefined} the first that starts
 */
function firstStarting(paths) {
  for (const path of paths) {
    const found = starting(path);
    if (found) return found;
  }
  return undefined;
}

/** The first installed browser on the path. */
function installed() {
  const folders = (process.env["PATH"] ?? "").split(delimiter).filter(Boolean);
  return firstStarting([...names.flatMap((name) => folders.map((folder) => join(folder, name))), ...wellKnown]);
}

/** The libraries that the npm-packaged Chromium brings for systems that lack them. */
function unpackLibraries() {
  const folder = join(tmpdir(), "likeness-chromium-libraries");
  if (!existsSync(folder)) {
    const bin = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../../bin");
    // Unpacked aside, so that what was broken off half-way is never taken for the whole.
    const aside = mkdtempSync(`${folder}-`);
    execFileSync("tar", ["-x", "-C", aside], { input: brotliDecompressSync(readFileSync(join(bin, "al2023.tar.br"))) });
    renameSync(aside, folder);
  }
  return join(folder, "lib");
}

/** @returns {Promise<Found | undefined>} */
async function packaged() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { default: chromium } = await import("@sparticuz/chromium");
  const unpacked = async () => {
    const path = await chromium.executablePath();
    const env = existsSync("/etc/fonts") ? process.env : { ...process.env, FONTCONFIG_PATH: join(tmpdir(), "fonts") };
    const libraries = () => [unpackLibraries(), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(delimiter);
    return starting(path, env) ?? starting(path, { ...env, LD_LIBRARY_PATH: libraries() });
  };
  const found = await unpacked();
  if (found) return found;
  // It may be what an interrupted run, or another version, left behind.
  rmSync(join(tmpdir(), "chromium"), { force: true });
  return unpacked();
}

/** @returns {Found | undefined} */
const playwrights = () => starting(playwright.executablePath());

/** @returns {Promise<Found>} */
async function find() {
  const named = process.env["CHROME_PATH"];
  if (named) {
    const own = starting(named);
    if (!own) throw new Error(`CHROME_PATH names ${named}, which cannot be run.`);
    return own;
  }
  let why = "";
  const brought = () =>
    packaged().catch((error) => {
      why = ` That one cannot be unpacked: ${error instanceof Error ? error.message : error}`;
      return undefined;
    });
  const found = installed() ?? (await brought()) ?? playwrights();
  if (!found) throw new Error(noChromium + why);
  return found;
}

/** @type {Promise<Found> | undefined} */
let finding;

/**
 * Where a browser is and how to start it. Looked for once.
 *
 * @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>}
 * @throws where there is none, or where CHROME_PATH names something that does not start
 */
export async function findChromium() {
  const found = await (finding ??= find());
  const env = Object.fromEntries(Object.entries(found.env).filter((entry) => entry[1] !== undefined));
  return { executablePath: found.executablePath, args: flags(), env: /** @type {Record<string, string>} */ (env) };
}

/** Chromium refuses its sandbox to root; everything else is as a person would start it. */
function flags() {
  const isRoot = process.getuid?.() === 0;
  return ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])];
}
