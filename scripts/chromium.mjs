/**
 * @file Finds a Chromium to drive: the one that CHROME_PATH names, an installed one, the npm-packaged one, else Playwright's own.
 *
 * It only finds; whoever drives it decides what for.
 */
import { execFileSync } from "node:child_process";
import { accessSync, constants, existsSync, mkdirSync, readFileSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { delimiter, dirname, join } from "node:path";
import { brotliDecompressSync } from "node:zlib";
import { chromium as playwright } from "playwright-core";

const names = ["chromium", "chromium-browser", "google-chrome-stable", "google-chrome", "chrome", "microsoft-edge"];

const wellKnown = [
  "/Applications/Chromium.app/Contents/MacOS/Chromium",
  "/Applications/Google Chrome.app/Contents/MacOS/Google Chrome",
  "C:\\Program Files\\Google\\Chrome\\Application\\chrome.exe",
];

export const noChromium =
  "No Chromium was found. Install Chromium or Chrome, or name one in CHROME_PATH; `npm ci` brings one for Linux on x64.";

/** @param {string} path */
function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return true;
  } catch {
    return false;
  }
}

/**
 * @param {string} path
 * @param {NodeJS.ProcessEnv} [env]
 */
function runs(path, env = process.env) {
  try {
    execFileSync(path, ["--version", "--no-sandbox"], { env, stdio: "ignore", timeout: 20_000 });
    return true;
  } catch {
    return false;
  }
}

/** The first installed browser on the path. */
function installed() {
  const folders = (process.env["PATH"] ?? "").split(delimiter);
  const candidates = names.flatMap((name) => folders.map((folder) => join(folder, name)));
  return [...candidates, ...wellKnown].find(isExecutable);
}

/** The libraries that the npm-packaged Chromium brings for systems that lack them. */
function unpackLibraries() {
  const folder = join(tmpdir(), "likeness-chromium-libraries");
  if (!existsSync(folder)) {
    const bin = join(dirname(createRequire(import.meta.url).resolve("@sparticuz/chromium")), "../../bin");
    mkdirSync(folder, { recursive: true });
    execFileSync("tar", ["-x", "-C", folder], { input: brotliDecompressSync(readFileSync(join(bin, "al2023.tar.br"))) });
  }
  return join(folder, "lib");
}

/** @returns {Promise<{ executablePath: string, env: NodeJS.ProcessEnv } | undefined>} */
async function packaged() {
  if (process.platform !== "linux" || process.arch !== "x64") return undefined;
  const { default: chromium } = await import("@sparticuz/chromium");
  const executablePath = await chromium.executablePath();
  const withFonts = existsSync("/etc/fonts") ? process.env : { ...process.env, FONTCONFIG_PATH: join(tmpdir(), "fonts") };
  if (runs(executablePath, withFonts)) return { executablePath, env: withFonts };
  const env = { ...withFonts, LD_LIBRARY_PATH: [unpackLibraries(), process.env["LD_LIBRARY_PATH"]].filter(Boolean).join(":") };
  return runs(executablePath, env) ? { executablePath, env } : undefined;
}

/**
 * Where a browser is and how to start it.
 *
 * @returns {Promise<{ executablePath: string, args: string[], env: Record<string, string> }>}
 * @throws where there is none, or where CHROME_PATH names something that does not run
 */
export async function findChromium() {
  const named = process.env["CHROME_PATH"];
  if (named && !isExecutable(named)) throw new Error(`CHROME_PATH names ${named}, which cannot be run.`);
  const own = named ?? installed();
  const found = own ? { executablePath: own, env: process.env } : ((await packaged()) ?? playwrights());
  if (!found) throw new Error(noChromium);
  const env = Object.fromEntries(Object.entries(found.env).filter((entry) => entry[1] !== undefined));
  return { executablePath: found.executablePath, args: flags(), env: /** @type {Record<string, string>} */ (env) };
}

function playwrights() {
  const executablePath = playwright.executablePath();
  return executablePath && isExecutable(executablePath) ? { executablePath, env: process.env } : undefined;
}

/** Chromium refuses its sandbox to root; everything else is as a person would start it. */
function flags() {
  const isRoot = process.getuid?.() === 0;
  return ["--disable-dev-shm-usage", ...(isRoot ? ["--no-sandbox"] : [])];
}
