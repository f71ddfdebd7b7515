/**
 * @file What the manifest does not pin yet, from the hub's own record: the SHA-256 by which it keeps a large file of the very commit that the
 * manifest names.
 *
 * Small files have no such record at a hub; where the manifest has none either, they are refused.
 */
import { Failure } from "~/contracts/failure";
import { type KnownBundle, type Bundle, sourceOf } from "~/contracts/manifest";
import type { HubSource, KnownFile, PackFile } from "~/contracts/pack-files";
import type { Account } from "./account.ts";
import type { Patience } from "./patience.ts";
import { askPatiently } from "./tries.ts";

interface Entry {
  readonly path: string;
  readonly bytes: number;
  readonly sha256: string | undefined;
}

const HASH = /^[0-9a-f]{64}$/;
/** Pages of a listing; a repository that has more is none of ours. */
const MOST_PAGES = 20;

/** @throws where the answer is no listing */
function parseEntries(value: unknown): Entry[] {
  if (!Array.isArray(value)) throw new TypeError("not a list");
  return value
    .filter((entry: { type?: unknown }) => entry.type === "file")
    .map(({ path, size, lfs }: { path: unknown; size: unknown; lfs?: { oid?: unknown } }) => {
      if (typeof path !== "string" || typeof size !== "number") throw new TypeError("not a file");
      const oid = lfs?.oid;
      return { path, bytes: size, sha256: typeof oid === "string" && HASH.test(oid) ? oid : undefined };
    });
}

/** The address of the next page, which may only be the hub's. */
function nextPage(response: Response, { origin }: URL): URL | undefined {
  const [, next] = /<([^>]+)>\s*;\s*rel="next"/.exec(response.headers.get("link") ?? "") ?? [];
  const address = next === undefined ? undefined : new URL(next, origin);
  return address?.origin === origin ? address : undefined;
}

async function listing(source: HubSource, patience: Patience, signal: AbortSignal, account: Account): Promise<readonly Entry[]> {
  const { origin, repository, commit } = source;
  const entries: Entry[] = [];
  let address: URL | undefined = new URL(`/api/models/${repository}/tree/${commit}?recursive=true`, origin);
  for (let page = 0; address && page < MOST_PAGES; page++) {
    const file = `${repository}@${commit.slice(0, 7)}`;
    const response: Response = await askPatiently({ address, file, signal, account }, patience);
    try {
      const text = await response.text();
      account.came(response.url, new TextEncoder().encode(text).byteLength);
      entries.push(...parseEntries(JSON.parse(text)));
    } catch (error) {
      signal.throwIfAborted();
      throw new Failure("download-failed", { file, reason: "not-weights" }, { cause: error });
    }
    address = nextPage(response, address);
  }
  return entries;
}

function known(file: PackFile, entry: Entry | undefined): KnownFile {
  if (entry && entry.bytes !== file.bytes) throw new Failure("download-failed", { file: file.path, reason: "length" });
  if (entry?.sha256 === undefined) throw new Failure("download-failed", { file: file.path, reason: "unpinned" });
  return { ...file, sha256: entry.sha256 };
}

/** @throws Failure `download-failed`; AbortError once `signal` is aborted */
export async function identify(pack: Bundle, patience: Patience, signal: AbortSignal, account: Account): Promise<KnownBundle> {
  const listings = new Map<string, Promise<readonly Entry[]>>();
  const files = pack.files.map(async (file): Promise<KnownFile> => {
    if (file.sha256 !== null) return { ...file, sha256: file.sha256 };
    const source = sourceOf(pack, file);
    if (!source) throw new Failure("manifest-invalid", { reason: `${pack.id}: ${file.path} is nowhere` });
    const key = `${source.origin}/${source.repository}@${source.commit}`;
    const listed = listings.get(key) ?? listing(source, patience, signal, account);
    listings.set(key, listed);
    return known(
      file,
      (await listed).find(({ path }) => path === source.path),
    );
  });
  return { ...pack, files: await Promise.all(files) };
}
