/**
 * @file What of a layer's region a change has needed: where the layer was, where it is now, and an edge around both.
 *
 * A region leaves room for what may come (region.ts). Where the layer shows neither before nor after it came to nothing, and what was there is
 * put back in pixels: the coat beneath hair that does not fall so far, the wall beside a coat that is no wider.
 */
import type { Face } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { RegionLayer, Size } from "~/contracts/request.ts";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { composite, feather, grow, isEmpty, type Mask } from "~/engine/image/mask.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { surrounded } from "~/engine/image/surround.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { portraitParts, type PortraitParts } from "./portrait-parts.ts";
import { bareCrown, sticksOut } from "./region.ts";

/** What shows a layer; of an expression nothing but the face does, which is all of its region. */
const SHOWS: Readonly<Partial<Record<RegionLayer, readonly Part[]>>> = {
  hair: ["hair"],
  // What is worn on the face was put into the region for its own sake.
  outfit: ["clothes", "body", "other", "face"],
  scene: ["background"],
};

/** Around it, as a share of the portrait's width: kept whole, and from there on fading. */
const EDGE = 0.025;

/**
 * @param before of each pixel its part, in the picture as it was @param after in what was drawn @param portrait how wide the portrait is, px
 * @param besides what is needed all the same
 */
export function neededBy(
  parts: readonly Part[],
  { width, height }: Size,
  before: Uint8Array,
  after: Uint8Array,
  portrait: number,
  besides: Mask | null = null,
): Mask {
  const among = new Set(parts.map((part) => PARTS.indexOf(part)));
  const data = Uint8Array.from(before, (was, i) =>
    among.has(was) || among.has(after[i]!) || besides?.data[i] === 255 ? 255 : 0,
  );
  return feather(grow({ width, height, data }, EDGE * portrait), EDGE * portrait);
}

export interface Change {
  readonly layer: RegionLayer;
  readonly words: string;
  readonly was: string;
  /** Nobody has said what is behind the person: of a picture that came in only its pixels say it. */
  readonly sceneUnsaid?: boolean;
}

/** Of the line between a person and what is put behind them, as a share of the portrait's width. */
const LINE = 0.006;

/**
 * Behind the person, as the picture was: its own background, and what the layer covered there before as what lies around it, instead of a
 * background that the pack thought of.
 *
 * @param before of each pixel its part, in the picture as it was @param after in what was drawn @param portrait how wide the portrait is, px
 */
export function asItWasBehind(image: Raster, drawn: Raster, before: Uint8Array, after: Uint8Array, portrait: number): Raster {
  const { width, height } = image;
  const background = PARTS.indexOf("background");
  const masked = (isIn: (i: number) => boolean): Mask => ({
    width,
    height,
    data: Uint8Array.from(before, (_, i) => (isIn(i) ? 255 : 0)),
  });
  const changes = (i: number): boolean => [0, 1, 2].some((c) => image.data[4 * i + c] !== drawn.data[4 * i + c]);
  const behind = masked((i) => after[i] === background && changes(i));
  if (isEmpty(behind)) return drawn;
  const unknown = grow(
    masked((i) => before[i] !== background),
    EDGE * portrait,
  );
  return composite(drawn, surrounded(image, unknown), feather(behind, LINE * portrait));
}

/** Above the middle of the face. */
function aboveFace({ width, height }: Size, parts: Uint8Array): Mask {
  const face = PARTS.indexOf("face");
  const [first, last] = [parts.indexOf(face), parts.lastIndexOf(face)];
  const data = new Uint8Array(width * height);
  if (first >= 0) data.fill(255, 0, width * Math.round((first + last) / 2 / width));
  return { width, height, data };
}

/** What the parser does not see as a part of its own. */
function unseen({ layer, words, was }: Change, image: Size, parts: Uint8Array, landmarks: Face["landmarks"] | null): Mask | null {
  if (layer === "hair") return bareCrown(image, parts, landmarks, words);
  return sticksOut(layer, words, was) ? aboveFace(image, parts) : null;
}

/** @param drawn within the layer's region @param seen the parts of the picture as it was @param landmarks where `needsEyes` asks for them */
export async function keptToNeed(
  run: Run,
  pack: Pick<Pack, "sizes" | "faces" | "graphs">,
  change: Change,
  image: Raster,
  seen: PortraitParts,
  landmarks: Face["landmarks"] | null,
  drawn: Raster,
): Promise<Raster> {
  const shows = SHOWS[change.layer];
  if (!shows) return drawn;
  const { parts } = await portraitParts(run, pack, drawn);
  const besides = unseen(change, image, seen.parts, landmarks);
  const kept = composite(image, drawn, neededBy(shows, image, seen.parts, parts, seen.width, besides));
  return change.sceneUnsaid && change.layer !== "scene" ? asItWasBehind(image, kept, seen.parts, parts, seen.width) : kept;
}
