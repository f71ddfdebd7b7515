/**
 * @file Masks that somebody drew, among the blobs: each under the hash of its bytes, there for as long as a picture or a job names it.
 */
import type { Job, Picture } from "~/contracts/records";
import type { VaultDb } from "./vault-db.ts";

const maskOf = ({ request }: Pick<Picture | Job, "request">): string | undefined => request.edit?.maskId;

/** Those of the rows, which are about to go. */
export const masksOf = (rows: readonly (Pick<Picture | Job, "request"> | undefined)[]): readonly string[] => [
  ...new Set(rows.flatMap((row) => (row && maskOf(row)) ?? [])),
];

/** In a transaction over pictures, jobs and blobs, after the rows have gone: removes what nobody names any more. */
export async function dropMasks(db: VaultDb, ids: readonly string[]): Promise<void> {
  if (ids.length === 0) return;
  const named = new Set<string | undefined>();
  await db.pictures.each((picture) => void named.add(maskOf(picture)));
  await db.jobs.each((job) => void (job.status !== "done" && named.add(maskOf(job))));
  await db.blobs.bulkDelete(ids.filter((id) => !named.has(id)));
}
