/**
 * @file Whether skin keeps its colour: the same person in the same plain look, drawn by hand and by the generator.
 *
 * Neutral light and a plain wall, so that no layer colours the face. Of the drawing the skin is known; in the picture it is what the
 * parser takes for the skin of a face.
 */
import type { Pose } from "~/contracts/request.ts";
import { parsePortrait, PARTS } from "~/engine/faces/parse.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { ciede2000, labOf, type Lab } from "../../scripts/eval/colour.mjs";
import { median } from "../../scripts/bench/timeline.mjs";
import type { OpenPack } from "./pack.ts";
import type { NeutralCase } from "./people.ts";
import { drawn, type People } from "./pictures.ts";

const FACE = PARTS.indexOf("face");
/** Fewer pixels are no face. */
const LEAST = 100;
const FRONT: Pose = { yaw: 0, pitch: 0, roll: 0, gazeX: 0, gazeY: 0, mouth: 0, eyes: 0.85 };

/** Median of each of L*, a*, b*. @returns null where hardly any skin is seen */
async function skinOf({ run, pack }: OpenPack, picture: Raster): Promise<Lab | null> {
  const { data } = picture;
  const colours: Lab[] = [];
  for (const [at, part] of (await parsePortrait(run, pack, picture)).entries())
    if (part === FACE) colours.push(labOf(data[4 * at]!, data[4 * at + 1]!, data[4 * at + 2]!));
  if (colours.length < LEAST) return null;
  const middle = (k: 0 | 1 | 2): number => median(colours.map((colour) => colour[k]));
  return [middle(0), middle(1), middle(2)];
}

/** @returns of each case how far its skin has moved, CIEDE2000; null where none is seen */
export async function measureSkin(
  open: OpenPack,
  people: People,
  cases: readonly NeutralCase[],
): Promise<readonly (number | null)[]> {
  const shifts: (number | null)[] = [];
  for (const asked of cases) {
    const picture = await drawn(open, await people.learned(asked.person), asked, { pose: FRONT });
    const skin = await skinOf(open, picture);
    shifts.push(skin && ciede2000(skin, asked.skin));
  }
  return shifts;
}
