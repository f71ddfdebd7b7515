/**
 * @file How long a picture takes on this device, from what it has already drawn.
 *
 * Never a guess: without a measurement there is no number.
 */
import { denoiserRuns, type Preset } from "~/contracts/manifest";
import type { Sketch } from "~/contracts/inference-api";
import type { Picture } from "~/contracts/records";

const RECENT = 8;

const median = (values: readonly number[]): number | undefined => values.toSorted((a, b) => a - b)[Math.floor(values.length / 2)];

export interface Measured {
  /** Newest first. */
  readonly pictures: readonly Picture[];
  readonly sketch: Sketch | null;
  /** How the sketch was drawn. */
  readonly draft: Preset;
}

/** From pictures of just this many steps; else from the sketch and what each further step takes; else from other pictures. */
export function secondsFor(preset: Preset, { pictures, sketch, draft }: Measured): number | undefined {
  const runs = denoiserRuns(preset);
  const alike = pictures.filter(({ request }) => denoiserRuns(request) === runs).slice(0, RECENT);
  if (alike.length > 0) return median(alike.map(({ seconds }) => seconds));
  if (sketch) return sketch.seconds + Math.max(0, runs - denoiserRuns(draft)) * sketch.runSeconds;
  const each = median(pictures.slice(0, RECENT).map(({ seconds, request }) => seconds / denoiserRuns(request)));
  return each === undefined ? undefined : each * runs;
}
