/**
 * @file What the face stack says about an image: where faces are, and whether a photograph can be learned from.
 */

export type Point = readonly [x: number, y: number];

export interface Face {
  /** Pixels of the image it was found in. */
  readonly box: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** ArcFace order: image-left eye, image-right eye, nose tip, image-left and image-right mouth corner. */
  readonly landmarks: readonly [Point, Point, Point, Point, Point];
  readonly score: number;
}

export type Finding =
  | { readonly code: "no-face" }
  | { readonly code: "several-faces"; readonly count: number }
  | { readonly code: "tiny-face"; readonly eyeDistance: number }
  | { readonly code: "blurred"; readonly sharpness: number }
  | { readonly code: "too-dark"; readonly mean: number }
  | { readonly code: "too-bright"; readonly mean: number }
  /** A camera photograph, shown to a pack that reads drawings. */
  | { readonly code: "photograph"; readonly noise: number }
  | { readonly code: "duplicate"; readonly of: string }
  /** Unlike the persona's other photographs: this may be someone else. */
  | { readonly code: "someone-else"; readonly cosine: number };

export type FindingCode = Finding["code"];

/** Findings that keep a photograph out of training. The others only warn. */
export const REFUSING: readonly FindingCode[] = [
  "no-face",
  "several-faces",
  "tiny-face",
  "photograph",
  "duplicate",
  "someone-else",
];

export interface Inspection {
  readonly packRevision: string;
  readonly face: Face | null;
  readonly findings: readonly Finding[];
  /** L2-normalised; null without a face. */
  readonly embedding: readonly number[] | null;
  /** Degrees, from the landmarks; a coarse estimate for the coverage ring. */
  readonly yaw: number | null;
}

export const isUsable = (inspection: Inspection | null): boolean =>
  inspection !== null && inspection.face !== null && !inspection.findings.some((finding) => REFUSING.includes(finding.code));

/** The fewest usable photographs that a face is learned from. */
export const FEWEST_PHOTOGRAPHS = 5;

/** As many as are asked for. */
export const ASKED_PHOTOGRAPHS = 8;
