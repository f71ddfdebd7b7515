/**
 * @file How evenly something is measured over bands of people: each band's mean with its interval, and how far the worst one falls behind.
 *
 * The worst of many small bands is far behind by chance alone. So the gap comes with what it would be if bands meant nothing: the
 * bands of the cases are shuffled and the worst gap looked for again. What the bands are is said by the cases.
 */
import { mean } from "./metrics.mjs";

/**
 * One measured thing: to which band it belongs in each grouping, and what was found, by row. Values are shares, 1 the best.
 *
 * @typedef {{ readonly bands: Readonly<Record<string, string>>, readonly values: Readonly<Record<string, number | undefined>> }} Case
 */
/** @typedef {{ readonly mean: number, readonly cases: number, readonly low: number, readonly high: number }} Found */
/** @typedef {{ readonly row: string, readonly grouping: string, readonly band: string, readonly gap: number }} Gap */

/** Of the normal distribution: 95 % lie within. */
const Z = 1.959964;

/** Cornish and Fisher's expansion of Student's quantile, within 0.02 of it from four degrees of freedom on. @param {number} freedom */
const studentOf = (freedom) => Z + (Z ** 3 + Z) / (4 * freedom) + (5 * Z ** 5 + 16 * Z ** 3 + 3 * Z) / (96 * freedom ** 2);

/**
 * 95 % of the mean: Wilson's for right or wrong, Student's otherwise.
 *
 * @param {readonly number[]} values at least one
 * @returns {readonly [low: number, high: number]}
 */
export function interval(values) {
  const n = values.length;
  const middle = mean(values);
  if (values.every((value) => value === 0 || value === 1)) {
    const centre = (middle + Z ** 2 / (2 * n)) / (1 + Z ** 2 / n);
    const reach = (Z / (1 + Z ** 2 / n)) * Math.sqrt((middle * (1 - middle)) / n + Z ** 2 / (4 * n ** 2));
    return [Math.max(0, centre - reach), Math.min(1, centre + reach)];
  }
  if (n < 2) return [-Infinity, Infinity];
  const deviation = Math.sqrt(values.reduce((sum, value) => sum + (value - middle) ** 2, 0) / (n - 1));
  const reach = (studentOf(n - 1) * deviation) / Math.sqrt(n);
  return [middle - reach, middle + reach];
}

/** @param {readonly number[]} values @returns {Found} */
function foundIn(values) {
  const [low, high] = interval(values);
  return { mean: mean(values), cases: values.length, low, high };
}

/** @param {readonly Case[]} cases @param {string} row */
const valuesOf = (cases, row) => cases.map(({ values }) => values[row]).filter((value) => value !== undefined);

/** @param {readonly Case[]} cases @returns {readonly string[]} */
const rowsOf = (cases) => [...new Set(cases.flatMap(({ values }) => Object.keys(values)))];

/**
 * @param {readonly Case[]} cases
 * @returns {Record<string, Record<string, Record<string, Found>>>} by row, grouping and band; a band without cases is left out
 */
export function bandsOf(cases) {
  /** @type {Record<string, Record<string, Record<string, Found>>>} */
  const rows = {};
  for (const row of rowsOf(cases)) {
    /** @type {Record<string, Record<string, number[]>>} */
    const groupings = {};
    for (const { bands, values } of cases) {
      const value = values[row];
      if (value === undefined) continue;
      for (const [grouping, band] of Object.entries(bands)) ((groupings[grouping] ??= {})[band] ??= []).push(value);
    }
    rows[row] = Object.fromEntries(
      Object.entries(groupings).map(([grouping, each]) => [
        grouping,
        Object.fromEntries(Object.entries(each).map(([band, own]) => [band, foundIn(own)])),
      ]),
    );
  }
  return rows;
}

/**
 * A table as columns, so that it can be shuffled hundreds of times.
 *
 * @param {readonly Case[]} cases
 */
