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

/**
 * The latest pictures, or else the sketch, and what each step more or fewer takes, fewer never by more than their share; from pictures
 * alone, each run of them alike.
 */
export function secondsFor(preset: Preset, { pictures, sketch, draft }: Measured): number | undefined {
  const runs = denoiserRuns(preset);
  const drawn = pictures.slice(0, RECENT).map(({ seconds, request }) => ({ seconds, runs: denoiserRuns(request) }));
  if (!sketch) return median(drawn.map((each) => (each.seconds / each.runs) * runs));
  const known = drawn.length > 0 ? drawn : [{ seconds: sketch.seconds, runs: denoiserRuns(draft) }];
  return median(
    known.map((each) =>
      Math.max(each.seconds * Math.min(1, runs / each.runs), each.seconds + (runs - each.runs) * sketch.runSeconds),
    ),
  );
}
