/**
 * @file Makes the master of a stored picture and stores it beside it; the picture itself stays as it was drawn.
 *
 * A master is made from the stored file alone, so that it is the same whenever it is made, and carries the same words.
 */
import type { Size } from "~/contracts/request.ts";
import { Failure } from "~/contracts/failure.ts";
import { textOf } from "~/engine/image/png-text.ts";
import { upscale } from "~/engine/pipelines/upscale.ts";
import { backend } from "~/runtime/backend.ts";
import { readBlob, saveMaster } from "~/storage/images.ts";
import { packOf } from "~/storage/manifest.ts";
import { openVault } from "~/storage/vault-db.ts";
import { turn } from "~/threads/turn.ts";
import { encodePng } from "./encoding.ts";
import { decode } from "./pixels.ts";
import { checkInstalled } from "./preflight.ts";
import { runOf } from "~/runtime/sessions.ts";

export async function master(vaultId: string, pictureId: string, signal: AbortSignal): Promise<Size> {
  const picture = await (await openVault(vaultId)).pictures.get(pictureId);
  if (picture?.master) return picture.master;
  const stored = await readBlob(vaultId, pictureId);
  if (picture === undefined || stored === undefined) throw new Failure("picture-missing", { pictureId });
  const pack = packOf(picture.request.pack.id);
  if (pack.master === undefined) throw new Failure("graph-failed", { graph: "upscaler", reason: `${pack.id} has none` });
  await checkInstalled(pack);
  const run = await runOf(await backend(), pack);

  const begun = performance.now();
  const { image } = await decode(stored);
  const large = await upscale(run, pack.master, image, async () => {
    await turn();
    signal.throwIfAborted();
  });
  const file = await encodePng(large, textOf(stored.bytes, "likeness") ?? "");
  signal.throwIfAborted();
  const size = { width: large.width, height: large.height };
  await saveMaster(vaultId, picture, size, file);
  performance.measure("master", { start: begun });
  return size;
}
