/**
 * @file The measures of the evaluation, on plain numbers: how well people are told apart, faces found, regions and pixels met.
 *
 * The same definitions as toolkit/atelier/evaluate and faces/verification.
 */

/** @typedef {{ readonly x: number, readonly y: number, readonly width: number, readonly height: number }} Box */

/** @param {readonly number[]} values */
export const mean = (values) => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param {ArrayLike<number>} sorted ascending @param {number} limit @returns how many lie below it */
function below(sorted, limit) {
  let [low, high] = [0, sorted.length];
  while (low < high) {
    const middle = (low + high) >> 1;
    if (/** @type {number} */ (sorted[middle]) < limit) low = middle + 1;
    else high = middle;
  }
  return low;
}

/**
 * The rate at which as many pairs of one person are refused as pairs of two are taken for one, and the cosine that decides so.
 *
 * @param {readonly number[]} genuine cosines of pairs of one person
 * @param {readonly number[]} impostor of two
 */
export function equalError(genuine, impostor) {
  const [same, other] = [Float64Array.from(genuine).sort(), Float64Array.from(impostor).sort()];
  let best = { gap: Infinity, rate: Number.NaN, limit: Number.NaN };
  for (let step = 0; step <= 4000; step++) {
    const limit = -1 + step / 2000;
    const refused = below(same, limit) / same.length;
    const taken = 1 - below(other, limit) / other.length;
    const gap = Math.abs(refused - taken);
    if (gap < best.gap) best = { gap, rate: (refused + taken) / 2, limit };
  }
  return { rate: best.rate, limit: best.limit };
}

/** @param {Box} a @param {Box} b */
export function overlap(a, b) {
  const width = Math.min(a.x + a.width, b.x + b.width) - Math.max(a.x, b.x);
  const height = Math.min(a.y + a.height, b.y + b.height) - Math.max(a.y, b.y);
  if (width <= 0 || height <= 0) return 0;
  return (width * height) / (a.width * a.height + b.width * b.height - width * height);
}

/**
 * Area under precision over recall, all points.
 *
 * @param {readonly (readonly { readonly box: Box, readonly score: number }[])[]} found of each picture
 * @param {readonly (readonly Box[])[]} truth
 */
export function averagePrecision(found, truth, threshold = 0.5) {
  const rows = found.flatMap((faces, picture) => faces.map((face) => ({ ...face, picture }))).sort((a, b) => b.score - a.score);
  const taken = truth.map((boxes) => boxes.map(() => false));
  const total = truth.reduce((sum, boxes) => sum + boxes.length, 0);
  let hits = 0;
  const curve = rows.map(({ box, picture }, index) => {
    const overlaps = (truth[picture] ?? []).map((own, at) => (taken[picture]?.[at] ? 0 : overlap(box, own)));
    const best = overlaps.indexOf(Math.max(...overlaps));
    if (best >= 0 && (overlaps[best] ?? 0) >= threshold) {
      hits++;
      /** @type {boolean[]} */ (taken[picture])[best] = true;
    }
    return { recall: hits / total, precision: hits / (index + 1) };
  });
  let [area, envelope] = [0, 0];
  for (let index = curve.length - 1; index >= 0; index--) {
    const here = /** @type {{ recall: number, precision: number }} */ (curve[index]);
    envelope = Math.max(envelope, here.precision);
    area += envelope * (here.recall - (curve[index - 1]?.recall ?? 0));
  }
  return area;
}

/**
 * @param {number} classes
 * @returns counts regions picture by picture; `mean` is the mean over the classes that there are
 */
export function regionCounter(classes) {
  const regions = Array.from({ length: classes }, () => ({ both: 0, either: 0 }));
  return {
    /** @param {ArrayLike<number>} found @param {ArrayLike<number>} truth class of each pixel */
    add(found, truth) {
      for (const [own, region] of regions.entries())
        for (let index = 0; index < truth.length; index++) {
          const [a, b] = [found[index] === own, truth[index] === own];
          if (a && b) region.both++;
          if (a || b) region.either++;
        }
    },
    mean: () => mean(regions.filter(({ either }) => either > 0).map(({ both, either }) => both / either)),
  };
}

/** Peak signal to noise in dB. @param {ArrayLike<number>} a @param {ArrayLike<number>} b 0..peak */
export function psnr(a, b, peak = 255) {
  let sum = 0;
  for (let index = 0; index < a.length; index++)
    sum += (/** @type {number} */ (a[index]) - /** @type {number} */ (b[index])) ** 2;
  return 10 * Math.log10((peak * peak * a.length) / sum);
}
