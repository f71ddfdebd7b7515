/**
 * @file How a picture is drawn again, all of it or where a mask lets it: the same walk, begun at the picture instead of at noise alone.
 *
 * Outside of the mask the result is the picture itself, to the byte: what the autoencoder would lose there is put back in pixels.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { composite, isEmpty, overCells, type Mask } from "~/engine/image/mask.ts";
import { fromPlanes, RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
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
}

/** @returns [1, C, h, w] */
const encodeImage = async (run: Run, { scale = 1 }: Pack["latent"], image: Raster): Promise<FloatTensor> =>
  scaled(output(await run("vae_encoder", { image: toPlanes(image, RGB, 1 / 127.5, -1) }), "latent"), scale);

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

export async function imageToImage(
  run: Run,
  pack: Pack,
  conditions: Conditions,
  settings: Settings,
  source: Source,
  onStep: OnStep,
): Promise<Raster> {
  checkSource(source, settings);
  const { image, strength, mask } = source;
  const latent = await encodeImage(run, pack.latent, image);
  const origin: Origin = { latent, strength, ...(mask && { free: overCells(mask, pack.latent.factor) }) };
  const drawn = fromPlanes(await decodeLatent(run, pack.latent, await walk(run, pack, conditions, settings, origin, onStep)));
  return mask ? composite(image, drawn, mask) : drawn;
}
