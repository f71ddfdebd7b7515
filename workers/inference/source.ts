/**
 * @file The stored picture that an edit begins with, and where it may change.
 */
import { findsParts } from "~/contracts/abilities.ts";
import type { Face } from "~/contracts/faces.ts";
import { Failure } from "~/contracts/failure.ts";
import { layerSaid } from "~/contracts/look-words.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { FaceSpot } from "~/contracts/mask-moves.ts";
import type { Picture } from "~/contracts/records.ts";
import type { Edit, GenerateRequest, RegionLayer } from "~/contracts/request.ts";
import { PARTS } from "~/engine/faces/parse.ts";
import { continued } from "~/engine/image/expand.ts";
import { aroundFace } from "~/engine/faces/around-face.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { subjectOf } from "~/engine/faces/subject.ts";
import { carried, faceSpot, maskFrom } from "~/engine/image/mask-moves.ts";
import { unpackMask } from "~/engine/image/mask-file.ts";
import { without, type Mask } from "~/engine/image/mask.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { surrounded } from "~/engine/image/surround.ts";
import type { Source } from "~/engine/pipelines/image-to-image.ts";
import { keptToNeed, type Change } from "~/engine/pipelines/needed.ts";
import { portraitParts, type PortraitParts } from "~/engine/pipelines/portrait-parts.ts";
import { layerRegion, needsEyes } from "~/engine/pipelines/region.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readBlob } from "~/storage/images.ts";
import { openVault } from "~/storage/vault-db.ts";
import { isLarge } from "./large.ts";
import { decode } from "./pixels.ts";

export interface Stored {
  readonly row: Picture;
  readonly image: Raster;
}

/** @throws Failure `source-missing`, or `request-invalid` where it is a picture of somebody else */
export async function storedPicture(vaultId: string, personaId: string, pictureId: string): Promise<Stored> {
  const [row, blob] = [await (await openVault(vaultId)).pictures.get(pictureId), await readBlob(vaultId, pictureId)];
  if (row === undefined || blob === undefined) throw new Failure("source-missing", { pictureId, trashed: false });
  if (row.deletedAt !== undefined) throw new Failure("source-missing", { pictureId, trashed: true });
  if (row.personaId !== personaId)
    throw new Failure("request-invalid", { field: "edit.sourceId", reason: "a picture of somebody else" });
  return { row, image: (await decode(blob)).image };
}

async function storedMask(vaultId: string, maskId: string): Promise<ArrayBuffer> {
  const blob = await readBlob(vaultId, maskId);
  if (blob === undefined) throw new Failure("request-invalid", { field: "edit.maskId", reason: "no longer stored" });
  return blob.bytes;
}

function drawnMask(bytes: ArrayBuffer, image: Raster, face: FaceSpot | undefined, seen: PortraitParts | null): Mask {
  const { width, height } = image;
  const mask = unpackMask(bytes);
  if (face && seen) {
    const spot = faceSpot(image, seen.parts);
    if (spot) return carried(mask, face, spot, image);
    throw new Failure("request-invalid", {
      field: "edit.maskId",
      reason: "The mask was drawn beside a face, and no face is found in this picture.",
    });
  }
  if (mask.width !== width || mask.height !== height)
    throw new Failure("request-invalid", { field: "edit.maskId", reason: `not of the picture's size, ${width} × ${height}` });
  return mask;
}

/** Where the eyes are, if the layer's region depends on it. */
async function eyesOf(run: Run, pack: Pack, { layer, words, was }: Change, { image }: Stored) {
  const subject = needsEyes(layer, words, was) ? subjectOf(await detectFaces(run, image, pack)) : null;
  return subject?.face.landmarks ?? null;
}

const changeOf = (request: GenerateRequest, layer: RegionLayer, { row }: Stored): Change => ({
  layer,
  words: layerSaid(request, layer),
  was: layerSaid(row.request, layer),
  sceneUnsaid: layerSaid(request, "scene") === "" && request.prompt === "",
});

interface Free {
  /** null where all of it may change. */
  readonly mask: Mask | null;
  /** null where nobody had to look. */
  readonly seen: PortraitParts | null;
  readonly landmarks: Face["landmarks"] | null;
}

/**
 * @param request that is drawn, or was, from this source
 * @param unstored a mask that stands instead of the request's
 */
