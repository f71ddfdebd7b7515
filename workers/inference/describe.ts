/** @file Photographs put into words by the captioner that is installed, one after another, each stored as soon as it is said. */
import { Failure } from "~/contracts/failure.ts";
import { openCaptioner } from "~/runtime/captioner.ts";
import { readBlob, saveCaption } from "~/storage/images.ts";
import { manifest } from "~/storage/manifest.ts";
import { isInstalled } from "~/storage/weights.ts";
import { turn } from "~/threads/turn.ts";
import { decode } from "./pixels.ts";

/** @throws Failure `pack-missing`, `photograph-missing`, `graph-failed`; AbortError once `signal` is aborted */
export async function describe(vaultId: string, photographIds: readonly string[], signal: AbortSignal): Promise<void> {
  const tool = manifest.tools.find((each) => each.serves === "captions");
  if (tool === undefined || !(await isInstalled(tool.id))) throw new Failure("pack-missing", { packId: tool?.id ?? "" });
  const captioner = await openCaptioner(tool);
  try {
    for (const photographId of photographIds) {
      const blob = await readBlob(vaultId, photographId);
      if (blob === undefined) throw new Failure("photograph-missing", { photographId });
      const { image } = await decode(blob);
      await saveCaption(vaultId, photographId, await captioner.describe(image));
      await turn();
      signal.throwIfAborted();
    }
  } finally {
    await captioner.release();
  }
}
