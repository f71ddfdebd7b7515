/**
 * @file How a mask was made, so that it can be made again of another picture: by commands, or by hand beside a face.
 */

/** Parts of a portrait that a mask can be made of. */
export const MASK_PARTS = ["face", "hair", "clothes", "background"] as const;

export type MaskPart = (typeof MASK_PARTS)[number];

/** Lengths are shares of the picture's width. */
export type MaskMove =
  | { readonly kind: "add" | "subtract"; readonly part: MaskPart }
  | { readonly kind: "grow" | "feather"; readonly by: number }
  | { readonly kind: "invert" };

export const MAX_MASK_MOVES = 40;

/** Where a face lies in a picture, in its pixels; `across` is the root of its area. */
export interface FaceSpot {
  readonly x: number;
  readonly y: number;
  readonly across: number;
}

type Given = Readonly<Record<string, unknown>>;

const isNumber = (value: unknown, low: number, high: number): value is number =>
  typeof value === "number" && value >= low && value <= high;

function moveOf(value: unknown): MaskMove | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { kind, part, by } = value as Given;
  if (kind === "invert") return { kind };
  if (kind === "grow" && isNumber(by, -1, 1)) return { kind, by };
  if (kind === "feather" && isNumber(by, 0, 1)) return { kind, by };
  const known = MASK_PARTS.find((each) => each === part);
  return (kind === "add" || kind === "subtract") && known ? { kind, part: known } : undefined;
}

/** @returns undefined where it is no list of moves */
export function readMoves(value: unknown): readonly MaskMove[] | undefined {
  if (!Array.isArray(value) || value.length > MAX_MASK_MOVES) return undefined;
  const moves = value.map(moveOf);
  return moves.includes(undefined) ? undefined : moves.flatMap((move) => move ?? []);
}

/** @returns undefined where it is no place of a face */
export function readSpot(value: unknown): FaceSpot | undefined {
  if (typeof value !== "object" || value === null) return undefined;
  const { x, y, across } = value as Given;
  const most = 16_384;
  return isNumber(x, 0, most) && isNumber(y, 0, most) && isNumber(across, 1, most) ? { x, y, across } : undefined;
}
