/**
 * @file What of a layer's region a change has needed: where the layer was, where it is now, and an edge around both.
 *
 * A region leaves room for what may come (region.ts). Where the layer shows neither before nor after it came to nothing, and what was there is
 * put back in pixels: the coat beneath hair that does not fall so far, the wall beside a coat that is no wider.
 */
import type { Pack } from "~/contracts/manifest.ts";
import type { RegionLayer, Size } from "~/contracts/request.ts";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { composite, feather, grow, type Mask } from "~/engine/image/mask.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { portraitParts, type PortraitParts } from "./portrait-parts.ts";

/** What shows a layer; of an expression nothing but the face does, which is all of its region. */
const SHOWS: Readonly<Partial<Record<RegionLayer, readonly Part[]>>> = {
  hair: ["hair"],
  // What is worn on the face was put into the region for its own sake.
  outfit: ["clothes", "body", "other", "face"],
  scene: ["background"],
};

/** Around it, as a share of the portrait's width: kept whole, and from there on fading. */
const EDGE = 0.025;

/** @param before of each pixel its part, in the picture as it was @param after in what was drawn @param portrait how wide the portrait is, px */
export function neededBy(
  parts: readonly Part[],
  { width, height }: Size,
  before: Uint8Array,
  after: Uint8Array,
  portrait: number,
): Mask {
  const among = new Set(parts.map((part) => PARTS.indexOf(part)));
  const data = Uint8Array.from(before, (was, i) => (among.has(was) || among.has(after[i]!) ? 255 : 0));
  return feather(grow({ width, height, data }, EDGE * portrait), EDGE * portrait);
}

/** @param drawn within the layer's region @param seen the parts of the picture as it was */
export async function keptToNeed(
  run: Run,
  pack: Pick<Pack, "sizes" | "faces" | "graphs">,
  layer: RegionLayer,
  image: Raster,
  seen: PortraitParts,
  drawn: Raster,
): Promise<Raster> {
  const shows = SHOWS[layer];
  if (!shows) return drawn;
  const { parts } = await portraitParts(run, pack, drawn);
  return composite(image, drawn, neededBy(shows, image, seen.parts, parts, seen.width));
}
