/**
 * @file Takes a version back that left as a file: checked, drawn, measured, and stored like one that was just learned.
 */
import type { LearnReport } from "~/contracts/inference-api.ts";
import { writeIndividual } from "~/engine/pipelines/individual-file.ts";
import { projectIdentity } from "~/engine/pipelines/learn-identity.ts";
import { readVersion } from "~/engine/pipelines/version-file.ts";
import { packOf } from "~/storage/manifest.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { workFor } from "./learn.ts";
import { makeVersion } from "./version.ts";

export async function adopt(
  vaultId: string,
  packId: string,
  personaId: string,
  file: ArrayBuffer,
  report: (at: LearnReport) => void,
  signal: AbortSignal,
): Promise<string> {
  const pack = packOf(packId);
  const ready = () => workFor(vaultId, packId, personaId, report, signal);
  const person = await readVersion(pack, personaId, file, sha256Hex, async (prototype) =>
    projectIdentity((await ready()).run, pack, prototype),
  );
  const work = await ready();
  const bytes = writeIndividual(personaId, pack, person);
  return makeVersion(work, { ...person, bytes, photographIds: [], rejectedIds: [] });
}
