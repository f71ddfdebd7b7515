/**
 * @file Holds models-manifest.json against the files of public/: what is listed is there, byte for byte, and nothing else is.
 *
 *     node scripts/manifest.mjs
 */
import { createHash } from "node:crypto";
import { existsSync, readFileSync, readdirSync } from "node:fs";
import { join, relative, sep } from "node:path";
import { fileURLToPath } from "node:url";
import { runnerImport } from "vite";
import { isMain } from "./is-main.mjs";

/** @typedef {typeof import("../src/contracts/manifest.ts")} ManifestModule */

const root = fileURLToPath(new URL("..", import.meta.url));

/** The app's own door, so that the check and the app cannot disagree about the schema. */
async function loadParser() {
  const { module } = await runnerImport(join(root, "src/contracts/manifest.ts"), { logLevel: "error", configFile: false });
  return /** @type {ManifestModule} */ (module).parseManifest;
}

/** What lies beside a pack for people to read; never installed. */
const DOCUMENTS = new Set(["CARD.md", "contact-sheet.jpg"]);

/**
 * Everything that is wrong, one sentence each.
 *
 * @param {string} manifestPath
 * @param {string} publicFolder
 */
export async function manifestFaults(manifestPath, publicFolder) {
  const parseManifest = await loadParser();
  /** @type {string[]} */
  const found = [];
  let manifest;
  try {
    manifest = parseManifest(JSON.parse(readFileSync(manifestPath, "utf8")));
  } catch (error) {
    const { message, details } = /** @type {Error & { details?: { reason?: string } }} */ (error);
    return [`models-manifest.json: ${details?.reason ?? message}`];
  }
  // What lies at a hub is nothing of this app's.
  for (const pack of manifest.packs.filter(({ source }) => source === undefined)) {
    const folder = join(publicFolder, pack.base);
    for (const { path, bytes, sha256 } of pack.files) {
      const file = join(folder, path);
      if (!existsSync(file)) {
        found.push(`${pack.id}: ${path} is listed and missing`);
        continue;
      }
      const content = readFileSync(file);
      if (content.byteLength !== bytes) found.push(`${pack.id}: ${path} has ${content.byteLength} bytes, ${bytes} are listed`);
      else if (createHash("sha256").update(content).digest("hex") !== sha256)
        found.push(`${pack.id}: ${path} has another SHA-256`);
    }
    const listed = new Set(pack.files.map((file) => file.path));
    const present = existsSync(folder) ? readdirSync(folder, { recursive: true, withFileTypes: true }) : [];
    for (const entry of present.filter((each) => each.isFile())) {
      const path = relative(folder, join(entry.parentPath, entry.name)).split(sep).join("/");
      if (!listed.has(path) && !DOCUMENTS.has(path)) found.push(`${pack.id}: ${path} is there and not listed`);
    }
  }
  return found;
}

if (isMain(import.meta.url)) {
  const found = await manifestFaults(join(root, "models-manifest.json"), join(root, "public"));
  for (const sentence of found) console.error(sentence);
  process.exitCode = found.length > 0 ? 1 : 0;
}
