/**
 * @file Whom a picture is of: the largest face, unless others rival it.
 */
import type { Face } from "~/contracts/faces.ts";

/** Share of the subject's width from which another face could be the subject too; smaller ones stand in the background. */
const RIVAL = 0.4;

export interface Subject {
  readonly face: Face;
  /** Faces that could be meant, itself included. */
  readonly count: number;
}

export function subjectOf(faces: readonly Face[]): Subject | null {
  const [face] = faces.toSorted((a, b) => b.box.width - a.box.width);
  if (face === undefined) return null;
  return { face, count: faces.filter(({ box }) => box.width >= RIVAL * face.box.width).length };
}
