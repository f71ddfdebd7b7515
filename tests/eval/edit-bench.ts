/**
 * @file Edits by layer, measured as the issue tracker asks: what changes, what does not, and whether it is still the same person.
 */
import { mean } from "../../scripts/eval/metrics.mjs";
import { measureEdits, type Manner } from "./edits.ts";
import { embedFaces } from "./faces.ts";
import { openJudge, openPack, THREADS } from "./pack.ts";
import { peopleOf } from "./pictures.ts";
import { readSet } from "./set.ts";

const rounded = (value: number): number => Number(value.toFixed(4));

/** @param sources pictures of people that the pack has never seen, each edited in every layer @param doing told how far it is */
export async function benchEdits(sources: number, manner: Manner, doing: (what: string) => void) {
  const { cases, faces } = readSet();
  const open = openPack();
  const judge = await openJudge();
  const wanted = new Set(cases.slice(0, sources).map(({ person }) => person));
  const embedded = await embedFaces(
    open,
    faces.filter(({ person }) => wanted.has(person)),
  );
  const begun = performance.now();
  const people = peopleOf(open, embedded);
  const all = Math.min(sources, cases.length);
  const { layers } = await measureEdits(open, judge, people, cases, { sources, genuine: 1, ...manner }, (done) => {
    const minutes = ((performance.now() - begun) / 60_000) * (all / done - 1);
    doing(`${done} of ${all} pictures, about ${minutes.toFixed(1)} min left`);
  });
  const rows = Object.entries(layers).map(([kind, row]) => {
    const { outsideDeltaE, new: insideNew, old: insideOld, newOfJudge, cases: count } = row;
    const { untouchedLayers, untouchedReadRight } = row;
    const { likenessDrop, noted, bareDrop, eyewearDrop, eyewear } = row;
    const figures = {
      outsideDeltaE,
      insideNew,
      insideNewOfJudge: newOfJudge,
      insideOld,
      likenessDrop,
      dropsNoted: noted,
      untouchedLayers,
      untouchedReadRight,
      ...(eyewear > 0 && { eyewearCases: eyewear, ...(eyewearDrop !== null && { likenessDropEyewear: eyewearDrop }) }),
      ...(eyewear > 0 && bareDrop !== null && { likenessDropBare: bareDrop }),
    };
    return [
      kind,
      {
        ...Object.fromEntries(Object.entries(figures).map(([name, value]) => [name, rounded(value)])),
        cases: count,
        misread: row.misread,
      },
    ];
  });
  const over = (of: (row: (typeof layers)[string]) => number): number => rounded(mean(Object.values(layers).map(of)));
  return {
    outsideDeltaE: over((row) => row.outsideDeltaE),
    insideNew: over((row) => row.new),
    insideOld: over((row) => row.old),
    likenessDrop: over((row) => row.likenessDrop),
    untouchedLayers: over((row) => row.untouchedLayers),
    untouchedReadRight: over((row) => row.untouchedReadRight),
    layers: Object.fromEntries(rows) as Readonly<Record<string, Readonly<Record<string, number | readonly string[]>>>>,
    judge: judge.accuracy,
    perfect: judge.edits,
    seconds: rounded((performance.now() - begun) / 1000),
    threads: THREADS,
    pack: `${open.pack.id} ${open.pack.revision}`,
  };
}
