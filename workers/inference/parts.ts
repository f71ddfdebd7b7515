/**
 * @file What each pixel of a stored picture shows, for whoever draws on it: hair, face, clothes, background.
 */
import { transfer } from "comlink";
import type { Parts } from "~/contracts/inference-api.ts";
import { portraitParts } from "~/engine/pipelines/portrait-parts.ts";
import { equippedFor } from "~/storage/weights.ts";
import { backend } from "~/runtime/backend.ts";
import { runOf } from "~/runtime/sessions.ts";
import { checkInstalled } from "./preflight.ts";
import { storedPicture } from "./source.ts";

export async function parts(
  vaultId: string,
  made: { readonly id: string; readonly revision: string },
  personaId: string,
  pictureId: string,
): Promise<Parts> {
  const pack = await equippedFor(made);
  await checkInstalled(pack);
  const { image } = await storedPicture(vaultId, personaId, pictureId);
  const { parts: of } = await portraitParts(await runOf(await backend(), pack), pack, image);
  return transfer({ width: image.width, height: image.height, of }, [of.buffer]);
}
