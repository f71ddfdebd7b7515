/**
 * @file Looks at a drawing that came in as a file: whether the pack reads it, and whose face it shows.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Unread } from "~/contracts/records.ts";
import { cosine } from "~/engine/faces/embedding.ts";
import { inspectPhotograph } from "~/engine/faces/inspect.ts";
import { likeness } from "~/engine/faces/likeness.ts";
import { backend } from "~/runtime/backend.ts";
import { runOf } from "~/runtime/sessions.ts";
import { saveLook } from "~/storage/images.ts";
import { packOf } from "~/storage/manifest.ts";
import { openVault } from "~/storage/vault-db.ts";
import { packFor } from "~/storage/weights.ts";
import { preflight } from "./preflight.ts";
import { storedPicture } from "./source.ts";

/** @throws Failure `source-missing`, `pack-missing`, `model-…` */
export async function look(vaultId: string, pictureId: string): Promise<void> {
  const row = await (await openVault(vaultId)).pictures.get(pictureId);
  if (row === undefined) throw new Failure("source-missing", { pictureId, trashed: false });
  const pack = (await packFor(row.request.pack)) ?? packOf(row.request.pack.id);
  const { model, individual } = await preflight(vaultId, pack, row.request);
  const { image } = await storedPicture(vaultId, row.personaId, pictureId);
  const { embedding, findings } = await inspectPhotograph(await runOf(await backend(), pack), pack, image, 1);
  const isPhotograph = findings.some(({ code }) => code === "photograph");
  const unread: Unread = isPhotograph ? "photograph" : embedding === null ? "no-face" : null;
  const near = embedding && cosine(Float32Array.from(embedding), individual.prototype);
  await saveLook(vaultId, pictureId, near === null ? null : likeness(near, model.calibration), unread);
}
