/**
 * @file Learns a persona from its photographs: who is in them, their projection, from which a training by gradients begins, and its end as the
 * next version. The steps between are another worker's.
 */
import { FEWEST_PHOTOGRAPHS, isUsable, type Inspection } from "~/contracts/faces.ts";
import { Failure } from "~/contracts/failure.ts";
import type { LearnReport } from "~/contracts/inference-api.ts";
import { bestLook, chosen, isEnough, recipeOf, type Wish } from "~/contracts/recipe.ts";
import { bestId, type Photograph, type Training, type TrainingRow } from "~/contracts/records.ts";
import { writeIndividual } from "~/engine/pipelines/individual-file.ts";
import { learnIdentity } from "~/engine/pipelines/learn-identity.ts";
import { checkMadeFor, readOwn } from "~/engine/pipelines/made-for.ts";
import { recipeFor } from "~/engine/training/learn-person.ts";
import { checkGraphics } from "~/runtime/adapter.ts";
import { backend } from "~/runtime/backend.ts";
import { runOf } from "~/runtime/sessions.ts";
import { packOf } from "~/storage/manifest.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { beginTraining, dropTraining, readKept, readTraining, trainingOf } from "~/storage/trainings.ts";
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
  const device = await backend();
  checkGraphics(device.graphics?.adapter, pack);
  const persona = await (await openVault(vaultId)).personas.get(personaId);
  if (persona === undefined) throw new Failure("persona-untrained", { personaId });
  return { run: await runOf(device, pack), pack, vaultId, persona, signal, report };
}

/** The person as the photographs' embeddings project them: where learning begins, and nobody's model. */
async function projected(work: Work): Promise<Omit<Person, "training">> {
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
    bytes: writeIndividual(work.persona.id, work.pack, learned),
  };
}

/** Five times what sixty steps came to with Mara and the third Atelier: 0.009. */
const DRIFT_LIMIT = 0.05;

const SEED = 1;

/** A number that its recipe does not have was not there to be chosen when it began. */
const same = (row: TrainingRow, others: Pick<TrainingRow, "pack" | "recipe" | "photographIds">): boolean => {
  const numbers = Object.keys(row.recipe).map((name) => [name, others.recipe[name]]);
  return (
    JSON.stringify([row.pack, Object.entries(row.recipe), row.photographIds]) ===
    JSON.stringify([others.pack, numbers, others.photographIds])
  );
};

/** @returns the training's id: the one that is unfinished where it is from the same photographs, pack and recipe */
export async function begin(
  vaultId: string,
  packId: string,
  personaId: string,
  { steps, learned }: Wish,
  report: (at: LearnReport) => void,
  signal: AbortSignal,
): Promise<string> {
  const work = await workFor(vaultId, packId, personaId, report, signal);
  const { photographIds, rejectedIds, calibration, bytes } = await projected(work);
  const advice = { ...recipeFor(work.pack, SEED), ...chosen(learned), driftLimit: DRIFT_LIMIT };
  const recipe = recipeOf(advice, steps);
  const pack = { id: work.pack.id, revision: work.pack.revision };
  const unfinished = await trainingOf(vaultId, personaId);
  if (unfinished !== undefined && same(unfinished, { pack, recipe, photographIds })) return unfinished.id;
  const row: TrainingRow = {
    id: crypto.randomUUID(),
    personaId,
    pack,
    photographIds,
    rejectedIds,
    calibration,
    recipe,
    step: 0,
    losses: [],
    seconds: 0,
    device: null,
    stateSha256: null,
    bestSha256: await sha256Hex(bytes),
    looks: [],
    pictureIds: [],
    createdAt: Date.now(),
  };
  signal.throwIfAborted();
  await beginTraining(vaultId, row, bytes);
  return row.id;
}

/** The best look becomes the next version. @returns the version's id, which is the training's */
export async function finish(
  vaultId: string,
  trainingId: string,
  report: (at: LearnReport) => void,
  signal: AbortSignal,
): Promise<string> {
  const row = await readTraining(vaultId, trainingId);
  const { personaId, recipe, looks, losses, seconds, device } = row;
  // A tab that was killed between the last two writes has left a version already.
  if ((await (await openVault(vaultId)).models.get(trainingId)) === undefined) {
    const work = await workFor(vaultId, row.pack.id, personaId, report, signal);
    checkMadeFor(work.pack, personaId, row.pack);
    if (!isEnough(looks, recipe)) throw new Failure("persona-untrained", { personaId });
    const best = bestLook(looks, recipe);
    if (best === undefined) throw new Failure("training-drifted", { personaId, step: row.step });
    if (device === null) throw new Failure("training-damaged", { personaId, step: row.step });
    const bytes = await readKept(vaultId, row, bestId(trainingId), row.bestSha256);
    const { prototype, tensors } = readOwn(work.pack, personaId, bytes);
    const training: Training = { recipe, step: best.step, looks, losses, seconds, device };
    const { photographIds, rejectedIds, calibration } = row;
    await makeVersion(work, { prototype, tensors, calibration, photographIds, rejectedIds, training, bytes }, trainingId);
  }
  await dropTraining(vaultId, trainingId);
  return trainingId;
}
