/**
 * @file What the inference worker's timeline says about its pictures: how long each took, and how much of that was the bare runs.
 *
 * The worker leaves a measure "picture" or "sketch" for each, and "run <graph>" for every evaluation of a graph.
 */

/** @typedef {{ readonly name: string, readonly startTime: number, readonly duration: number }} Measure */

/** @param {readonly number[]} values */
export function median(values) {
  const sorted = [...values].sort((a, b) => a - b);
  const middle = sorted.length >> 1;
  const [low, high] = [sorted[sorted.length % 2 === 0 ? middle - 1 : middle], sorted[middle]];
  return low === undefined || high === undefined ? Number.NaN : (low + high) / 2;
}

/**
 * @param {readonly Measure[]} timeline
 * @param {"picture" | "sketch"} name
 * @returns {{ ms: number, bareMs: number }[]} of each, in order; bareMs is the sum of the runs inside of it
 */
export function drawn(timeline, name) {
  const runs = timeline.filter((measure) => measure.name.startsWith("run "));
  return timeline
    .filter((measure) => measure.name === name)
    .map(({ startTime, duration }) => ({
      ms: duration,
      bareMs: runs
        .filter((run) => run.startTime >= startTime && run.startTime < startTime + duration)
        .reduce((sum, run) => sum + run.duration, 0),
    }));
}
