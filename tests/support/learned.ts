/** @file Somebody learned as the app learns them, in one step instead of sixty, by the workers themselves. */
import type { InferenceApi, LearnReport } from "~/contracts/inference-api";
import { USUAL_LEARNED } from "~/contracts/recipe";
import type { IndividualModel } from "~/contracts/records";
import { openVault } from "~/storage/vault-db";
import type { Calls } from "~/threads/spawn";
import { openTraining } from "~/threads/training";

export async function learned(
  call: Calls<InferenceApi>,
  vaultId: string,
  packId: string,
  personaId: string,
  report: (at: LearnReport) => void = () => undefined,
): Promise<IndividualModel> {
  const wish = { steps: 1, learned: USUAL_LEARNED };
  const trainingId = await call.begin(`begin-${personaId}`, vaultId, packId, personaId, wish, report);
  const training = openTraining(() => "wasm");
  try {
    await training.call.train(`train-${personaId}`, vaultId, trainingId, () => undefined);
  } finally {
    training.end();
  }
  const id = await call.finish(`finish-${personaId}`, vaultId, trainingId, report);
  return (await (await openVault(vaultId)).models.get(id))!;
}
