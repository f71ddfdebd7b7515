/** @file How much memory a browser holds while something is done, by Linux's count of all its processes. */
import { readdirSync, readFileSync } from "node:fs";

const EVERY_MS = 100;

/** A process may end while it is read, and not every system has these files. @param {string} path */
const readOr = (path) => {
  try {
    return readFileSync(path, "utf8");
  } catch {
    return "";
  }
};
const listOr = (/** @type {string} */ path) => {
  try {
    return readdirSync(path);
  } catch {
    return [];
  }
};

/** What every process of this browser holds that is no file's: its own memory, and what it shares. @param {number} browser */
function memoryMiB(browser) {
  const statuses = new Map(
    listOr("/proc")
      .filter((name) => /^\d+$/.test(name))
      .map((name) => [Number(name), readOr(`/proc/${name}/status`)]),
  );
  /** @param {string} name @param {string} status */
  const field = (name, status) => Number(new RegExp(`^${name}:\\s+(\\d+)`, "m").exec(status)?.[1] ?? 0);
  const isOurs = (/** @type {number} */ id) => {
    for (let at = id; at > 1; at = field("PPid", statuses.get(at) ?? "")) if (at === browser) return true;
    return false;
  };
  const ours = [...statuses].filter(([id]) => isOurs(id));
  if (ours.length === 0) return undefined;
  return ours.reduce((sum, [, status]) => sum + field("RssAnon", status) + field("RssShmem", status), 0) / 1024;
}

/**
 * How much more memory the browser holds at most while something is done than before; null where the system does not say.
 *
 * @template Value
 * @param {number} pid @param {() => Promise<Value>} work
 * @returns {Promise<{ value: Value, peakMiB: number | null }>}
 */
export async function watched(pid, work) {
  const before = memoryMiB(pid);
  let peak = before ?? 0;
  const watch = setInterval(() => (peak = Math.max(peak, memoryMiB(pid) ?? 0)), EVERY_MS);
  const value = await work().finally(() => clearInterval(watch));
  return { value, peakMiB: before === undefined ? null : Math.round(peak - before) };
}
