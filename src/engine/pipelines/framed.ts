/**
 * @file Whom a window shows as a portrait would: of what is drawn on and around a head, the head is as large in it, and stands where, the pack's
 * own pictures have it.
 *
 * A small face is drawn from nearer so, as "Inpaint only masked" of AUTOMATIC1111 and ADetailer do; and a picture of another size than the pack
 * draws is seen in a way that it knows. Elsewhere a denoiser that was taught portraits puts another head, or a collar across a face.
 */
import { drawsAt } from "~/contracts/abilities.ts";
import type { Face } from "~/contracts/faces.ts";
import type { LayerChoice } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Size } from "~/contracts/request.ts";
import { yawOf } from "~/engine/faces/quality.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { boundsOf, clipped, inside, type Pane, type Window } from "~/engine/image/window.ts";

interface Framing {
  /** As a lens is said. */
  readonly lens: string;
  /** Of the unit that heads are drawn by, and how far down their middle is; shares of the height (toolkit: world/rig.py). */
  readonly unit: number;
  readonly down: number;
}

const HEADSHOT: Framing = { lens: "tight headshot", unit: 0.31, down: 0.48 };

export const HALF_BODY: Framing = { lens: "half body", unit: 0.16, down: 0.315 };

/** From near to far. */
const FRAMINGS: readonly Framing[] = [HEADSHOT, { lens: "head and shoulders", unit: 0.23, down: 0.415 }, HALF_BODY];

/**
 * In units of its head, what is seen of a face: how large its box is (the root of its area; deviation 4 %), how far below the head's middle that
 * of eyes and mouth lies, and how far aside, times sin(yaw), as a head turns about its neck. Fitted on 20,608 drawings.
 */
const FACE = { side: 1.543, below: 0.294, aside: 0.97 };

/**
 * Of how tall a headshot would be: a face seen from head to shoulders (0.74) is large enough where it is, and what is drawn around it meets
 * it better; one seen to the waist (0.52) is not.
 */
const NEAR_ENOUGH = 0.63;

/** So much of what may change has to lie in the farthest window; the rest, the edge of what was found to the waist for instance, stays. */
const MOSTLY = 0.9;

export interface Framed extends Pane {
  readonly lens: string;
}

const mean = (...values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** Where the face is as large, and stands where, a portrait has it. @param shape what the pack draws */
export function windowOn({ box, landmarks }: Face, { unit: share, down }: Framing, shape: Size): Window {
  const [left, right, , leftMouth, rightMouth] = landmarks;
  const middle = (axis: 0 | 1): number => mean(mean(left[axis], right[axis]), mean(leftMouth[axis], rightMouth[axis]));
  const unit = Math.sqrt(box.width * box.height) / FACE.side;
  const height = Math.round(unit / share);
  const width = Math.round((height * shape.width) / shape.height);
  const x = middle(0) - FACE.aside * unit * Math.sin((yawOf(landmarks) * Math.PI) / 180);
  const y = middle(1) - FACE.below * unit;
  return { left: Math.round(x - width / 2), top: Math.round(y - down * height), width, height };
}

const holds = (outer: Window, inner: Window): boolean =>
  inner.left >= outer.left &&
  inner.top >= outer.top &&
  inner.left + inner.width <= outer.left + outer.width &&
  inner.top + inner.height <= outer.top + outer.height;

const weight = ({ data }: Mask): number => data.reduce((sum, share) => sum + share, 0);

/**
 * @param mask where the picture may change @param pack a picture of another size than it draws is seen through a window in any case
 * @param all of the mask is to change, or a part of it would be seen to be missing
 * @returns the nearest that shows all of the mask, or the farthest that shows most of it; null where none does, or the picture shows the face
 *   large enough itself
 */
export function framed(face: Face, mask: Mask, pack: Pick<Pack, "sizes">, all = false): Framed | null {
  const shape = pack.sizes[0]!;
  const free = boundsOf(mask);
  if (free === null) return null;
  const drawnWhole = drawsAt(pack, mask);
  for (const framing of drawnWhole ? [HEADSHOT] : FRAMINGS) {
    const window = windowOn(face, framing, shape);
    if (drawnWhole && window.height > NEAR_ENOUGH * shape.height) return null;
    if (holds(window, free)) return { window, mask, lens: framing.lens };
  }
  if (drawnWhole || all) return null;
  const window = windowOn(face, HALF_BODY, shape);
  const shown = clipped(mask, window);
  return weight(shown) >= MOSTLY * weight(mask) ? { window, mask: shown, lens: HALF_BODY.lens } : null;
}

export interface Portrait {
  readonly window: Window;
  readonly lens: string;
  /** What window and picture have in common, of all that either has: 1 where the picture is such a portrait itself. */
  readonly alike: number;
}

/** Of all portraits that could be cut around a face the one that shows the most of its picture, and the least beside it. */
export function portraitIn(face: Face, picture: Size, shape: Size): Portrait {
  const area = ({ width, height }: Size): number => width * height;
  const portraits = FRAMINGS.map((framing) => {
    const window = windowOn(face, framing, shape);
    const common = area(inside(window, picture));
    return { window, lens: framing.lens, alike: common / (area(window) + area(picture) - common) };
  });
  return portraits.reduce((best, each) => (each.alike > best.alike ? each : best));
}

/** The same look, as this lens sees it. */
export const seenBy = (lens: string, layers: readonly LayerChoice[]): readonly LayerChoice[] => [
  ...layers.filter(({ kind }) => kind !== "lens"),
  { kind: "lens", words: lens, strength: 1 },
];

/** What is seen beyond a portrait's edges is where the person is, and what they wear, farther away; not their face and hair. */
export const seenBeyond = (layers: readonly LayerChoice[]): readonly LayerChoice[] =>
  seenBy(
    HALF_BODY.lens,
    layers.filter(({ kind }) => kind === "outfit" || kind === "scene" || kind === "light"),
  );
