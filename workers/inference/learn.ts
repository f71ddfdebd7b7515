/**
 * @file Makes the next version of a persona's individual model, stage by stage, and stores it whole or not at all.
 */
import { transfer } from "comlink";
import { FEWEST_PHOTOGRAPHS, isUsable, type Inspection } from "~/contracts/faces.ts";
import { Failure } from "~/contracts/failure.ts";
import type { LearnReport, LearnStage, Preview } from "~/contracts/inference-api.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { BlobRow, IndividualModel, Persona, Photograph } from "~/contracts/records.ts";
import { measureLikeness } from "~/engine/faces/measure.ts";
import { writeIndividual } from "~/engine/pipelines/individual-file.ts";
import { learnIdentity, type LearnedIdentity } from "~/engine/pipelines/learn-identity.ts";
import { latentPreview } from "~/engine/pipelines/preview.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { backend } from "~/runtime/backend.ts";
import { nextVersion, saveModel } from "~/storage/images.ts";
import { packOf } from "~/storage/manifest.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { openVault } from "~/storage/vault-db.ts";
import { turn } from "~/threads/turn.ts";
import { inspectStored, markStrangers, photographsOf } from "./inspect.ts";
import { encodePng } from "./encoding.ts";
import { previewOf } from "./pixels.ts";
import { conditionsFor, drawPortrait, type Scene } from "./portrait.ts";
import { checkInstalled } from "./preflight.ts";
import { runOf } from "~/runtime/sessions.ts";
import { vocabularyOf } from "~/runtime/vocabulary.ts";

const PROBE_SEEDS = [1, 2, 3, 4] as const;

/** The same for everybody, so that versions and people can be compared. */
const probeScene = (pack: Pack): Scene => ({
  layers: [
    { kind: "hair", words: "", strength: 1 },
    { kind: "scene", words: "plain studio", strength: 1 },
    { kind: "lens", words: "head and shoulders", strength: 1 },
    { kind: "expression", words: "soft smile", strength: 1 },
  ],
  prompt: "",
  size: pack.sizes[0]!,
  ...pack.presets.standard,
  identityStrength: 0.95,
  pose: null,
});

interface Work {
  readonly run: Run;
  readonly pack: Pack;
  readonly vaultId: string;
  readonly persona: Persona;
  readonly signal: AbortSignal;
  readonly report: (at: LearnReport) => void;
}

const stage = ({ report }: Work, name: LearnStage, done: number, of: number): void =>
  report({ kind: "stage", stage: name, done, of });

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

/** @returns the model's probes with the likeness of each, and their images */
async function probe(
  work: Work,
  learned: LearnedIdentity,
): Promise<{ readonly rows: IndividualModel["probes"]; readonly blobs: readonly BlobRow[] }> {
  const { run, pack, persona, signal, report } = work;
  const scene = probeScene(pack);
  const conditions = await conditionsFor(run, pack, await vocabularyOf(pack), persona, learned.tensors, scene);
  const rows: IndividualModel["probes"][number][] = [];
  const blobs: BlobRow[] = [];
  const show = (index: number, preview: Preview, likeness: number | null): void =>
    report(transfer({ kind: "probe", index, preview, likeness }, [preview.rgba.buffer]));
  for (const [index, seed] of PROBE_SEEDS.entries()) {
    stage(work, "probe", index, PROBE_SEEDS.length);
    const image = await drawPortrait(run, pack, conditions, scene, seed, signal, ({ estimate }) =>
      show(index, previewOf(latentPreview(pack.preview, estimate)), null),
    );
    const encoding = encodePng(image, JSON.stringify({ probe: index, seed }));
    const likeness = await measureLikeness(run, image, pack.faces, learned.prototype, learned.calibration);
    const id = crypto.randomUUID();
    rows.push({ blobId: id, likeness });
    blobs.push({ id, ...(await encoding) });
    show(index, previewOf(image), likeness);
  }
  stage(work, "probe", PROBE_SEEDS.length, PROBE_SEEDS.length);
  return { rows, blobs };
}

export async function learn(
  vaultId: string,
  packId: string,
  personaId: string,
  report: (at: LearnReport) => void,
  signal: AbortSignal,
): Promise<string> {
  const pack = packOf(packId);
  await checkInstalled(pack);
  const persona = await (await openVault(vaultId)).personas.get(personaId);
  if (persona === undefined) throw new Failure("persona-untrained", { personaId });
  const work: Work = { run: await runOf(await backend(), pack), pack, vaultId, persona, signal, report };

  const photographs = await inspected(work);
  const usable = photographs.filter(({ inspection }) => isUsable(inspection));
  if (usable.length < FEWEST_PHOTOGRAPHS)
    throw new Failure("photographs-too-few", { usable: usable.length, needed: FEWEST_PHOTOGRAPHS });

  // The inspector has embedded every crop with its mirror image already.
  const embeddings = usable.map(({ inspection }) => (inspection as Inspection).embedding!);
  stage(work, "embed", embeddings.length, embeddings.length);
  stage(work, "project", 0, 1);
  const learned = await learnIdentity(work.run, pack, embeddings);
  stage(work, "project", 1, 1);
  stage(work, "calibrate", 1, 1);

  const probes = await probe(work, learned);

  stage(work, "store", 0, 1);
  const bytes = writeIndividual(personaId, pack, learned);
  const model: IndividualModel = {
    id: crypto.randomUUID(),
    personaId,
    version: await nextVersion(vaultId, personaId),
    pack: { id: pack.id, revision: pack.revision },
    status: "ready",
    tensorsId: crypto.randomUUID(),
    sha256: await sha256Hex(bytes),
    photographIds: usable.map(({ id }) => id),
    rejectedIds: photographs.filter(({ inspection }) => !isUsable(inspection)).map(({ id }) => id),
    calibration: learned.calibration,
    probes: probes.rows,
    training: null,
    createdAt: Date.now(),
  };
  signal.throwIfAborted();
  await saveModel(vaultId, model, [{ id: model.tensorsId, bytes, type: "application/octet-stream" }, ...probes.blobs]);
  stage(work, "store", 1, 1);
  return model.id;
}
