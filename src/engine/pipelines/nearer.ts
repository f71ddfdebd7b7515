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

/**
 * Of a tight headshot, as shares of its height: how far the mouth lies below the eyes, and how far down their middle is. Means of 6,196
 * drawings of Atelier's world (deviations 0.017 and 0.034).
 */
const HEADSHOT = { unit: 0.194, down: 0.571 };

/** By how many units times sin(yaw) the middle of eyes and mouth goes aside as a head turns about its neck; fitted on 20,608 drawings. */
const ASIDE = 1.55;

/** A picture's own size is large enough for a face that is hardly smaller than in a headshot. */
const NEAR_ENOUGH = 0.9;

const middle = ([ax, ay]: readonly [number, number], [bx, by]: readonly [number, number]) =>
  [(ax + bx) / 2, (ay + by) / 2] as const;

/** @param shape what the pack draws */
function headshot(landmarks: Face["landmarks"], shape: Size): Window {
  const [left, right, , leftMouth, rightMouth] = landmarks;
  const [eyes, mouth] = [middle(left, right), middle(leftMouth, rightMouth)];
  // A head that is turned has its eyes closer together, one that is lowered its mouth closer to them.
  const unit = Math.max(
    Math.hypot(mouth[0] - eyes[0], mouth[1] - eyes[1]),
    0.9 * Math.hypot(right[0] - left[0], right[1] - left[1]),
  );
  const [x, y] = middle(eyes, mouth);
  const height = Math.round(unit / HEADSHOT.unit);
  const width = Math.round((height * shape.width) / shape.height);
  const neck = x - ASIDE * unit * Math.sin((yawOf(landmarks) * Math.PI) / 180);
  return { left: Math.round(neck - width / 2), top: Math.round(y - HEADSHOT.down * height), width, height };
}

/**
 * @param mask where the picture may change @param shape what the pack draws
 * @returns null where the face is large enough, or something beside it may change too
 */
export function nearer(landmarks: Face["landmarks"], mask: Mask, shape: Size): Pane | null {
  const window = headshot(landmarks, shape);
  const free = boundsOf(mask);
  if (free === null || window.height > NEAR_ENOUGH * shape.height) return null;
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
