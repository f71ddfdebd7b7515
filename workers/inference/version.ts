/**
 * @file A person's tensors become their next version: four first portraits are drawn and measured, and all is stored at once or not at all.
 */
import { transfer } from "comlink";
import { isFailure } from "~/contracts/failure.ts";
import type { LearnReport, LearnStage, Preview } from "~/contracts/inference-api.ts";
import { comparedLook } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { BlobRow, Calibration, IndividualModel, Persona, Training } from "~/contracts/records.ts";
import { measureLikeness } from "~/engine/faces/measure.ts";
import type { IdentityTensors } from "~/engine/pipelines/conditions.ts";
import { nothingShown } from "~/engine/safety/guard.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { vocabularyOf } from "~/runtime/vocabulary.ts";
import { watcherOf } from "~/runtime/watching.ts";
import { nextVersion, saveModel } from "~/storage/images.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { encodePng } from "./encoding.ts";
import { previewOf } from "./pixels.ts";
import { conditionsFor, drawPortrait, type Scene } from "./portrait.ts";

/** The same for everybody, so that versions and people can be compared. */
const PROBES = [
  comparedLook("wavy shoulder-length chestnut hair", "wearing a navy blazer", "plain studio", "soft smile"),
  comparedLook("a blonde bob", "wearing a forest green turtleneck", "plain studio", "soft smile"),
  comparedLook("short curly dark brown hair", "wearing a sage linen shirt", "plain studio", "soft smile"),
  comparedLook("slicked-back chestnut hair", "wearing a white t-shirt", "plain studio", "soft smile"),
] as const;

const probeScene = (pack: Pack, layers: Scene["layers"]): Scene => ({
  layers,
  prompt: "",
  size: pack.sizes[0]!,
  ...pack.presets.standard,
  identityStrength: 0.95,
  pose: null,
});

export interface Work {
  readonly run: Run;
  readonly pack: Pack;
  readonly vaultId: string;
  readonly persona: Persona;
  readonly signal: AbortSignal;
  readonly report: (at: LearnReport) => void;
}

/** What a version is made of. */
export interface Person extends Pick<IndividualModel, "photographIds" | "rejectedIds"> {
  readonly training: Training;
  readonly prototype: Float32Array;
  readonly tensors: IdentityTensors;
  readonly calibration: Calibration;
  /** The individual file. */
  readonly bytes: ArrayBuffer;
}

export const stage = ({ report }: Work, name: LearnStage, done: number, of: number): void =>
  report({ kind: "stage", stage: name, done, of });

/** @returns the model's probes with the likeness of each, and their images */
async function probe(
  work: Work,
  { tensors, prototype, calibration }: Person,
): Promise<{ readonly rows: IndividualModel["probes"]; readonly blobs: readonly BlobRow[] }> {
  const { run, pack, persona, signal, report } = work;
  const vocabulary = await vocabularyOf(pack);
  const watch = await watcherOf(pack);
  const rows: IndividualModel["probes"][number][] = [];
  const blobs: BlobRow[] = [];
  const show = (index: number, preview: Preview, likeness: number | null): void =>
    report(transfer({ kind: "probe", index, preview, likeness }, [preview.rgba.buffer]));
  for (const [index, layers] of PROBES.entries()) {
    stage(work, "probe", index, PROBES.length);
    const seed = index + 1;
    const scene = probeScene(pack, layers);
    const conditions = await conditionsFor(run, pack, vocabulary, persona, tensors, scene);
    const drawing = drawPortrait(run, pack, conditions, scene, seed, signal, async (at) => {
      const seen = await watch(at);
      if (seen) show(index, previewOf(seen), null);
    });
    // A portrait that nobody is shown costs nobody their version.
    const image = await drawing.catch((error: unknown) => {
      if (isFailure(error, "picture-withheld")) return nothingShown(scene.size);
      throw error;
    });
    const encoding = encodePng(image, JSON.stringify({ probe: index, seed }));
    const likeness = await measureLikeness(run, image, pack, prototype, calibration);
    const id = crypto.randomUUID();
    rows.push({ blobId: id, likeness });
    blobs.push({ id, ...(await encoding) });
    show(index, previewOf(image), likeness);
  }
  stage(work, "probe", PROBES.length, PROBES.length);
  return { rows, blobs };
}

/** @returns the version's id; it is the active one then */
export async function makeVersion(work: Work, person: Person, id: string = crypto.randomUUID()): Promise<string> {
  const { pack, vaultId, persona, signal } = work;
  const probes = await probe(work, person);
  stage(work, "store", 0, 1);
  const { bytes, calibration, photographIds, rejectedIds, training } = person;
  const model: IndividualModel = {
    id,
    personaId: persona.id,
    version: await nextVersion(vaultId, persona.id),
    pack: { id: pack.id, revision: pack.revision },
    status: "ready",
    tensorsId: crypto.randomUUID(),
    sha256: await sha256Hex(bytes),
    photographIds,
    rejectedIds,
    calibration,
    probes: probes.rows,
    training,
    createdAt: Date.now(),
  };
  signal.throwIfAborted();
  await saveModel(vaultId, model, [{ id: model.tensorsId, bytes, type: "application/octet-stream" }, ...probes.blobs]);
  stage(work, "store", 1, 1);
  return model.id;
}
