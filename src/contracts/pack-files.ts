/**
 * @file The files of a pack: where each is fetched from, and what it has to be.
 *
 * `checkFiles` is this part of the manifest's door. A file of this app's own origin has its SHA-256 pinned; one at a hub may, until somebody
 * pins it, go by the hub's own record of the very commit that the manifest names.
 */

/** A hub of models, as the manifest lists those it uses. */
export interface Hub {
  readonly name: string;
  /** `https://…`, without a path: where files are asked for. */
  readonly origin: string;
  /** Sources of a content policy: where its redirects may lead. */
  readonly delivery: readonly string[];
}

/** A repository at a hub, and which commit of it. */
export interface HubSource {
  /** Of a hub that the manifest lists. */
  readonly origin: string;
  /** `owner/name`. */
  readonly repository: string;
  /** 40 hex digits: a name that moves would be no pin. */
  readonly commit: string;
}

export interface PackFile {
  /** Relative to the pack's base. */
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex; null where only the hub has a record of it yet. */
  readonly sha256: string | null;
  /** Of each part, where they are pinned too: one that arrives damaged is then known by itself. */
  readonly parts?: { readonly bytes: number; readonly sha256: readonly string[] };
  /** Where it lies, if not with the rest of the pack. */
  readonly from?: HubSource & { readonly path: string };
}

/** A file whose SHA-256 is known, by the manifest or by a hub's record. */
export interface KnownFile extends PackFile {
  readonly sha256: string;
}

/** What a person may be asked to fetch for one pack. */
const MOST_BYTES = 16 * 2 ** 30;
/** Sizes of parts that storage was measured with. */
const PART_BYTES = { least: 8 * 2 ** 20, most: 16 * 2 ** 20 };

const HASH = /^[0-9a-f]{64}$/;
const COMMIT = /^[0-9a-f]{40}$/;
const PATH = /^[a-z0-9][a-z0-9._-]*(\/[a-z0-9][a-z0-9._-]*)*$/i;
const REPOSITORY = /^[a-z0-9][a-z0-9._-]*\/[a-z0-9][a-z0-9._-]*$/i;
const ORIGIN = /^https:\/\/[a-z0-9-]+(\.[a-z0-9-]+)+$/;
const HOST = /^https:\/\/(\*\.)?[a-z0-9-]+(\.[a-z0-9-]+)+$/;

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const matches = (pattern: RegExp, value: unknown): boolean => typeof value === "string" && pattern.test(value);

/** @returns what is wrong */
export function hubsFault(hubs: unknown): string | undefined {
  if (!Array.isArray(hubs)) return "hubs is not a list";
  for (const hub of hubs) {
    if (!isObject(hub) || typeof hub["name"] !== "string") return "a hub has no name";
    if (!matches(ORIGIN, hub["origin"])) return `${hub["name"]}: bad origin`;
    const { delivery } = hub;
    if (!Array.isArray(delivery) || !delivery.every((host) => matches(HOST, host))) return `${hub["name"]}: bad delivery`;
  }
  return undefined;
}

function sourceFault(source: unknown, origins: ReadonlySet<string>): string | undefined {
  if (!isObject(source)) return "is not an object";
  if (!origins.has(String(source["origin"]))) return "names a hub that the manifest does not list";
  if (!matches(REPOSITORY, source["repository"])) return "has a bad repository";
  return matches(COMMIT, source["commit"]) ? undefined : "pins no commit";
}

function partsFault(parts: unknown, bytes: number): string | undefined {
  if (!isObject(parts)) return "parts is not an object";
  const { bytes: each, sha256 } = parts;
  const isSize = Number.isSafeInteger(each) && Number(each) >= PART_BYTES.least && Number(each) <= PART_BYTES.most;
  if (!isSize) return "bad size of parts";
  const isList = Array.isArray(sha256) && sha256.length === Math.ceil(bytes / Number(each));
  return isList && sha256.every((hash) => matches(HASH, hash)) ? undefined : "bad hashes of parts";
}

function fileFault(file: unknown, atHub: boolean, origins: ReadonlySet<string>): string | undefined {
  if (!isObject(file)) return "a file is not an object";
  const { path, bytes, sha256, parts, from } = file;
  if (!matches(PATH, path)) return `bad path ${String(path)}`;
  if (!Number.isSafeInteger(bytes) || Number(bytes) <= 0) return `bad size of ${String(path)}`;
  const source = from === undefined ? undefined : sourceFault(from, origins);
  if (source) return `the source of ${String(path)} ${source}`;
  if (from !== undefined && !matches(PATH, (from as { path?: unknown }).path)) return `bad path in the source of ${String(path)}`;
  const known = matches(HASH, sha256) || (sha256 === null && (atHub || from !== undefined));
  if (!known) return `bad hash of ${String(path)}`;
  const wrong = parts === undefined ? undefined : partsFault(parts, Number(bytes));
  return wrong && `${String(path)}: ${wrong}`;
}

/**
 * @param pack what the manifest says of it, whose `base` may be empty where it lies at a hub
 * @returns what is wrong with its files and their sources
 */
export function filesFault(pack: Readonly<Record<string, unknown>>, hubs: readonly Hub[]): string | undefined {
  const listed = new Set(hubs.map(({ origin }) => origin));
  const { source, base, files } = pack;
  const wrong = source === undefined ? undefined : sourceFault(source, listed);
  if (wrong) return `its source ${wrong}`;
  if (typeof base !== "string" || (base === "" && source === undefined)) return "base is missing";
  if (!Array.isArray(files) || files.length === 0) return "no files";
  for (const file of files) {
    const fault = fileFault(file, source !== undefined, listed);
    if (fault) return fault;
  }
  if (new Set(files.map(({ path }: PackFile) => path)).size !== files.length) return "a path appears twice";
  const total = files.reduce((sum: number, { bytes }: PackFile) => sum + bytes, 0);
  return total > MOST_BYTES ? `${total} bytes are more than anybody is asked to fetch` : undefined;
}
