/**
 * @file How a picture is drawn again, all of it or where a mask lets it: the same walk, begun at the picture instead of at noise alone.
 *
 * Outside of the mask the result is the picture itself, to the byte: what the autoencoder would lose there is put back in pixels. A
 * picture of another size than the pack draws is seen through windows of the pack's own, and drawn there.
 */
import { drawsAt } from "~/contracts/abilities.ts";
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Size } from "~/contracts/request.ts";
import { composite, isEmpty, overCells, type Mask } from "~/engine/image/mask.ts";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { boundsOf, cut, cutMask, matched, pasted, windowAround, type Pane, type Window } from "~/engine/image/window.ts";
import { output, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import type { Conditions } from "./conditions.ts";
import { decodeLatent, scaled, walk, type OnStep, type Origin, type Settings } from "./walk.ts";

export interface Source {
  /** Of the settings' size. */
  readonly image: Raster;
  /** How far from it, 0..1: the part of the way from noise that is walked again. */
  readonly strength: number;
  /** Where it may change; null is everywhere. */
  readonly mask: Mask | null;
  /** One after another, each beginning with what the one before has drawn. Absent: in one go, with what surrounds the mask. */
  readonly panes?: readonly Pane[];
}

/** What is shown around a place that changes, to each side of it, as a share of its size. */
const CONTEXT = 0.5;

/** @returns [1, C, h, w] */
export const encodeImage = async (run: Run, { scale = 1, read = scale }: Pack["latent"], image: Raster): Promise<FloatTensor> =>
  scaled(output(await run("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) }), "latent"), read);

/** @throws Failure `request-invalid` or `mask-empty` */
function checkSource({ image, strength, mask }: Source, { size }: Settings): void {
  const refuse = (field: string, reason: string): never => {
    throw new Failure("request-invalid", { field, reason });
  };
  const differs = ({ width, height }: Mask | Raster): boolean => width !== size.width || height !== size.height;
  if (!(strength >= 0 && strength <= 1)) refuse("edit.strength", "not a number from 0 to 1");
  if (differs(image)) refuse("size", `not that of the picture it begins with, ${image.width} × ${image.height}`);
  if (mask === null) return;
  if (differs(mask)) refuse("edit.mask", `not of the picture's size, ${size.width} × ${size.height}`);
  if (isEmpty(mask)) throw new Failure("mask-empty", {});
}

/** @returns what was drawn, also where nothing may change */
async function redrawn(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  settings: Settings,
  { image, strength, mask }: Source,
  onStep: OnStep,
): Promise<Raster> {
  const latent = await encodeImage(run, pack.latent, image);
  const origin: Origin = { latent, strength, ...(mask && { free: overCells(mask, pack.latent.factor) }) };
  return fromPlanes(await decodeLatent(run, pack.latent, await walk(run, pack, conditions, settings, origin, onStep)));
}

/** Of the pack's sizes the one whose shape is the closest to this. */
function shapeFor({ sizes }: Pack, { width, height }: Size): Size {
  const off = (size: Size): number => Math.abs(Math.log((size.width * height) / (size.height * width)));
  return sizes.reduce((best, size) => (off(size) < off(best) ? size : best));
}

/** All that may change, through one window. */
function onePane(pack: Pack, { image, mask }: Source): Pane {
  const free = mask ?? { ...image, data: new Uint8Array(image.width * image.height).fill(255) };
  const bounds = boundsOf(free)!;
  return { window: windowAround(bounds, image, shapeFor(pack, bounds), mask === null ? 0 : CONTEXT), mask: free };
}

/** What of a window is not there to be matched: what changes, and what lies beyond the picture and only repeats its edge. */
function changing(mask: Mask, picture: Size, window: Window): Mask {
  const all: Mask = { ...picture, data: new Uint8Array(picture.width * picture.height).fill(255) };
  const shown = cutMask(all, window, mask);
  return { ...mask, data: mask.data.map((share, i) => (shown.data[i] === 255 ? share : 255)) };
}

async function throughWindows(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  settings: Settings,
  source: Source,
  onStep: OnStep,
): Promise<Raster> {
  const { steps, seed } = settings;
  const panes = source.panes ?? [onePane(pack, source)];
  let image = source.image;
  for (const [k, { window, mask }] of panes.entries()) {
    const size = shapeFor(pack, window);
    const seen: Source = { image: cut(image, window, size), strength: source.strength, mask: cutMask(mask, window, size) };
    // Another noise for each, or what they draw would be alike.
    const drawn = await redrawn(run, pack, conditions, { ...settings, size, seed: seed + k }, seen, (step) =>
      onStep({ ...step, step: k * steps + step.step, steps: panes.length * steps, window }),
    );
    image = pasted(image, matched(seen.image, drawn, changing(seen.mask!, image, window)), window, mask);
  }
  return image;
}

export async function imageToImage(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  settings: Settings,
  source: Source,
  onStep: OnStep,
): Promise<Raster> {
  checkSource(source, settings);
  const { image, mask } = source;
  if (source.panes || !drawsAt(pack, image)) return throughWindows(run, pack, conditions, settings, source, onStep);
  const drawn = await redrawn(run, pack, conditions, settings, source, onStep);
  return mask ? composite(image, drawn, mask) : drawn;
}
