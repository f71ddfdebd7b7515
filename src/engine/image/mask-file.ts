/**
 * @file A mask as bytes: its size, then runs of equal values. Drawn masks are mostly runs, and small.
 *
 * Width and height as 32-bit, then for each run its value in 8 and its length in 24 bits, all little-endian.
 */
import { Failure } from "~/contracts/failure.ts";
import type { Mask } from "./mask.ts";

const HEAD = 8;
const RUN = 4;
const MOST = 0xff_ff_ff;

export function packMask({ width, height, data }: Mask): ArrayBuffer {
  const runs: (readonly [value: number, length: number])[] = [];
  for (let at = 0; at < data.length;) {
    const value = data[at]!;
    let end = at + 1;
    while (end < data.length && data[end] === value && end - at < MOST) end++;
    runs.push([value, end - at]);
    at = end;
  }
  const view = new DataView(new ArrayBuffer(HEAD + RUN * runs.length));
  view.setUint32(0, width, true);
  view.setUint32(4, height, true);
  for (const [k, [value, length]] of runs.entries()) view.setUint32(HEAD + RUN * k, value + 256 * length, true);
  return view.buffer;
}

/** @throws Failure `request-invalid` where the bytes are no mask */
export function unpackMask(bytes: ArrayBuffer): Mask {
  const refuse = (): never => {
    throw new Failure("request-invalid", { field: "edit.maskId", reason: "no mask" });
  };
  if (bytes.byteLength < HEAD || (bytes.byteLength - HEAD) % RUN !== 0) return refuse();
  const view = new DataView(bytes);
  const [width, height] = [view.getUint32(0, true), view.getUint32(4, true)];
  // Before room is made for them: what the runs come to.
  let total = 0;
  for (let at = HEAD; at < bytes.byteLength; at += RUN) total += view.getUint32(at, true) >>> 8;
  if (total !== width * height || total === 0 || total > 2 ** 26) return refuse();
  const data = new Uint8Array(total);
  let to = 0;
  for (let at = HEAD; at < bytes.byteLength; at += RUN) {
    const run = view.getUint32(at, true);
    data.fill(run & 255, to, (to += run >>> 8));
  }
  return { width, height, data };
}
