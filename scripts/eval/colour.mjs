/**
 * @file Colour as it is seen: sRGB to L*a*b* (D65, 2°), and how different two colours look, CIEDE2000.
 *
 * Sharma, Wu and Dalal 2005, "The CIEDE2000 color-difference formula: implementation notes", whose numbering the comments follow.
 */

/** @typedef {readonly [l: number, a: number, b: number]} Lab */

const WHITE = /** @type {const} */ ([0.95047, 1, 1.08883]);
const DEGREES = 180 / Math.PI;
const POWER = 25 ** 7;

/** @param {number} value 0..255 */
const linear = (value) => (value <= 0.04045 * 255 ? value / 255 / 12.92 : ((value / 255 + 0.055) / 1.055) ** 2.4);

/** @param {number} t */
const compressed = (t) => (t > 216 / 24389 ? Math.cbrt(t) : ((24389 / 27) * t + 16) / 116);

/**
 * @param {number} red 0..255
 * @param {number} green
 * @param {number} blue
 * @returns {Lab}
 */
export function labOf(red, green, blue) {
  const [r, g, b] = [linear(red), linear(green), linear(blue)];
  const x = compressed((0.412453 * r + 0.35758 * g + 0.180423 * b) / WHITE[0]);
  const y = compressed((0.212671 * r + 0.71516 * g + 0.072169 * b) / WHITE[1]);
  const z = compressed((0.019334 * r + 0.119193 * g + 0.950227 * b) / WHITE[2]);
  return [116 * y - 16, 500 * (x - y), 200 * (y - z)];
}

/** Hue in 0..360, 0 where there is none (7). @param {number} a @param {number} b */
const hue = (a, b) => (a === 0 && b === 0 ? 0 : (Math.atan2(b, a) * DEGREES + 360) % 360);

/** @param {Lab} one @param {Lab} other */
export function ciede2000([l1, a1, b1], [l2, a2, b2]) {
  const chroma = ((Math.hypot(a1, b1) + Math.hypot(a2, b2)) / 2) ** 7; // (2), (3)
  const stretch = 1.5 - 0.5 * Math.sqrt(chroma / (chroma + POWER)); // 1 + G of (4)
  const [c1, c2] = [Math.hypot(stretch * a1, b1), Math.hypot(stretch * a2, b2)]; // (6)
  const [h1, h2] = [hue(stretch * a1, b1), hue(stretch * a2, b2)];
  const grey = c1 * c2 === 0;

  let turn = grey ? 0 : h2 - h1; // (10)
  if (turn > 180) turn -= 360;
  else if (turn < -180) turn += 360;
  const dHue = 2 * Math.sqrt(c1 * c2) * Math.sin(turn / 2 / DEGREES); // (11)
  const [dLight, dChroma] = [l2 - l1, c2 - c1]; // (8), (9)

  const light = ((l1 + l2) / 2 - 50) ** 2;
  const c = (c1 + c2) / 2; // (13)
  let h = h1 + h2; // (14)
  if (!grey) {
    if (Math.abs(h1 - h2) > 180) h += h < 360 ? 360 : -360;
    h /= 2;
  }
  /** @param {number} degrees */
  const cos = (degrees) => Math.cos(degrees / DEGREES);
  const t = 1 - 0.17 * cos(h - 30) + 0.24 * cos(2 * h) + 0.32 * cos(3 * h + 6) - 0.2 * cos(4 * h - 63); // (15)
  const spin = 30 * Math.exp(-(((h - 275) / 25) ** 2)); // (16)
  const round = 2 * Math.sqrt(c ** 7 / (c ** 7 + POWER)); // (17)
  const lightness = dLight / (1 + (0.015 * light) / Math.sqrt(20 + light)); // (18)
  const colour = dChroma / (1 + 0.045 * c); // (19)
  const tint = dHue / (1 + 0.015 * c * t); // (20)
  return Math.sqrt(lightness ** 2 + colour ** 2 + tint ** 2 - Math.sin((2 * spin) / DEGREES) * round * colour * tint); // (21), (22)
}
