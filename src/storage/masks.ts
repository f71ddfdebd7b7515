/**
 * @file Masks that somebody drew, among the blobs: each under the hash of its bytes, there for as long as a picture or a job names it.
 */
import type { BlobRow, Job, Picture } from "~/contracts/records";
import { sha256Hex } from "./sha256.ts";
import type { VaultDb } from "./vault-db.ts";

type Naming = Pick<Picture, "request"> | Pick<Job, "request" | "followedBy">;

/** Of the row's own request, and of those that follow it. */
const namedBy = (row: Naming): readonly string[] =>
  [row.request, ...(("followedBy" in row && row.followedBy) || [])].flatMap(({ edit }) => edit?.maskId ?? []);

/** The row of a mask, of the same id for the same bytes: it is written together with the job that names it, or not at all. */
export const maskRow = async (bytes: ArrayBuffer): Promise<BlobRow> => ({
  id: `${(await sha256Hex(bytes)).slice(0, 40)}.mask`,
  bytes,
  type: "application/octet-stream",
});

/** Those of the rows, which are about to go. */
export const masksOf = (rows: readonly (Naming | undefined)[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => (row ? namedBy(row) : []))),
];

/** In a transaction over pictures, jobs and blobs, after the rows have gone: removes what nobody names any more. */
export async function dropMasks(db: VaultDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const named = new Set<string>();
  const note = (row: Naming): void => {
    for (const id of namedBy(row)) named.add(id);
  };
  await db.pictures.where("request.edit.maskId").anyOf(ids).each(note);
  await db.jobs.each((job) => void (job.status !== "done" && note(job)));
  await db.blobs.bulkDelete(ids.filter((id) => !named.has(id)));
}
