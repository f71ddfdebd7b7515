/**
 * @file The size at which a stored picture is looked at and masked: its own, but for those that would fill memory as numbers.
 */
import type { Size } from "~/contracts/request.ts";

/** Longest side, px. Faces are found and compared far below it, and what packs draw is smaller. */
const LONGEST = 1536;

/** No side is ever 0, however thin the picture. */
export function workingSize({ width, height }: Size): Size {
  const scale = Math.min(1, LONGEST / Math.max(width, height));
  return { width: Math.max(1, Math.round(width * scale)), height: Math.max(1, Math.round(height * scale)) };
}
