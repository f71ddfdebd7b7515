/**
 * @file How long a picture takes on this device, from the pictures it has already drawn.
 *
 * Never a guess: without a measurement there is no number.
 */
import type { Picture } from "~/contracts/records";
import type { Preset } from "~/contracts/manifest";

/** Runs of the denoiser: guidance needs a second one per step. */
const evaluations = ({ steps, guidance }: Preset): number => steps * (guidance === 1 ? 1 : 2);

const RECENT = 8;

/** Median seconds of one denoiser run over the latest pictures; undefined before the first. */
function secondsPerRun(pictures: readonly Picture[]): number | undefined {
  const measured = pictures.slice(0, RECENT).map(({ seconds, request }) => seconds / evaluations(request));
  return measured.sort((a, b) => a - b)[Math.floor(measured.length / 2)];
}

export const secondsFor = (preset: Preset, pictures: readonly Picture[]): number | undefined => {
  const each = secondsPerRun(pictures);
  return each === undefined ? undefined : each * evaluations(preset);
};
