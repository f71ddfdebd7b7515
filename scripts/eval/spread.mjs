/**
 * @file Whether one lot of numbers is as varied as another: how much of its range it covers, how evenly it fills it.
 */

/** As numpy's default. @param {ArrayLike<number>} sorted ascending @param {number} share 0..1 */
export function quantile(sorted, share) {
  const at = share * (sorted.length - 1);
  const low = /** @type {number} */ (sorted[Math.floor(at)]);
  const high = /** @type {number} */ (sorted[Math.ceil(at)]);
  return low + (at - Math.floor(at)) * (high - low);
}

const BINS = 10;
/** Of either end; the outermost few of a small lot are too much by chance. */
const TAIL = 0.025;

/**
 * @param {readonly number[]} values
 * @param {readonly number[]} reference
 * @returns `covered` is the share of the middle 95 % of the reference that lies within the middle 95 % of the values; `evenness` the
 *   entropy of the values over tenths of the reference, 1 where each tenth has a tenth of them
 */
export function spreadOf(values, reference) {
  const [own, other] = [Float64Array.from(values).sort(), Float64Array.from(reference).sort()];
  const [low, high] = [quantile(other, TAIL), quantile(other, 1 - TAIL)];
  const within = Math.min(high, quantile(own, 1 - TAIL)) - Math.max(low, quantile(own, TAIL));
  const edges = Array.from({ length: BINS - 1 }, (_, bin) => quantile(other, (bin + 1) / BINS));
  const counts = new Float64Array(BINS);
  for (const value of values) {
    const bin = edges.filter((edge) => value >= edge).length;
    counts[bin] = /** @type {number} */ (counts[bin]) + 1;
  }
  let entropy = 0;
  for (const count of counts) if (count > 0) entropy -= (count / values.length) * Math.log(count / values.length);
  return { covered: Math.max(0, within / (high - low)), evenness: entropy / Math.log(BINS) };
}