export async function freeOf(
  run: Run,
  pack: Pack,
  vaultId: string,
  request: GenerateRequest,
  { region, maskId, moves, face, held = [] }: Edit,
  stored: Stored,
  unstored: ArrayBuffer | null = null,
): Promise<Free> {
  const { image } = stored;
  const drawn = unstored ?? (maskId === undefined ? null : await storedMask(vaultId, maskId));
  const found = drawn === null && moves !== undefined;
  if (region === null && drawn === null && !found && held.length === 0) return { mask: null, seen: null, landmarks: null };
  const looks = region !== null || found || face !== undefined || held.length > 0;
  const seen = looks ? await portraitParts(run, pack, image) : null;
  const change = region === null || drawn !== null || found ? null : changeOf(request, region, stored);
  const landmarks = change && (await eyesOf(run, pack, change, stored));
  const everywhere = (): Mask => ({ ...image, data: new Uint8Array(image.width * image.height).fill(255) });
  const begun =
    drawn !== null
      ? drawnMask(drawn, image, face, seen)
      : found
        ? maskFrom(image, seen!.parts, moves)
        : change === null
          ? everywhere()
          : layerRegion(change.layer, image, seen!.parts, change.words, change.was, landmarks, seen!.width);
  const mask = held
    .filter((layer) => layer !== region)
    .reduce((mask_, layer) => without(mask_, layerRegion(layer, image, seen!.parts, "", "", null, seen!.width)), begun);
  return { mask, seen, landmarks };
}

/** What the walk begins with: what is to be removed has gone before anything is drawn, but for a layer, in whose place another is drawn. */
export const begunFor = ({ verb, region }: Edit, source: Source): Source =>
  verb === "remove" && region === null && source.mask ? { ...source, image: surrounded(source.image, source.mask) } : source;

/** The source is of working size; what is made of it is of the row's. */
export interface Found {
  readonly row: Picture;
  readonly source: Source;
  /** What was drawn, with all of the picture as it was that need not have changed; absent where all of the mask is meant. */
  readonly settle?: (drawn: Raster) => Promise<Raster>;
}

/** Where somebody is: as the parser sees them, or about as far as people reach around a face. */
async function personIn(run: Run, pack: Pack, image: Raster): Promise<Mask> {
  if (!findsParts(pack)) return aroundFace(image, subjectOf(await detectFaces(run, image, pack))?.face.box);
  const background = PARTS.indexOf("background");
  const { parts } = await portraitParts(run, pack, image);
  return { ...image, data: Uint8Array.from(parts, (part) => (part === background ? 0 : 255)) };
}

/** @throws Failure `request-invalid` where the frame is none around the picture, or the picture none that can be held as numbers */
async function expanded(run: Run, pack: Pack, { size }: GenerateRequest, edit: Edit, { row, image }: Stored): Promise<Source> {
  const refuse = (reason: string): never => {
    throw new Failure("request-invalid", { field: "size", reason });
  };
  const { left, top } = edit.at ?? { left: 0, top: 0 };
  if (isLarge(row) || isLarge(size)) return refuse("too large to be continued");
  if (left + image.width > size.width || top + image.height > size.height) return refuse("no frame around the picture");
  if (image.width === size.width && image.height === size.height) return refuse("nothing is added");
  const person = await personIn(run, pack, image);
  return { ...continued(image, person, size, { left, top }, pack.sizes[0]!), strength: edit.strength, mask: null };
}

/** @returns null where the request begins with noise alone */
export async function sourceOf(
  run: Run,
  pack: Pack,
  vaultId: string,
  request: GenerateRequest,
  unstored: ArrayBuffer | null,
): Promise<Found | null> {
  const { edit, personaId } = request;
  if (!edit) return null;
  const stored = await storedPicture(vaultId, personaId, edit.sourceId);
  if (edit.verb === "expand") return { row: stored.row, source: await expanded(run, pack, request, edit, stored) };
  const { mask, seen, landmarks } = await freeOf(run, pack, vaultId, request, edit, stored, unstored);
  const { image } = stored;
  const { region, maskId } = edit;
  const byLayer = region !== null && maskId === undefined && unstored === null && seen !== null;
  return {
    row: stored.row,
    source: { image, strength: edit.strength, mask },
    ...(byLayer && {
      settle: (drawn: Raster) => keptToNeed(run, pack, changeOf(request, region, stored), image, seen, landmarks, drawn),
    }),
  };
}
