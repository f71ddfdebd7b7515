/**
 * @file Through which windows a picture that is there is drawn again, so that whoever it shows stands in them as the pack knows people.
 */
import type { Face } from "~/contracts/faces.ts";
import type { Size } from "~/contracts/request.ts";
import { isEmpty, type Mask } from "~/engine/image/mask.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { framed, portraitIn } from "./framed.ts";
import type { Source } from "./image-to-image.ts";
import { changedBehind, relit, type DrawPass, type Pass } from "./surroundings.ts";

/** From here on a picture is a portrait as it is, and from here down the portrait in it is too small a part to speak for the rest. */
const ALIKE = { most: 0.8, least: 0.1 };

/** So much of a face, at most, changes with what is behind it. */
const SPARED = 0.05;

function spares({ width, height, data }: Mask, { box }: Face): boolean {
  let [free, all] = [0, 0];
  for (let y = Math.max(0, Math.round(box.y)); y < Math.min(height, box.y + box.height); y++)
    for (let x = Math.max(0, Math.round(box.x)); x < Math.min(width, box.x + box.width); x++) {
      free += data[y * width + x]! / 255;
      all++;
    }
  return free <= SPARED * all;
}

const ONCE: Pass = { lens: null, before: 0, windows: 1 };

/**
 * @param face of whom it shows; null where nobody is found, and it is drawn as it is
 * @param sizes what the pack draws
 */
export async function redraw(face: Face | null, source: Source, sizes: readonly Size[], draw: DrawPass): Promise<Raster> {
  const { image, mask, panes } = source;
  if (panes || face === null || (mask && isEmpty(mask))) return draw(source, ONCE);
  const near = mask && framed(face, mask, sizes);
  if (near) return draw({ ...source, panes: [near] }, { ...ONCE, lens: near.lens });
  if (sizes.some(({ width, height }) => width === image.width && height === image.height)) return draw(source, ONCE);
  const portrait = portraitIn(face, image, sizes[0]!);
  if (portrait.alike >= ALIKE.most) return draw(source, { ...ONCE, lens: portrait.lens });
  if (portrait.alike < ALIKE.least) return draw(source, ONCE);
  if (mask === null) return relit(source, portrait, draw);
  return spares(mask, face) ? changedBehind({ ...source, mask }, portrait, sizes[0]!, draw) : draw(source, ONCE);
}
