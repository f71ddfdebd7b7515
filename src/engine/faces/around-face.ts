/** @file About where somebody is, told by their face alone: head and hair around it, and from the shoulders down as broad as people are. */
import type { Face } from "~/contracts/faces.ts";
import type { Size } from "~/contracts/request.ts";
import type { Mask } from "~/engine/image/mask.ts";

/** In faces: how far hair reaches above and beside one, and how broad shoulders are from its middle. */
const [ABOVE, BESIDE, SHOULDERS] = [0.6, 0.4, 1.6];

/** @param box absent where no face is found: then nobody is there */
export function aroundFace({ width, height }: Size, box: Face["box"] | undefined): Mask {
  const data = new Uint8Array(width * height);
  if (box === undefined) return { width, height, data };
  const middle = box.x + box.width / 2;
  const fill = (reach: number, top: number, bottom: number): void => {
    const [from, to] = [Math.max(0, Math.round(middle - reach)), Math.min(width, Math.round(middle + reach))];
    for (let y = Math.max(0, Math.round(top)); y < Math.min(height, bottom); y++)
      if (to > from) data.fill(255, y * width + from, y * width + to);
  };
  fill((0.5 + BESIDE) * box.width, box.y - ABOVE * box.height, height);
  fill(SHOULDERS * box.width, box.y + box.height, height);
  return { width, height, data };
}
