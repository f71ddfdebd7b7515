/**
 * @file What each pixel of a picture of any framing belongs to: the parser knows portraits, so they are cut around the face.
 */
import { drawsAt } from "~/contracts/abilities.ts";
import type { Face } from "~/contracts/faces.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Size } from "~/contracts/request.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { PARTS, parsePortrait } from "~/engine/faces/parse.ts";
import { subjectOf } from "~/engine/faces/subject.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { cut, type Window } from "~/engine/image/window.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { HALF_BODY, windowOn } from "./framed.ts";

/** How the samples' faces stand, as shares of their pictures: the mean of the detector's boxes over 32 of them, and what they vary between. */
const STANDS = { across: 0.46, down: 0.445, least: 0.25, most: 0.68 };

/** By this much the picture's shape may differ from the pack's and be squeezed into it. */
const SQUEEZED = 1.25;

/** Around a face as it stands in what the pack draws. */
function portraitAround(face: Face["box"], shape: Size): Window {
  const width = Math.round(face.width / STANDS.across);
  const height = Math.round((width * shape.height) / shape.width);
  return {
    left: Math.round(face.x + face.width / 2 - width / 2),
    top: Math.round(face.y + face.height / 2 - STANDS.down * height),
    width,
    height,
  };
}

const isPortrait = (image: Size, shape: Size, face: Face["box"]): boolean => {
  const off = (image.width * shape.height) / (image.height * shape.width);
  const share = face.width / image.width;
  return off < SQUEEZED && off > 1 / SQUEEZED && share >= STANDS.least && share <= STANDS.most;
};

export interface PortraitParts {
  /** As `parsePortrait` gives them; outside of the portraits that are cut out, of the head and to the waist, everything is background. */
  readonly parts: Uint8Array;
  /** Width of the portrait, px of the picture: what its regions are measured by. */
  readonly width: number;
}

/** Into the picture's parts those that were seen through a window, at the pack's size. */
function lay(parts: Uint8Array, { width, height }: Size, seen: Uint8Array, window: Window, shape: Size): void {
  for (let y = Math.max(0, window.top); y < Math.min(height, window.top + window.height); y++)
    for (let x = Math.max(0, window.left); x < Math.min(width, window.left + window.width); x++) {
      const row = Math.floor(((y - window.top + 0.5) * shape.height) / window.height);
      const column = Math.floor(((x - window.left + 0.5) * shape.width) / window.width);
      parts[y * width + x] = seen[row * shape.width + column]!;
    }
}

export async function portraitParts(
  run: Run,
  pack: Pick<Pack, "sizes" | "faces" | "graphs">,
  image: Raster,
): Promise<PortraitParts> {
  const { width, height } = image;
  if (drawsAt(pack, image)) return { parts: await parsePortrait(run, pack, image), width };
  const shape = pack.sizes[0]!;
  const face = subjectOf(await detectFaces(run, image, pack))?.face;
  if (face === undefined || isPortrait(image, shape, face.box)) return { parts: await parsePortrait(run, pack, image), width };
  const near = portraitAround(face.box, shape);
  const parts = new Uint8Array(width * height).fill(PARTS.indexOf("background"));
  // What is worn reaches farther down than a head is seen best.
  for (const window of [windowOn(face, HALF_BODY, shape), near])
    lay(parts, image, await parsePortrait(run, pack, cut(image, window, shape)), window, shape);
  return { parts, width: near.width };
}
