/** @file Builds the app where the build is older than what it is made of. */
import { readdirSync, statSync } from "node:fs";
import { join } from "node:path";
import { fileURLToPath } from "node:url";
import { build } from "vite";

const root = fileURLToPath(new URL("..", import.meta.url));
const sources = [
  "src",
  "workers",
  "public",
  "index.html",
  "models-manifest.json",
  "package-lock.json",
  "vite.config.ts",
  "scripts/headers.mjs",
  "scripts/web-manifest.mjs",
];

/**
 * @param {string} path
 * @returns {number} milliseconds since the epoch; a folder is as new as its newest entry
 */
function newest(path) {
  const found = statSync(path, { throwIfNoEntry: false });
  if (!found) return 0;
  if (!found.isDirectory()) return found.mtimeMs;
  return Math.max(found.mtimeMs, ...readdirSync(path).map((name) => newest(join(path, name))));
}

export const isStale = () =>
  newest(join(root, "dist/service-worker.js")) < Math.max(...sources.map((path) => newest(join(root, path))));

export async function buildIfStale() {
  if (isStale()) await build({ root, logLevel: "warn" });
}
