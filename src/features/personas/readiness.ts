/**
 * @file Whether a persona's photographs are enough to learn from, and which sides of the face are still unseen.
 */
import { isUsable } from "~/contracts/faces";
import type { Photograph } from "~/contracts/records";

/** Yaw in degrees where one side ends and the next begins: far left, left, front, right, far right. */
const BOUNDS = [-24, -9, 9, 24] as const;
export const SIDES = BOUNDS.length + 1;

export const sideOf = (yaw: number): number => BOUNDS.filter((bound) => yaw >= bound).length;

export const usable = (photographs: readonly Photograph[]): readonly Photograph[] =>
  photographs.filter((photograph) => isUsable(photograph.inspection));

export const yaws = (photographs: readonly Photograph[]): readonly number[] =>
  usable(photographs).flatMap((photograph) => photograph.inspection?.yaw ?? []);

/** How many photographs show each side. */
export function coverage(degrees: readonly number[]): readonly number[] {
  const counts = Array.from({ length: SIDES }, () => 0);
  for (const yaw of degrees) counts[sideOf(yaw)]! += 1;
  return counts;
}

/**
 * Sides that would teach most: the front where it is missing, then a side where neither of the two was seen. Seen a little from the
 * left is as good as far left, so only wholly missing directions are named.
 */
export function wanted(counts: readonly number[]): readonly number[] {
  const [farLeft = 0, left = 0, front = 0, right = 0, farRight = 0] = counts;
  const missing: number[] = [];
  if (front === 0) missing.push(2);
  if (farLeft + left === 0) missing.push(1);
  if (right + farRight === 0) missing.push(3);
  return missing;
}
