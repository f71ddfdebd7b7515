/**
 * @file A face that is small in its picture is drawn from nearer: through a window that shows it as a tight headshot would.
 *
 * A pack draws an eye in a few cells of its latent where a person is seen to the waist. As "Inpaint only masked" of AUTOMATIC1111 and
 * ADetailer do it; the window is laid as the pack frames a headshot itself, so that what it draws meets what is there.
 */
import type { Face } from "~/contracts/faces.ts";
import type { LayerChoice } from "~/contracts/layers.ts";
import type { Size } from "~/contracts/request.ts";
import { yawOf } from "~/engine/faces/quality.ts";
import type { Mask } from "~/engine/image/mask.ts";
import { boundsOf, type Pane, type Window } from "~/engine/image/window.ts";

/** Of a headshot, as shares of its height: how tall the unit that heads are drawn by is, and how far down their middle (toolkit: world/rig.py). */
const HEADSHOT = { unit: 0.31, down: 0.48 };

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

const mean = (...values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param shape what the pack draws */
function headshot({ box, landmarks }: Face, shape: Size): Window {
  const [left, right, , leftMouth, rightMouth] = landmarks;
  const middle = (axis: 0 | 1): number => mean(mean(left[axis], right[axis]), mean(leftMouth[axis], rightMouth[axis]));
  const unit = Math.sqrt(box.width * box.height) / FACE.side;
  const height = Math.round(unit / HEADSHOT.unit);
  const width = Math.round((height * shape.width) / shape.height);
  const x = middle(0) - FACE.aside * unit * Math.sin((yawOf(landmarks) * Math.PI) / 180);
  const y = middle(1) - FACE.below * unit;
  return { left: Math.round(x - width / 2), top: Math.round(y - HEADSHOT.down * height), width, height };
}

/**
 * @param mask where the picture may change @param sizes what the pack draws; a picture of another size is seen through a window in any case
 * @returns null where the face is large enough, or something beside it may change too
 */
export function nearer(face: Face, mask: Mask, sizes: readonly Size[]): Pane | null {
  const shape = sizes[0]!;
  const window = headshot(face, shape);
  const free = boundsOf(mask);
  const drawnWhole = sizes.some(({ width, height }) => width === mask.width && height === mask.height);
  if (free === null || (drawnWhole && window.height > NEAR_ENOUGH * shape.height)) return null;
  const holds =
    free.left >= window.left &&
    free.top >= window.top &&
    free.left + free.width <= window.left + window.width &&
    free.top + free.height <= window.top + window.height;
  return holds ? { window, mask } : null;
}

/** What a lens is said to be that sees it so. */
export const SEEN_NEARER = "tight headshot";

/** The same look, seen from nearer. */
export const seenNearer = (layers: readonly LayerChoice[]): readonly LayerChoice[] => [
  ...layers.filter(({ kind }) => kind !== "lens"),
  { kind: "lens", words: SEEN_NEARER, strength: 1 },
];
