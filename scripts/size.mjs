/**
 * @file Holds sizes: no source over 500 lines, the first screen within 150 kB compressed, no file of the shell over 25 MiB.
 *
 *     node scripts/size.mjs
 */
import { readFileSync, readdirSync, statSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { gzipSync } from "node:zlib";
import { buildIfStale } from "./build.mjs";
import { isMain } from "./is-main.mjs";

const root = fileURLToPath(new URL("..", import.meta.url));

export const limits = { lines: 500, shellGzipBytes: 150_000, cachedBytes: 25 * 1024 * 1024 };

/** Generated, or data: length says nothing about them. */
const skipped = new Set(["node_modules", "dist", "out", "runs", "golden", "public", ".git", "__pycache__"]);

/**
 * @param {string} folder
 * @returns {string[]} files below it, skipped folders left out
 */
function walk(folder) {
  return readdirSync(folder, { withFileTypes: true }).flatMap((entry) => {
    if (skipped.has(entry.name)) return [];
    const path = join(folder, entry.name);
    return entry.isDirectory() ? walk(path) : [path];
  });
}

/** @param {string} folder */
export function longFiles(folder) {
  return walk(folder)
    .filter((path) => /\.(ts|tsx|mjs|js|css|py|sh|html)$/.test(path))
    .map((path) => ({
      path: relative(folder, path).split(sep).join("/"),
      lines: readFileSync(path, "utf8").split("\n").length - 1,
    }))
    .filter(({ lines }) => lines > limits.lines)
    .map(({ path, lines }) => `${path} has ${lines} lines; ${limits.lines} are the limit`);
}

/**
 * What a browser needs before the first screen answers: the page, its scripts with what they import statically, its styles.
 *
 * @param {string} dist
 */
export function shellGzipBytes(dist) {
  const page = readFileSync(join(dist, "index.html"), "utf8");
  const queue = [...page.matchAll(/(?:src|href)="(\/assets\/[^"]+\.(?:js|css))"/g)].map(([, path = ""]) => path);
  const seen = new Set(queue);
  let bytes = gzipSync(page).byteLength;
  for (const path of queue) {
    const content = readFileSync(join(dist, path), "utf8");
    bytes += gzipSync(content).byteLength;
    for (const [, name = ""] of content.matchAll(/(?:from|import)\s*"\.\/([^"]+\.js)"/g)) {
      const imported = `/assets/${name}`;
      if (!seen.has(imported)) queue.push(imported);
      seen.add(imported);
    }
  }
  return bytes;
}

/** @param {string} dist */
function largeFiles(dist) {
  return walk(dist)
    .map((path) => ({ path: relative(dist, path).split(sep).join("/"), bytes: statSync(path).size }))
    .filter(({ path, bytes }) => !path.startsWith("packs/") && bytes > limits.cachedBytes)
    .map(({ path, bytes }) => `dist/${path} has ${bytes} bytes; a static host may refuse more than ${limits.cachedBytes}`);
}

if (isMain(import.meta.url)) {
  await buildIfStale();
  const dist = join(root, "dist");
  const shell = shellGzipBytes(dist);
  const found = [...longFiles(root), ...largeFiles(dist)];
  if (shell > limits.shellGzipBytes)
    found.push(`the shell has ${shell} bytes compressed; ${limits.shellGzipBytes} are the limit`);
  for (const sentence of found) console.error(sentence);
  console.log(`shell: ${shell} bytes compressed`);
  process.exitCode = found.length > 0 ? 1 : 0;
}
