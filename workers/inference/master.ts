/**
 * @file Makes the master of a stored picture and stores it beside it; the picture itself stays as it was drawn.
 *
 * A master is made from the stored file alone and carries the same words. A tool that is installed for it goes before the pack's own upscaler;
 * the picture's row says so.
 */
import type { Size } from "~/contracts/request.ts";
import { Failure } from "~/contracts/failure.ts";
import type { Bundle, MasterSpec } from "~/contracts/manifest.ts";
import { textOf } from "~/engine/image/png-text.ts";
import { upscale } from "~/engine/pipelines/upscale.ts";
import { backend } from "~/runtime/backend.ts";
import { readBlob, saveMaster } from "~/storage/images.ts";
import { manifest, packOf } from "~/storage/manifest.ts";
import { openVault } from "~/storage/vault-db.ts";
import { isInstalled } from "~/storage/weights.ts";
import { turn } from "~/threads/turn.ts";
import { encodePng } from "./encoding.ts";
import { decode } from "./pixels.ts";
import { checkInstalled } from "./preflight.ts";
import { runOf } from "~/runtime/sessions.ts";

interface Maker {
  readonly bundle: Bundle;
  readonly spec: MasterSpec;
  readonly masterBy?: string;
}

async function makerFor(packId: string): Promise<Maker> {
  for (const tool of manifest.tools)
    if (tool.serves === "masters" && (await isInstalled(tool.id)))
      return { bundle: tool, spec: tool.master, masterBy: tool.name };
  const pack = packOf(packId);
  if (pack.master === undefined) throw new Failure("graph-failed", { graph: "upscaler", reason: `${pack.id} has none` });
  await checkInstalled(pack);
  return { bundle: pack, spec: pack.master };
}

export async function master(vaultId: string, pictureId: string, signal: AbortSignal): Promise<Size> {
  const picture = await (await openVault(vaultId)).pictures.get(pictureId);
  if (picture?.master) return picture.master;
  const stored = await readBlob(vaultId, pictureId);
  if (picture === undefined || stored === undefined) throw new Failure("picture-missing", { pictureId });
  const { bundle, spec, ...by } = await makerFor(picture.request.pack.id);
  const run = await runOf(await backend(), bundle);

  const begun = performance.now();
  const { image } = await decode(stored);
  const large = await upscale(run, spec, image, async () => {
    await turn();
    signal.throwIfAborted();
  });
  const file = await encodePng(large, textOf(stored.bytes, "likeness") ?? "");
  signal.throwIfAborted();
  const size = { width: large.width, height: large.height };
  await saveMaster(vaultId, picture, { master: size, ...by }, file);
  performance.measure("master", { start: begun });
  return size;
}
