/**
 * @file Draws somebody who is being cast: an identity of its own from an embedding, never a persona's, and nothing stored.
 *
 * It opens no vault, so nothing of anybody's individual model can be drawn here.
 */
import { transfer } from "comlink";
import { Failure } from "~/contracts/failure.ts";
import type { Portrayal, Preview, Sitting } from "~/contracts/inference-api.ts";
import { MAX_STRENGTH } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { MAX_PROMPT_CHARACTERS, SEED_LIMIT } from "~/contracts/request.ts";
import { alignFace } from "~/engine/faces/align.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { cosine, embedCrop } from "~/engine/faces/embedding.ts";
import { subjectOf } from "~/engine/faces/subject.ts";
import { projectIdentity } from "~/engine/pipelines/learn-identity.ts";
import { packOf } from "~/storage/manifest.ts";
import { backend } from "~/runtime/backend.ts";
import { encodePng } from "./encoding.ts";
import { previewOf } from "./pixels.ts";
import { conditionsFor, drawPortrait, type Scene } from "./portrait.ts";
import { checkInstalled } from "./preflight.ts";
import { runOf } from "~/runtime/sessions.ts";
import { vocabularyOf } from "~/runtime/vocabulary.ts";
import { watcherOf } from "~/runtime/watching.ts";

/** How strongly the sitter's tensors speak: as in the studio's presets. */
const IDENTITY_STRENGTH = 0.95;

/** A unit vector in single precision. */
const ROUNDING = 1e-3;

/** @throws Failure `request-invalid` naming the first field that is wrong */
function checkSitting(pack: Pack, { embedding, words, layers, seed }: Sitting): void {
  const refuse = (field: string, reason: string): never => {
    throw new Failure("request-invalid", { field, reason });
  };
  if (embedding.length !== pack.identity.embedding) refuse("embedding", `not ${pack.identity.embedding} numbers`);
  if (!(Math.abs(Math.hypot(...embedding) - 1) < ROUNDING)) refuse("embedding", "not a unit vector");
  if (words.length > MAX_PROMPT_CHARACTERS) refuse("words", `at most ${MAX_PROMPT_CHARACTERS} characters`);
  if (!layers.every(({ strength }) => strength >= 0 && strength <= MAX_STRENGTH))
    refuse("layers", `strengths 0 to ${MAX_STRENGTH}`);
  if (!Number.isInteger(seed) || seed < 0 || seed >= SEED_LIMIT) refuse("seed", `an integer below ${SEED_LIMIT}`);
}

export async function portray(
  packId: string,
  sitting: Sitting,
  report: (preview: Preview) => void,
  signal: AbortSignal,
): Promise<Portrayal> {
  const pack = packOf(packId);
  checkSitting(pack, sitting);
  await checkInstalled(pack);
  const run = await runOf(await backend(), pack);
  const { words: prompt, layers, pose, preset, seed } = sitting;
  const embedding = Float32Array.from(sitting.embedding);
  const scene: Scene = {
    layers,
    prompt,
    size: pack.sizes[0]!,
    ...pack.presets[preset],
    identityStrength: IDENTITY_STRENGTH,
    pose: pack.pose ? pose : null,
  };
  const identity = await projectIdentity(run, pack, embedding);
  const conditions = await conditionsFor(run, pack, await vocabularyOf(pack), null, identity, scene);
  const watch = await watcherOf(pack);
  signal.throwIfAborted();
  const image = await drawPortrait(run, pack, conditions, scene, seed, signal, async (at) => {
    const seen = await watch(at);
    if (!seen) return;
    const preview = previewOf(seen);
    report(transfer(preview, [preview.rgba.buffer]));
  });

  const encoding = encodePng(image, JSON.stringify({ cast: sitting }));
  const subject = subjectOf(await detectFaces(run, image, pack));
  const toSitter = subject === null ? null : cosine(await embedCrop(run, alignFace(image, subject.face.landmarks)), embedding);
  const { bytes: png } = await encoding;
  const preview = previewOf(image);
  return transfer({ preview, png, faces: subject?.count ?? 0, cosine: toSitter }, [preview.rgba.buffer, png]);
}
