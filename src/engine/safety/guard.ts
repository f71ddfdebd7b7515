/**
 * @file Looks at what a pack has drawn, before anybody else does: the safety checker of Stable Diffusion's repositories.
 *
 * A pack that draws photographs may not draw without one. What was drawn of drawings is guarded by what the pack was taught.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Size } from "~/contracts/request.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { floats, output, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";

const SIDE = 224;
/** Of CLIP's pictures. */
const MEAN = [0.48145466, 0.4578275, 0.40821073] as const;
const DEVIATION = [0.26862954, 0.26130258, 0.27577711] as const;

/** The middle of the picture, its shorter side 224. */
function middle(picture: Raster): Raster {
  const factor = SIDE / Math.min(picture.width, picture.height);
  const small = resize(picture, Math.round(picture.width * factor), Math.round(picture.height * factor));
  const [left, top] = [Math.floor((small.width - SIDE) / 2), Math.floor((small.height - SIDE) / 2)];
  const out = raster(SIDE, SIDE);
  for (let y = 0; y < SIDE; y++) {
    const from = 4 * ((top + y) * small.width + left);
    out.data.set(small.data.subarray(from, from + 4 * SIDE), 4 * y * SIDE);
  }
  return out;
}

/** [1, 3, 224, 224] */
export function whitened(picture: Raster): FloatTensor {
  const planes = toPlanes(middle(picture), RGB, 1 / 255);
  const { data } = planes;
  const area = SIDE * SIDE;
  for (let c = 0; c < 3; c++) for (let i = c * area; i < (c + 1) * area; i++) data[i] = (data[i]! - MEAN[c]!) / DEVIATION[c]!;
  return planes;
}

/** [1, 224, 224, 3]: the checker blackens them itself, which nobody reads. */
const unread = (): FloatTensor => floats([1, SIDE, SIDE, 3]);

/** @throws Failure `pack-unguarded` */
export function requireChecker({ id, reads, graphs }: Pack): void {
  if (reads === "photographs" && !graphs.safety_checker) throw new Failure("pack-unguarded", { packId: id });
}

/** Stands where a picture was withheld from a row of several. */
export function nothingShown({ width, height }: Size): Raster {
  const image = raster(width, height);
  image.data.fill(128);
  return image;
}

/** @throws Failure `picture-withheld` */
export async function withholdUnsafe(run: Run, { graphs }: Pack, picture: Raster): Promise<void> {
  const checker = graphs.safety_checker;
  if (!checker) return;
  const outputs = await run("safety_checker", {
    image: whitened(picture),
    ...("pixels" in checker.inputs && { pixels: unread() }),
  });
  if (output(outputs, "unsafe").data[0] !== 0) throw new Failure("picture-withheld", {});
}