function columnsOf(cases) {
  const names = [...new Set(cases.flatMap(({ bands }) => Object.keys(bands)))];
  return {
    rows: rowsOf(cases).map((row) => {
      const column = cases.map(({ values }) => values[row] ?? Number.NaN);
      return { row, column, all: mean(column.filter((value) => !Number.isNaN(value))) };
    }),
    groupings: names.map((grouping) => {
      const bands = [...new Set(cases.map((each) => each.bands[grouping]))].filter((band) => band !== undefined);
      return { grouping, bands, place: cases.map((each) => bands.indexOf(each.bands[grouping] ?? "")) };
    }),
    order: cases.map((_, index) => index),
  };
}
/** @typedef {ReturnType<typeof columnsOf>} Columns */

/**
 * The band that is furthest behind the mean of all.
 *
 * @param {readonly Columns[]} tables the bands of a case are those of the one that `order` puts in its place
 * @param {number} least
 * @returns {Gap | null}
 */
function furthest(tables, least) {
  /** @type {Gap | null} */
  let worst = null;
  for (const { rows, groupings, order } of tables)
    for (const { grouping, bands, place } of groupings)
      for (const { row, column, all } of rows) {
        const sums = bands.map(() => 0);
        const counts = bands.map(() => 0);
        for (let index = 0; index < column.length; index++) {
          const value = /** @type {number} */ (column[index]);
          const band = /** @type {number} */ (place[/** @type {number} */ (order[index])]);
          if (Number.isNaN(value) || band < 0) continue;
          sums[band] = /** @type {number} */ (sums[band]) + value;
          counts[band] = /** @type {number} */ (counts[band]) + 1;
        }
        for (const [index, band] of bands.entries()) {
          const n = /** @type {number} */ (counts[index]);
          const gap = all - /** @type {number} */ (sums[index]) / n;
          if (n >= least && (worst === null || gap > worst.gap)) worst = { row, grouping, band, gap };
        }
      }
  return worst;
}

/** Numbers in 0..1, the same for the same seed: the xorshift of Marsaglia 2003. @param {number} seed not 0 */
function uniform(seed) {
  let state = seed;
  return () => {
    state ^= state << 13;
    state ^= state >>> 17;
    state ^= state << 5;
    return (state >>> 0) / 2 ** 32;
  };
}

/** In place. @param {number[]} order @param {() => number} next */
function shuffle(order, next) {
  for (let left = order.length - 1; left > 0; left--) {
    const other = Math.floor(next() * (left + 1));
    [order[left], order[other]] = [/** @type {number} */ (order[other]), /** @type {number} */ (order[left])];
  }
}

/**
 * @param {readonly (readonly Case[])[]} tables cases of one table are shuffled together, so that what goes together stays so
 * @param {{ readonly least: number, readonly shuffles: number }} settings `least` cases a band has to have
 * @returns the worst gap with its band's interval; of the shuffled ones the median, the 95th in a hundred and the share that is as
 *   bad; null where no band has enough cases
 */
export function worstGap(tables, { least, shuffles }) {
  const columns = tables.map(columnsOf);
  const worst = furthest(columns, least);
  if (worst === null) return null;
  const own = /** @type {readonly Case[]} */ (tables.find((cases) => rowsOf(cases).includes(worst.row)));
  const all = mean(valuesOf(own, worst.row));
  const values = valuesOf(
    own.filter(({ bands }) => bands[worst.grouping] === worst.band),
    worst.row,
  );
  const [low, high] = interval(values);
  const next = uniform(1);
  const chance = Array.from({ length: shuffles }, () => {
    for (const { order } of columns) shuffle(order, next);
    return furthest(columns, least)?.gap ?? 0;
  }).sort((a, b) => a - b);
  return {
    ...worst,
    cases: values.length,
    interval: /** @type {const} */ ([all - high, all - low]),
    chance: {
      median: chance[Math.floor(shuffles / 2)] ?? 0,
      most: chance[Math.floor(0.95 * shuffles)] ?? 0,
      share: chance.filter((gap) => gap >= worst.gap).length / shuffles,
    },
  };
}
