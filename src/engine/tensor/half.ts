/**
 * @file Half precision (IEEE 754 binary16) as its bits, which is how ONNX Runtime takes and gives it in every browser.
 */

const bits = new Uint32Array(1);
const real = new Float32Array(bits.buffer);

/** To the nearest, ties to even; what is too large becomes infinite. */
function halfOf(value: number): number {
  real[0] = value;
  const word = bits[0]!;
  const sign = (word >>> 16) & 0x8000;
  const size = word & 0x7fff_ffff;
  if (size > 0x7f80_0000) return sign | 0x7e00;
  if (size >= 0x4780_0000) return sign | 0x7c00;
  if (size < 0x3880_0000) {
    // Below the least normal one there are even steps of 2⁻²⁴.
    const steps = Math.abs(value) * 2 ** 24;
    const down = Math.floor(steps);
    const rest = steps - down;
    return sign | (down + (rest > 0.5 || (rest === 0.5 && down % 2 === 1) ? 1 : 0));
  }
  // A carry out of the fraction is the next exponent, and out of the last exponent it is infinity.
  return sign | ((size - 0x3800_0000 + 0xfff + ((size >>> 13) & 1)) >>> 13);
}

export const toHalf = (values: Float32Array): Uint16Array => Uint16Array.from(values, halfOf);

const TABLE_SIZE = 2 ** 16;
let table: Float32Array | undefined;

function tabulate(): Float32Array {
  return Float32Array.from({ length: TABLE_SIZE }, (_, half) => {
    const sign = half & 0x8000 ? -1 : 1;
    const exponent = (half >>> 10) & 0x1f;
    const fraction = half & 0x3ff;
    if (exponent === 0x1f) return fraction ? Number.NaN : sign * Infinity;
    return exponent === 0 ? sign * fraction * 2 ** -24 : sign * (1 + fraction / 1024) * 2 ** (exponent - 15);
  });
}

export function fromHalf(halves: Uint16Array): Float32Array<ArrayBuffer> {
  const known = (table ??= tabulate());
  const values = new Float32Array(halves.length);
  for (let i = 0; i < halves.length; i++) values[i] = known[halves[i]!]!;
  return values;
}
