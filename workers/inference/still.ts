/**
 * @file Edits that draw nothing: a grade, and a layer that goes back to what lies beneath it. Both are made of stored pixels.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Picture } from "~/contracts/records.ts";
import type { Edit, GenerateRequest } from "~/contracts/request.ts";
import { placed } from "~/engine/image/expand.ts";
import { graded } from "~/engine/image/grade.ts";
import { composite, type Mask } from "~/engine/image/mask.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { gradedLarge, isLarge, laidOver, type Made } from "./large.ts";
import { freeOf, storedPicture, type Stored } from "./source.ts";

const LONGEST = 200;

/** From the picture that is gone back to down to the source, in the order in which they were made. */
async function chainFrom(vaultId: string, personaId: string, toId: string, sourceId: string): Promise<readonly Stored[]> {
  const chain: Stored[] = [];
  for (let id: string | undefined = sourceId; id !== undefined && chain.length < LONGEST;) {
    const stored = await storedPicture(vaultId, personaId, id);
    chain.unshift(stored);
    if (id === toId) return chain;
    id = stored.row.request.edit?.sourceId;
  }
  throw new Failure("request-invalid", { field: "edit.toId", reason: "not a picture that the source came from" });
}

/** Where two pictures differ. */
function changed(before: Raster, after: Raster): Mask {
  const data = new Uint8Array(before.width * before.height);
  for (let i = 0; i < data.length; i++)
    for (let at = 4 * i; at < 4 * i + 3; at++) if (before.data[at] !== after.data[at]) data[i] = 255;
  return { width: before.width, height: before.height, data };
}

/**
 * The older picture, with all that was changed since in other layers laid over it again, each where it was.
 *
 * A change of the whole picture has nothing beneath that it did not change: it is kept, and going back stops there.
 */
async function goneBack(
  run: Run,
  pack: Pack,
  vaultId: string,
  personaId: string,
  { sourceId, toId, region }: Edit,
): Promise<Made> {
  const [first, ...later] = await chainFrom(vaultId, personaId, toId ?? sourceId, sourceId);
  const over: { row: Picture; mask: Mask }[] = [];
  let image = first!.image;
  let before = first!;
  for (const stored of later) {
    const { request } = stored.row;
    const edit = request.edit!;
    if (edit.verb === "expand") {
      const at = edit.at ?? { left: 0, top: 0 };
      image = composite(
        placed(image, stored.image, at),
        stored.image,
        changed(placed(before.image, stored.image, at), stored.image),
      );
    } else if (edit.region !== region) {
      const differs = changed(before.image, stored.image);
      const region = edit.verb === "back" ? differs : (await freeOf(run, pack, vaultId, request, edit, before)).mask;
      // What of a region came to nothing shows what lay there before, which may be what is taken away now.
      const mask = region && { ...region, data: region.data.map((share, i) => Math.min(share, differs.data[i]!)) };
      if (mask === null)
        throw new Failure("request-invalid", { field: "edit.toId", reason: "all of the picture was changed since" });
      image = composite(image, stored.image, mask);
      over.push({ row: stored.row, mask });
    }
    before = stored;
  }
  return isLarge(first!.row) ? laidOver(vaultId, first!.row, over) : { image };
}

/** @throws Failure `source-missing`, `request-invalid` */
export async function still(run: Run, pack: Pack, vaultId: string, { personaId }: GenerateRequest, edit: Edit): Promise<Made> {
  if (edit.verb === "back") return goneBack(run, pack, vaultId, personaId, edit);
  const { row, image } = await storedPicture(vaultId, personaId, edit.sourceId);
  if (edit.grade === undefined) throw new Failure("request-invalid", { field: "edit.grade", reason: "none" });
  return isLarge(row) ? gradedLarge(vaultId, row, image, edit.grade) : { image: graded(image, edit.grade) };
}
