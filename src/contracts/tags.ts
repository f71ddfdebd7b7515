/**
 * @file Tags of pictures: a few short words of somebody's own, the same however they were typed.
 */
export const MAX_TAG_CHARACTERS = 40;
export const MAX_TAGS = 20;

/** As it is kept: without the mark, on one line; empty where nothing is left. */
export const cleanTag = (text: string): string =>
  text
    .normalize("NFC")
    .replaceAll(/[\p{C}\s,;]+/gu, " ")
    .trim()
    .replace(/^#+\s*/u, "")
    .slice(0, MAX_TAG_CHARACTERS)
    .trim();

const isSame = (one: string, other: string): boolean => one.toLowerCase() === other.toLowerCase();

export const hasTag = (tags: readonly string[] | undefined, tag: string): boolean =>
  (tags ?? []).some((each) => isSame(each, tag));

/** At the end; a tag that is there already, or one too many, changes nothing. */
export function withTag(tags: readonly string[] | undefined, text: string): readonly string[] {
  const [before, tag] = [tags ?? [], cleanTag(text)];
  return tag === "" || hasTag(before, tag) || before.length >= MAX_TAGS ? before : [...before, tag];
}

export const withoutTag = (tags: readonly string[] | undefined, tag: string): readonly string[] =>
  (tags ?? []).filter((each) => !isSame(each, tag));
