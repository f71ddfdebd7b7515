/**
 * @file `npm run manifest:pin`: asks the hubs what models-manifest.json leaves open, and writes it down.
 *
 *     npm run manifest:pin              commits, bytes, and SHA-256 where the hub has a record of it; small files are fetched and hashed
 *     npm run manifest:pin -- --parts   fetches every file that lies at a hub, and pins the SHA-256 of each part too
 *
 * A commit may be given as a branch's name and is replaced by what it stands for now. What is pinned already is compared: where the hub
 * says otherwise nothing is written.
 */
import { createHash } from "node:crypto";
import { readFileSync, writeFileSync } from "node:fs";
import { fileURLToPath } from "node:url";
import { parseArgs } from "node:util";
import { isMain } from "./is-main.mjs";

/** As `src/storage/packs-db.ts` cuts files. */
const PART_BYTES = 8 * 1024 * 1024;
const COMMIT = /^[0-9a-f]{40}$/;

/**
 * @typedef {{ origin: string, repository: string, commit: string }} Source
 * @typedef {{ path: string, bytes?: number, sha256?: string | null, parts?: { bytes: number, sha256: string[] }, from?: Source & { path: string } }} File
 * @typedef {{ base?: string, source?: Source, files: File[] }} Pack a part of several packs, too, which has no base
 * @typedef {{ size: number, lfs?: { oid: string } }} Entry
 */

/** @param {string | URL} address */
async function get(address) {
  const response = await fetch(address);
  if (!response.ok) throw new Error(`${address} answered ${response.status}`);
  return response;
}

/** @param {Source} source @returns {Promise<string>} */
async function commitOf({ origin, repository, commit }) {
  if (COMMIT.test(commit)) return commit;
  const { sha } = await (await get(`${origin}/api/models/${repository}/revision/${encodeURIComponent(commit)}`)).json();
  if (!COMMIT.test(sha)) throw new Error(`${repository} has no commit for ${commit}`);
  return sha;
}

/** @param {Source} source @returns {Promise<Map<string, Entry>>} */
async function listing({ origin, repository, commit }) {
  const entries = new Map();
  /** @type {string | undefined} */
  let address = `${origin}/api/models/${repository}/tree/${commit}?recursive=true`;
  while (address) {
    const response = await get(address);
    for (const entry of await response.json()) if (entry.type === "file") entries.set(entry.path, entry);
    [, address] = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
  }
  return entries;
}

/** @param {string} address */
async function hashed(address) {
  const whole = createHash("sha256");
  /** @type {string[]} */
  const parts = [];
  let part = createHash("sha256");
  let filled = 0;
  let bytes = 0;
  for await (let chunk of (await get(address)).body ?? []) {
    bytes += chunk.length;
    whole.update(chunk);
    while (filled + chunk.length >= PART_BYTES) {
      parts.push(part.update(chunk.subarray(0, PART_BYTES - filled)).digest("hex"));
      chunk = chunk.subarray(PART_BYTES - filled);
      part = createHash("sha256");
      filled = 0;
    }
    part.update(chunk);
    filled += chunk.length;
  }
  if (filled > 0) parts.push(part.digest("hex"));
  return { bytes, sha256: whole.digest("hex"), parts: { bytes: PART_BYTES, sha256: parts } };
}

/** @typedef {string | number | null | undefined} Fact */

/** @param {string} what @param {Fact} known @param {Fact} found */
function agree(what, known, found) {
  if (known !== undefined && known !== null && known !== found)
    throw new Error(`${what}: ${known} is pinned, the hub says ${found}`);
}

/**
 * @param {File} file
 * @param {Source & { path: string }} source
 * @param {Entry | undefined} entry
 * @param {boolean} withParts
 * @returns {Promise<File>}
 */
async function pinned(file, source, entry, withParts) {
  const name = `${source.repository}/${source.path}`;
  if (!entry) throw new Error(`${name} is not in the repository`);
  const address = `${source.origin}/${source.repository}/resolve/${source.commit}/${source.path}`;
  const fetched = withParts || !entry.lfs ? await hashed(address) : undefined;
  const sha256 = fetched?.sha256 ?? entry.lfs?.oid ?? null;
  agree(`${name}, bytes`, file.bytes, entry.size);
  agree(`${name}, bytes that came`, fetched?.bytes, entry.size);
  agree(`${name}, SHA-256`, file.sha256, sha256);
  agree(`${name}, SHA-256 that came`, fetched?.sha256, entry.lfs?.oid ?? fetched?.sha256);
  return { ...file, bytes: entry.size, sha256, ...(withParts && fetched && { parts: fetched.parts }) };
}

/**
 * @param {{ readonly packs: readonly Pack[], readonly parts?: readonly Pack[], readonly tools?: readonly Pack[] }} manifest
 * @param {{ parts?: boolean }} [options]
 * @returns {Promise<{ packs: readonly Pack[], parts?: readonly Pack[], tools?: readonly Pack[] }>} the manifest, with nothing left open
 */
export async function pin(manifest, { parts = false } = {}) {
  /** @type {Map<string, Promise<Map<string, Entry>>>} */
  const listings = new Map();
  /** @param {Source} source */
  const entriesOf = (source) => {
    const key = JSON.stringify(source);
    const found = listings.get(key) ?? listing(source);
    listings.set(key, found);
    return found;
  };
  /** @param {Pack} pack @returns {Promise<Pack>} */
  const closed = async (pack) => {
    const source = pack.source && { ...pack.source, commit: await commitOf(pack.source) };
    const files = [];
    for (const file of pack.files) {
      const from = file.from && { ...file.from, commit: await commitOf(file.from) };
      const where = from ?? (source && { ...source, path: `${pack.base ?? ""}${file.path}` });
      if (!where) files.push(file);
      else {
        const { origin, repository, commit } = where;
        const entry = (await entriesOf({ origin, repository, commit })).get(where.path);
        files.push(await pinned({ ...file, ...(from && { from }) }, where, entry, parts));
      }
    }
    return { ...pack, ...(source && { source }), files };
  };
  /** @param {readonly Pack[]} listed */
  const all = async (listed) => {
    /** @type {Pack[]} */
    const found = [];
    for (const each of listed) found.push(await closed(each));
    return found;
  };
  return {
    ...manifest,
    ...(manifest.parts && { parts: await all(manifest.parts) }),
    packs: await all(manifest.packs),
    ...(manifest.tools && { tools: await all(manifest.tools) }),
  };
}

if (isMain(import.meta.url)) {
  const { values } = parseArgs({ options: { parts: { type: "boolean", default: false } } });
  const path = fileURLToPath(new URL("../models-manifest.json", import.meta.url));
  const before = readFileSync(path, "utf8");
  const after = `${JSON.stringify(await pin(JSON.parse(before), values), null, 2)}\n`;
  if (after !== before) writeFileSync(path, after);
  console.log(after === before ? "Everything was pinned." : "models-manifest.json was written.");
}
