/** @file Bytes that tests and their server both know without sending a file along. */

/** A linear congruential sequence: nothing in it repeats within a part. */
export function fixtureBytes(length: number): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(length);
  let state = 1;
  for (let index = 0; index < length; index++) {
    state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
    bytes[index] = state >>> 24;
  }
  return bytes;
}
