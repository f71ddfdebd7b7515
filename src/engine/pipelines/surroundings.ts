/**
 * @file What changes all around somebody in a picture that no window shows as a portrait: the portrait in it is drawn first, and what lies
 * around that follows it.
 *
 * In a window where somebody stands aside, a denoiser that was taught portraits draws another head where it would have one.
 */
import { MIN_EDIT_STRENGTH, type Size } from "~/contracts/request.ts";
import { continued } from "~/engine/image/expand.ts";
import { composite, feather, type Mask } from "~/engine/image/mask.ts";
import { inverted } from "~/engine/image/mask-moves.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { clipped, cut, cutMask, filled, inside, matched, type Pane, type Window } from "~/engine/image/window.ts";
import type { Portrait } from "./framed.ts";
import type { Source } from "./image-to-image.ts";

export interface Pass {
  /** As this lens sees it; null: as it is said. */
  readonly lens: string | null;
  /** What is seen beyond a portrait's edges, and not the person. */
  readonly beyond?: true;
  /** How many windows were drawn before these, of how many. */
  readonly before: number;
  readonly windows: number;
}

export type DrawPass = (source: Source, pass: Pass) => Promise<Raster>;

/** To how far within the portrait its edge follows its surroundings, as a share of its width. */
const SEAM = 0.06;

const shrunk = ({ left, top, width, height }: Window, by: number): Window => ({
  left: left + by,
  top: top + by,
  width: Math.max(0, width - 2 * by),
  height: Math.max(0, height - 2 * by),
});

/** All of a picture in another light: the portrait is drawn, and what lies around it takes on by how much the portrait's colours changed. */
export async function relit({ image, strength }: Source, { window, lens }: Portrait, draw: DrawPass): Promise<Raster> {
  const shown = inside(window, image);
  const pane: Pane = { window, mask: filled(image, window) };
  const drawn = await draw({ image, strength, mask: pane.mask, panes: [pane] }, { lens, before: 0, windows: 1 });
  const seam = Math.round((SEAM * window.width) / 2);
  const known = filled(image, shrunk(shown, 2 * seam));
  return composite(matched(drawn, image, inverted(known)), drawn, feather(filled(image, shrunk(shown, seam)), seam));
}

/** @param mask that spares the person @param shape what the pack draws */
export async function changedBehind(
  { image, strength, mask }: Source & { readonly mask: Mask },
  { window, lens }: Portrait,
  shape: Size,
  draw: DrawPass,
): Promise<Raster> {
  const shown = inside(window, image);
  const pane: Pane = { window, mask: clipped(mask, window) };
  const person = cutMask(inverted(mask), shown, shown);
  const around = (drawn: Raster) => continued(cut(drawn, shown, shown), person, image, shown, shape);
  const windows = 1 + around(image).panes.length;
  const portrait = await draw({ image, strength, mask: pane.mask, panes: [pane] }, { lens, before: 0, windows });
  if (windows === 1) return composite(image, portrait, mask);
  const begun = around(portrait);
  const whole = await draw(
    { ...begun, strength: MIN_EDIT_STRENGTH, mask: null },
    { lens: null, beyond: true, before: 1, windows },
  );
  return composite(image, whole, mask);
}
