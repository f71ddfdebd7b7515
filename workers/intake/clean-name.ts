/** @file A file's name as it may be shown: it is somebody else's text, and never a path. */

const LONGEST = 200;

/** Without control characters and the marks that turn text around. */
export const cleanName = (name: string): string =>
  name
    .normalize("NFC")
    .replace(/[\p{Cc}\p{Cf}]/gu, "")
    .trim()
    .slice(0, LONGEST) || "photograph";
