/** @file Tells a script whether it was started by name or imported. */
import { realpathSync } from "node:fs";
import { fileURLToPath } from "node:url";

/** @param {string} url the caller's import.meta.url */
export function isMain(url) {
  const started = process.argv[1];
  return started !== undefined && realpathSync(started) === realpathSync(fileURLToPath(url));
}
