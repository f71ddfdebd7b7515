/**
 * @file Which parts of a file that is wrong as a whole to doubt, and in what order.
 *
 * Nothing but the whole is known to be right, so groups of parts are fetched again one after another until it is. It fetches and drops
 * nothing itself.
 */
import type { KnownFile } from "~/contracts/pack-files";
import { type Cutting, type PartRow, partLength } from "~/storage/packs-db";
import { partsOf, readPayload } from "~/storage/parts";
import { sha256Hex } from "~/storage/sha256";

type Parts = readonly PartRow[];

export const bytesIn = (parts: Parts): number => parts.reduce((sum, part) => sum + part.bytes, 0);

/** Parts that are no longer what was written. A payload that the browser has lost is as bad as a changed one. */
export async function changedHere(parts: Parts, cutting: Cutting): Promise<Parts> {
  const bad: PartRow[] = [];
  for (const part of parts) {
    const payload = await readPayload(part).catch(() => undefined);
    const intact = payload?.byteLength === partLength(cutting, part.index) && (await sha256Hex(payload)) === part.sha256;
    if (!intact) bad.push(part);
  }
  return bad;
}

/**
 * Parts by the name that the server had for the file when they came: first those that came under another name than most, then those; none
 * where it was one name all the time.
 *
 * Which name was the right one cannot be known. A few parts that were right are soon fetched again; beginning with what came first, or last,
 * could cost the whole file for one wrong part. There are two groups at most: each is followed by hashing the whole.
 */
function byName(parts: Parts): readonly Parts[] {
  const named = [...Map.groupBy(parts, ({ etag }) => etag).values()].toSorted((a, b) => bytesIn(a) - bytesIn(b));
  const most = named.pop();
  return most && named.length > 0 ? [named.flat(), most] : [];
}

/**
 * Whoever is given a group drops it and fetches it again before asking for the next.
 *
 * @param pinned hashes of all parts, where they are known
 */
export async function* doubts(
  file: KnownFile,
  cutting: Cutting,
  pinned: readonly string[] | undefined,
): AsyncGenerator<Parts, void> {
  const parts = await partsOf(file);
  const changed = new Set(await changedHere(parts, cutting));
  const wrong = parts.filter((part) => changed.has(part) || (pinned && pinned[part.index] !== part.sha256));
  if (wrong.length > 0) yield wrong;
  yield* byName(await partsOf(file));
}
