/**
 * @file Through which windows a picture that is there is drawn again, so that whoever it shows stands in them as the pack knows people.
 */
import { drawsAt } from "~/contracts/abilities.ts";
import type { Face } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { isEmpty, type Mask } from "~/engine/image/mask.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { framed, portraitIn } from "./framed.ts";
import type { Source } from "./image-to-image.ts";
import { changedBehind, relit, type DrawPass, type Pass } from "./surroundings.ts";

/** From here on a picture is a portrait as it is, and from here down the portrait in it is too small a part to speak for the rest. */
const ALIKE = { most: 0.8, least: 0.1 };

/** Nothing changes from eye to eye and down to the mouth. */
function spares({ width, data }: Mask, { landmarks }: Face): boolean {
  const [across, down] = [landmarks.map(([x]) => x), landmarks.map(([, y]) => y)];
  const [left, right] = [Math.max(0, Math.floor(Math.min(...across))), Math.ceil(Math.max(...across))];
  for (let y = Math.max(0, Math.floor(Math.min(...down))); y <= Math.max(...down); y++)
    if (data.subarray(y * width + left, y * width + right).some((share) => share > 0)) return false;
  return true;
}

const ONCE: Pass = { lens: null, before: 0, windows: 1 };

/**
 * @param face of whom it shows; null where nobody is found, and it is drawn as it is
 * @param pack one that is told how a head is turned puts heads where portraits have them; others draw whatever is in a picture where it is
 * @param behind what changes is what lies behind the person
 */
export async function redraw(
  face: Face | null,
  source: Source,
  pack: Pick<Pack, "sizes" | "pose">,
  behind: boolean,
  draw: DrawPass,
): Promise<Raster> {
  const { image, mask, panes } = source;
  if (panes || face === null || (mask && isEmpty(mask))) return draw(source, ONCE);
  const near = mask && framed(face, mask, pack, behind);
  if (near) return draw({ ...source, panes: [near] }, { ...ONCE, lens: near.lens });
  if (!pack.pose || drawsAt(pack, image)) return draw(source, ONCE);
  const shape = pack.sizes[0]!;
  const portrait = portraitIn(face, image, shape);
  if (portrait.alike >= ALIKE.most) return draw(source, { ...ONCE, lens: portrait.lens });
  if (portrait.alike < ALIKE.least) return draw(source, ONCE);
  if (mask === null) return relit(source, portrait, draw);
  return behind || spares(mask, face) ? changedBehind({ ...source, mask }, portrait, shape, draw) : draw(source, ONCE);
}
