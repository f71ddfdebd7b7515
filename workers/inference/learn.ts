/** @file Learns a persona from its photographs, stage by stage: who is in them, the projection, and the next version. */
import { FEWEST_PHOTOGRAPHS, isUsable, type Inspection } from "~/contracts/faces.ts";
import { Failure } from "~/contracts/failure.ts";
import type { LearnReport } from "~/contracts/inference-api.ts";
import type { Photograph } from "~/contracts/records.ts";
import { writeIndividual } from "~/engine/pipelines/individual-file.ts";
import { learnIdentity } from "~/engine/pipelines/learn-identity.ts";
import { backend } from "~/runtime/backend.ts";
import { runOf } from "~/runtime/sessions.ts";
import { packOf } from "~/storage/manifest.ts";
import { openVault } from "~/storage/vault-db.ts";
import { turn } from "~/threads/turn.ts";
import { inspectStored, markStrangers, photographsOf } from "./inspect.ts";
import { checkInstalled } from "./preflight.ts";
import { makeVersion, type Person, stage, type Work } from "./version.ts";

/** Photographs with an inspection by this very revision of the pack. */
async function inspected(work: Work): Promise<readonly Photograph[]> {
  const { run, pack, vaultId, persona, signal } = work;
  const rows = await photographsOf(vaultId, persona.id);
  for (const [i, row] of rows.entries()) {
    stage(work, "inspect", i, rows.length);
    if (row.inspection?.packRevision !== pack.revision) await inspectStored(run, vaultId, pack, row.id);
    await turn();
    signal.throwIfAborted();
  }
  stage(work, "inspect", rows.length, rows.length);
  stage(work, "reject", 0, 1);
  await markStrangers(vaultId, pack, persona.id);
  stage(work, "reject", 1, 1);
  return photographsOf(vaultId, persona.id);
}

export async function workFor(
  vaultId: string,
  packId: string,
  personaId: string,
  report: (at: LearnReport) => void,
  signal: AbortSignal,
): Promise<Work> {
  const pack = packOf(packId);
  await checkInstalled(pack);
  const persona = await (await openVault(vaultId)).personas.get(personaId);
  if (persona === undefined) throw new Failure("persona-untrained", { personaId });
  return { run: await runOf(await backend(), pack), pack, vaultId, persona, signal, report };
}

/** The person as the photographs' embeddings project them. */
async function projected(work: Work): Promise<Person> {
  const photographs = await inspected(work);
  const usable = photographs.filter(({ inspection }) => isUsable(inspection));
  if (usable.length < FEWEST_PHOTOGRAPHS)
    throw new Failure("photographs-too-few", { usable: usable.length, needed: FEWEST_PHOTOGRAPHS });

  // The inspector has embedded every crop with its mirror image already.
  const embeddings = usable.map(({ inspection }) => (inspection as Inspection).embedding!);
  stage(work, "embed", embeddings.length, embeddings.length);
  stage(work, "project", 0, 1);
  const learned = await learnIdentity(work.run, work.pack, embeddings);
  stage(work, "project", 1, 1);
  stage(work, "calibrate", 1, 1);
  return {
    ...learned,
    photographIds: usable.map(({ id }) => id),
    rejectedIds: photographs.filter(({ inspection }) => !isUsable(inspection)).map(({ id }) => id),
    training: null,
    bytes: writeIndividual(work.persona.id, work.pack, learned),
  };
}

export async function learn(
  vaultId: string,
  packId: string,
  personaId: string,
  report: (at: LearnReport) => void,
  signal: AbortSignal,
): Promise<string> {
  const work = await workFor(vaultId, packId, personaId, report, signal);
  return makeVersion(work, await projected(work));
}
