/**
 * @file Where a picture may change when one of its layers does.
 *
 * Around what the layer shows there is room for what the new one may need: longer hair, a wider coat. The face is the person's, and stays.
 */
import type { Size, RegionLayer } from "~/contracts/request.ts";
import { PARTS, type Part } from "~/engine/faces/parse.ts";
import { feather, grow, type Mask } from "~/engine/image/mask.ts";

interface Rule {
  readonly of: readonly Part[];
  /** Around it, as a share of the picture's width. */
  readonly room: number;
  /** Left out of the room. */
  readonly never: readonly Part[];
}

const RULES: Readonly<Record<RegionLayer, Rule>> = {
  // The face itself stays out; around it there may be hair where there is none yet.
  hair: { of: ["hair", "face"], room: 0.13, never: ["face"] },
  outfit: { of: ["clothes", "body"], room: 0.04, never: ["face", "hair"] },
  scene: { of: ["background"], room: 0.01, never: ["face"] },
  expression: { of: ["face"], room: 0, never: [] },
};

/** Of the edge, to either side, as a share of the picture's width. */
const FEATHER = 0.03;

/** What lies on the face belongs to it: the parser sees glasses as something else. */
const ACROSS = 0.05;

const filled = (mask: Mask, by: number): Mask => grow(grow(mask, by), -by);

/** @param parts of each pixel, row by row, its index in PARTS */
export function layerRegion(layer: RegionLayer, { width, height }: Size, parts: Uint8Array): Mask {
  const { of, room, never } = RULES[layer];
  const shown = (list: readonly Part[]): Mask => {
    const among = new Set(list.map((part) => PARTS.indexOf(part)));
    const mask = { width, height, data: Uint8Array.from(parts, (part) => (among.has(part) ? 255 : 0)) };
    return list.includes("face") ? filled(mask, ACROSS * width) : mask;
  };
  const [grown, kept] = [grow(shown(of), room * width), shown(never)];
  const data = grown.data.map((value, i) => Math.min(value, 255 - kept.data[i]!));
  return feather({ width, height, data }, FEATHER * width);
}
