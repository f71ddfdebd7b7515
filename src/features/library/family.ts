/**
 * @file The family of a picture: what it goes back to at the very beginning, and everything that came of that.
 *
 * Pure. A picture whose parent is not here any more begins a family of its own.
 */
import type { Picture } from "~/contracts/records";

export interface Relative {
  readonly picture: Picture;
  readonly parent: Picture | undefined;
  /** 0 for the one that it began with. */
  readonly depth: number;
  readonly children: number;
  /** Among those of the same parent, from 1, and how many these are. */
  readonly place: number;
  readonly of: number;
}

/** Depth first, the older before the newer: the order in which a tree is read. */
export function familyOf(all: readonly Picture[], id: string): readonly Relative[] {
  const byId = new Map(all.map((picture) => [picture.id, picture]));
  const children = new Map<string, Picture[]>();
  for (const picture of all) {
    if (picture.parentId === undefined) continue;
    const siblings = children.get(picture.parentId);
    if (siblings) siblings.push(picture);
    else children.set(picture.parentId, [picture]);
  }
  let first = byId.get(id);
  const above = new Set<string>();
  while (first?.parentId !== undefined && byId.has(first.parentId) && !above.has(first.parentId)) {
    above.add(first.id);
    first = byId.get(first.parentId)!;
  }
  const family: Relative[] = [];
  // Whatever a damaged row says, nobody is their own ancestor.
  const seen = new Set<string>();
  const add = (picture: Picture, parent: Picture | undefined, depth: number, place: number, of: number): void => {
    if (seen.has(picture.id)) return;
    seen.add(picture.id);
    const next = (children.get(picture.id) ?? []).toSorted((a, b) => a.createdAt - b.createdAt);
    family.push({ picture, parent, depth, children: next.length, place, of });
    for (const [i, child] of next.entries()) add(child, picture, depth + 1, i + 1, next.length);
  };
  if (first) add(first, undefined, 0, 1, 1);
  return family;
}
