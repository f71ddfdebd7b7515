/**
 * @file What anybody is one of, as bearded in one way or not at all: the prior alone would give everybody a little of each.
 */
import { philox } from "~/engine/random/philox.ts";
import { STREAMS } from "~/engine/random/normal.ts";
import type { Wish } from "./condition.ts";
import type { Level, Prior } from "./prior.ts";

const WORD = 2 ** 32;

/**
 * @param wishes a control that they say anything about is theirs
 * @returns by seed, one level of each control whose levels have shares, as often as its share
 */
export function kindsOf({ controls }: Prior, wishes: readonly Wish[]): (seed: number) => readonly Level[] {
  const asked = new Set(wishes.map(({ attribute }) => attribute));
  const open = controls
    .map(({ levels }) => levels.filter(({ share }) => share !== undefined))
    .filter((levels) => levels.length > 0 && !levels.some(({ values }) => Object.keys(values).some((name) => asked.has(name))));
  return (seed) =>
    open.map((levels, control) => {
      let rest = philox([control, 0, STREAMS.kind, 0], [seed >>> 0, Math.floor(seed / WORD) >>> 0])[0] / WORD;
      return levels.find(({ share = 0 }) => (rest -= share) < 0) ?? levels.at(-1)!;
    });
}
