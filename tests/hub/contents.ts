/**
 * @file Files that the stand-in hub has without keeping them: any byte of them can be made when it is asked for.
 */
import { createHash } from "node:crypto";
import { closeSync, openSync, readSync } from "node:fs";
import { fixtureBytes } from "../support/fixture-bytes.ts";

/** A prime, so that no two parts of a power of two begin alike. */
const PERIOD = 1_048_573;
const BLOCK = 1 << 20;

const pattern = Buffer.from(fixtureBytes(PERIOD));

/** What a file consists of: a pattern, or a file: a path below tests/fixtures, or the address of one anywhere. */
export type Seed = number | string;

function piece(seed: string, start: number, end: number): Buffer {
  const file = openSync(new URL(seed, new URL("../fixtures/", import.meta.url)), "r");
  try {
    const bytes = Buffer.allocUnsafe(end - start);
    return bytes.subarray(0, readSync(file, bytes, 0, bytes.length, start));
  } finally {
    closeSync(file);
  }
}

/** Bytes `start … end - 1` of the file that has this length and seed. */
export function contents(seed: Seed, start: number, end: number): Buffer {
  if (typeof seed === "string") return piece(seed, start, end);
  const bytes = Buffer.allocUnsafe(end - start);
  for (let done = 0; done < bytes.length;) {
    const from = (start + done + seed) % PERIOD;
    done += pattern.copy(bytes, done, from, Math.min(PERIOD, from + bytes.length - done));
  }
  return bytes;
}

const digests = new Map<string, string>();

/** Of bytes `start … end - 1`, as lower-case hex. */
export function sha256Of(seed: Seed, start: number, end: number): string {
  const key = `${seed} ${start} ${end}`;
  const known = digests.get(key);
  if (known !== undefined) return known;
  const hash = createHash("sha256");
  for (let at = start; at < end; at += BLOCK) hash.update(contents(seed, at, Math.min(at + BLOCK, end)));
  const digest = hash.digest("hex");
  digests.set(key, digest);
  return digest;
}
