/**
 * @file A training from wherever storage holds it to its end: steps, looks, steps, until it is enough.
 *
 * What a look and a state need lies in storage the moment it is made, so that a tab may be closed at any time.
 */
import { transfer } from "comlink";
import { Failure } from "~/contracts/failure.ts";
import type { Preview } from "~/contracts/inference-api.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { bestLook, isEnough, nextLook, type Look } from "~/contracts/recipe.ts";
import { bestId, stateId, type TrainingRow } from "~/contracts/records.ts";
import type { TrainReport } from "~/contracts/training-api.ts";
import { parsePrior, type Prior } from "~/engine/casting/prior.ts";
import { writeIndividual } from "~/engine/pipelines/individual-file.ts";
import { checkMadeFor, readOwn } from "~/engine/pipelines/made-for.ts";
import { readState, writeState } from "~/engine/pipelines/state-file.ts";
import { controlsFor } from "~/engine/training/controls.ts";
import type { LearningState } from "~/engine/training/learn.ts";
import { identityOf, prepareLesson, recipeFor } from "~/engine/training/learn-person.ts";
import { backend } from "~/runtime/backend.ts";
import { runOf } from "~/runtime/sessions.ts";
import { vocabularyOf } from "~/runtime/vocabulary.ts";
import { packOf } from "~/storage/manifest.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { keepLook, keepState, readKept, readTraining } from "~/storage/trainings.ts";
import { openVault } from "~/storage/vault-db.ts";
import { readPackFile } from "~/storage/weights.ts";
import { turn } from "~/threads/turn.ts";
import { setUpEasel } from "./easel.ts";
import { openGraph } from "./graph.ts";
import { stepsUntil } from "./steps.ts";

/** Of so many latest steps the time is told. */
const TIMED = 8;

/** What the inspector read in the photographs that were chosen, and what they show in words, where somebody has said it. */
async function readPhotographs(vaultId: string, { photographIds }: TrainingRow) {
  const rows = await (await openVault(vaultId)).photographs.bulkGet([...photographIds]);
  const references = rows.map((row, i) => {
    if (row?.inspection?.embedding == null) throw new Failure("photograph-missing", { photographId: photographIds[i] ?? "" });
    return Float32Array.from(row.inspection.embedding);
  });
  return { references, captions: rows.flatMap((row) => (row?.caption ? [row.caption] : [])) };
}

async function priorOf(pack: Pack): Promise<Prior | undefined> {
  if (pack.prior === undefined) return undefined;
  const text = new TextDecoder().decode(await readPackFile(pack, pack.prior));
  return parsePrior(JSON.parse(text), pack.identity.embedding);
}

async function keptState(vaultId: string, row: TrainingRow): Promise<LearningState | undefined> {
  return row.stateSha256 === null ? undefined : readState(await readKept(vaultId, row, stateId(row.id), row.stateSha256));
}

export async function train(
  vaultId: string,
  trainingId: string,
  report: (at: TrainReport) => void,
  signal: AbortSignal,
): Promise<void> {
  const row = await readTraining(vaultId, trainingId);
  const pack = packOf(row.pack.id);
  checkMadeFor(pack, row.personaId, row.pack);
  if (isEnough(row.looks, row.recipe)) return;
  const began = await readKept(vaultId, row, bestId(trainingId), row.bestSha256);
  const { prototype } = readOwn(pack, row.personaId, began);
  const { recipe, calibration } = row;
  const [kept, { references, captions }] = [await keptState(vaultId, row), await readPhotographs(vaultId, row)];

  const device = await backend();
  const run = await runOf(device, pack);
  const vocabulary = await vocabularyOf(pack);
  const prior = await priorOf(pack);
  const { lesson, start, release } = await prepareLesson(
    {
      run,
      pack,
      vocabulary,
      prior,
      captions: pack.reads === "photographs" ? captions : [],
      file: (role) => readPackFile(pack, pack.graphs[role]?.file ?? role),
      half: device.graphics !== undefined,
      async open(model, beside) {
        const weights = [];
        for (const { name, path } of beside) weights.push({ path: name, data: await readPackFile(pack, path) });
        return openGraph(model, weights);
      },
    },
    references,
    { ...recipeFor(pack, recipe.seed), ...recipe },
    async (done, of) => {
      report({ kind: "preparing", done, of });
      await turn();
      signal.throwIfAborted();
    },
  );
  const show = (step: number, index: number, preview: Preview): void =>
    report(transfer({ kind: "look", step, index, preview }, [preview.rgba.buffer]));
  const projected = identityOf(start, lesson);
  const controls = await controlsFor(run, pack, prior, projected, recipe.seed);
  const easel = setUpEasel(run, pack, vocabulary, { prototype, calibration, projected, controls }, show, signal);

  let [looks, state, seconds]: [readonly Look[], LearningState, number] = [row.looks, kept ?? start, row.seconds];
  let lookSeconds: number | null = null;
  const times: number[] = [];

  const look = async (): Promise<void> => {
    const since = performance.now();
    const tensors = identityOf(state, lesson);
    const seen = await easel.look(state.step, tensors);
    looks = [...looks.filter(({ step }) => step !== state.step), seen.look];
    const isBest = bestLook(looks, recipe)?.step === state.step;
    const best = isBest ? writeIndividual(row.personaId, pack, { prototype, tensors }) : null;
    const kept = best && { bytes: best, sha256: await sha256Hex(best) };
    await keepLook(vaultId, trainingId, seen.look, seen.pictures, kept);
    lookSeconds = (performance.now() - since) / 1000;
  };
  const { backend: name, threads } = device.verdict;
  const keep = async (now: LearningState): Promise<void> => {
    const bytes = writeState(now);
    const { step, losses } = now;
    const stateSha256 = await sha256Hex(bytes);
    await keepState(vaultId, trainingId, { step, losses, seconds, device: { backend: name, threads }, stateSha256 }, bytes);
  };
  const secondsLeft = (step: number): number | null => {
    const latest = times.slice(-TIMED);
    if (latest.length === 0) return null;
    const perStep = latest.reduce((sum, each) => sum + each, 0) / latest.length;
    const left = recipe.steps - step;
    return left * perStep + Math.ceil(left / recipe.lookEvery) * (lookSeconds ?? 0);
  };
  const onStep = ({ step, losses }: LearningState, took: number): void => {
    seconds += took;
    times.push(took);
    report({ kind: "step", step, loss: losses.at(-1) ?? Number.NaN, secondsLeft: secondsLeft(step) });
  };

  try {
    if (looks.length === 0) await look();
    while (!isEnough(looks, recipe)) {
      state = await stepsUntil(nextLook(looks.at(-1)?.step ?? 0, recipe), lesson, state, { keep, onStep, signal });
      await look();
    }
  } finally {
    await release();
  }
}
