/**
 * @file The single keys that mark and rate, the same in the grid and beside a large picture.
 *
 * They act only where the focus is; whoever listens says on which pictures.
 */
import type { Mark, Picture, Stars } from "~/contracts/records";
import type { Library } from "./library";

const MARKS: Readonly<Record<string, Mark>> = { k: "keep", m: "maybe", r: "reject" };

export const isPlain = (event: KeyboardEvent): boolean => !event.altKey && !event.ctrlKey && !event.metaKey;

export const isTyping = (event: KeyboardEvent): boolean =>
  event.target instanceof HTMLInputElement ? event.target.type !== "checkbox" : event.target instanceof HTMLTextAreaElement;

/** @returns whether the key was one of them */
export function markByKey(event: KeyboardEvent, library: Library, pictures: readonly Picture[]): boolean {
  if (!isPlain(event) || isTyping(event) || pictures.length === 0) return false;
  const mark = MARKS[event.key.toLowerCase()];
  if (mark) library.setMark(pictures, mark);
  else if (/^[0-5]$/.test(event.key)) library.setStars(pictures, event.key === "0" ? null : (Number(event.key) as Stars));
  else if (event.key === "Delete") library.discard(pictures);
  else return false;
  event.preventDefault();
  return true;
}
