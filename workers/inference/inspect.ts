/**
 * @file Inspects a stored photograph and writes what was found, also about the others of the same person: a stranger shows only
 * beside them, and a duplicate only beside its twin.
 */
import type { Finding, Inspection } from "~/contracts/faces.ts";
import { REFUSING } from "~/contracts/faces.ts";
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { thumbnailId, type Photograph } from "~/contracts/records.ts";
import { inspectPhotograph } from "~/engine/faces/inspect.ts";
import { outliers } from "~/engine/faces/outliers.ts";
import { fingerprint, fingerprintDistance } from "~/engine/image/fingerprint.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readBlob, saveInspection } from "~/storage/images.ts";
import { openVault } from "~/storage/vault-db.ts";
import { decode } from "./pixels.ts";

/** Share of differing bits up to which two thumbnails show one picture; different drawings of one person differ in more than an eighth. */
const SAME_PICTURE = 0.09;

const isBefore = (a: Photograph, b: Photograph): boolean => a.addedAt < b.addedAt || (a.addedAt === b.addedAt && a.id < b.id);

const without = (inspection: Inspection, code: Finding["code"]): readonly Finding[] =>
  inspection.findings.filter((finding) => finding.code !== code);

export async function photographsOf(vaultId: string, personaId: string): Promise<readonly Photograph[]> {
  const rows = await (await openVault(vaultId)).photographs.where("personaId").equals(personaId).toArray();
  return rows.sort((a, b) => (isBefore(a, b) ? -1 : 1));
}

async function fingerprintOf(vaultId: string, photographId: string): Promise<Uint8Array | null> {
  const thumbnail = await readBlob(vaultId, thumbnailId(photographId));
  return thumbnail === undefined ? null : fingerprint((await decode(thumbnail)).image);
}

/** The earlier photograph that this one repeats. */
async function twinOf(vaultId: string, photograph: Photograph, others: readonly Photograph[]): Promise<string | null> {
  const own = await fingerprintOf(vaultId, photograph.id);
  if (own === null) return null;
  for (const other of others.filter((each) => isBefore(each, photograph))) {
    const theirs = await fingerprintOf(vaultId, other.id);
    if (theirs !== null && fingerprintDistance(own, theirs) <= SAME_PICTURE) return other.id;
  }
  return null;
}

/** Could be learned from but for being somebody else: what decides who the person is. */
function speaks({ inspection }: Photograph): boolean {
  return (
    inspection?.embedding != null && !inspection.findings.some(({ code }) => code !== "someone-else" && REFUSING.includes(code))
  );
}

/** Judges anew who among a person's photographs is somebody else, and writes the verdicts that changed. */
export async function markStrangers(vaultId: string, pack: Pack, personaId: string): Promise<void> {
  const rows = (await photographsOf(vaultId, personaId)).filter(
    (row) => speaks(row) && row.inspection!.packRevision === pack.revision,
  );
  const strangers = outliers(
    rows.map(({ inspection }) => inspection!.embedding!),
    pack.faces.outlierCosine,
  );
  for (const [index, { id, inspection }] of rows.entries()) {
    const stranger = strangers.find((each) => each.index === index);
    const was = inspection!.findings.some(({ code }) => code === "someone-else");
    if (stranger === undefined && !was) continue;
    const finding: readonly Finding[] = stranger === undefined ? [] : [{ code: "someone-else", cosine: stranger.cosine }];
    await saveInspection(vaultId, id, { ...inspection!, findings: [...without(inspection!, "someone-else"), ...finding] });
  }
}

/** @throws Failure `photograph-missing`, `image-unreadable` */
export async function inspectStored(run: Run, vaultId: string, pack: Pack, photographId: string): Promise<void> {
  const photograph = await (await openVault(vaultId)).photographs.get(photographId);
  const blob = await readBlob(vaultId, photographId);
  if (photograph === undefined || blob === undefined) throw new Failure("photograph-missing", { photographId });
  const { image, scale } = await decode(blob).catch((cause: unknown) => {
    throw new Failure("image-unreadable", { name: photograph.name, reason: "decoder" }, { cause });
  });
  const inspection = await inspectPhotograph(run, pack, image, scale);
  const twin = await twinOf(vaultId, photograph, await photographsOf(vaultId, photograph.personaId));
  const duplicate: readonly Finding[] = twin === null ? [] : [{ code: "duplicate", of: twin }];
  await saveInspection(vaultId, photographId, { ...inspection, findings: [...inspection.findings, ...duplicate] });
  await markStrangers(vaultId, pack, photograph.personaId);
}
