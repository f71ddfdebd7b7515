/**
 * @file One picture of a cleared request: prompt to tensors, the walk, the pixels.
 *
 * Drawing for keeps, sketching and probing are this with different ends.
 */
import { drawsUnsaid } from "~/contracts/abilities.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Persona } from "~/contracts/records.ts";
import type { GenerateRequest, Pose } from "~/contracts/request.ts";
import { filledIn } from "~/contracts/spoken.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { encodePrompt, poseTensor, type Conditions, type IdentityTensors } from "~/engine/pipelines/conditions.ts";
import { seenBeyond } from "~/engine/pipelines/framed.ts";
import { imageToImage, type Source } from "~/engine/pipelines/image-to-image.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import type { OnStep } from "~/engine/pipelines/walk.ts";
import { requireChecker, withholdUnsafe } from "~/engine/safety/guard.ts";
import { composePrompt, type Vocabulary } from "~/engine/tokenizers/compose.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { turn } from "~/threads/turn.ts";

/** The part of a request that decides a picture besides whose it is and its seed. */
export type Scene = Pick<GenerateRequest, "layers" | "prompt" | "size" | "steps" | "guidance" | "identityStrength"> & {
  /** What is not said of it is as the words have it. */
  readonly pose: Partial<Pose> | null;
};

/** Beside a portrait nothing is as somebody said it in words of their own. */
export const sceneBeyond = (request: GenerateRequest): Scene => ({ ...request, prompt: "", layers: seenBeyond(request.layers) });

export function sceneOf(request: GenerateRequest): Scene {
  return request.edit?.verb === "expand" ? sceneBeyond(request) : request;
}

/** A persona's own trigger word is said by its tensors; in the text it is taken out. Whoever is being cast has none. */
const withoutTrigger = (prompt: string, persona: Pick<Persona, "trigger"> | null): string =>
  persona === null ? prompt : prompt.replaceAll(persona.trigger, " ");

export async function conditionsFor(
  run: Run,
  pack: Pack,
  vocabulary: Vocabulary,
  persona: Pick<Persona, "trigger"> | null,
  identity: IdentityTensors,
  scene: Scene,
): Promise<Conditions> {
  const layers = drawsUnsaid(pack) ? scene.layers : filledIn(scene.layers, scene.prompt);
  const prompt = composePrompt(vocabulary, pack.tokenizer.person ?? "", withoutTrigger(scene.prompt, persona), layers);
  return {
    ...(await encodePrompt(run, vocabulary, prompt)),
    identity,
    identityStrength: scene.identityStrength,
    ...(pack.pose && { pose: poseTensor(pack.pose, scene.pose) }),
  };
}

/**
 * @param onStep called after each step; a cancel that arrived during the step ends the walk first
 * @param source what it begins with; null is noise alone
 */
export async function drawPortrait(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  scene: Scene,
  seed: number,
  signal: AbortSignal,
  onStep: OnStep,
  source: Source | null = null,
): Promise<Raster> {
  requireChecker(pack);
  const settings = { ...scene, seed };
  const after: OnStep = async (step) => {
    await onStep(step);
    await turn();
    signal.throwIfAborted();
  };
  const image = source
    ? await imageToImage(run, pack, conditions, settings, source, after)
    : fromPlanes(await textToImage(run, pack, conditions, settings, after));
  await withholdUnsafe(run, pack, image);
  return image;
}
