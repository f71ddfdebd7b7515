/**
 * @file Names for files that leave: readable, in order, and safe on every system.
 */

const MAX_PART = 40;

/** Names that Windows keeps for devices, whatever their ending. */
const RESERVED = /^(con|prn|aux|nul|com\d|lpt\d)$/i;

/** Letters, digits and single hyphens; never empty. */
export function safePart(text: string, otherwise: string): string {
  const plain = text.normalize("NFC").replaceAll(/[^\p{L}\p{M}\p{N}]+/gu, "-");
  // By code points: half of one is no letter.
  const kept = Array.from(plain)
    .slice(0, MAX_PART)
    .join("")
    .replaceAll(/^-+|-+$/g, "");
  if (kept === "") return otherwise;
  return RESERVED.test(kept) ? `${kept}-` : kept;
}

/** `{persona}.{model version}_{picture}`, without its ending. */
export const pictureName = (persona: string, version: number, picture: string): string =>
  `${safePart(persona, "persona")}.${version}_${picture}`;

/** `2026-05-14`, in the time of this device. */
export const dayOf = (milliseconds: number): string => {
  const at = new Date(milliseconds);
  const two = (value: number): string => String(value).padStart(2, "0");
  return `${at.getFullYear()}-${two(at.getMonth() + 1)}-${two(at.getDate())}`;
};
