/**
 * @file How the graphs of a pack's revision did at their first evaluation on this device's graphics card.
 *
 * A trial is written down before it begins: a card that takes the browser with it, or never answers, is then known as well.
 */
import type { GraphRole, Pack } from "~/contracts/manifest";
import { packsDb, type TrialRow, versionId } from "./packs-db.ts";
import { guarded } from "./storage-failure.ts";

/** So often a trial may begin without an end: somebody may just have closed the tab. */
const BEGINNINGS = 2;

export type Verdict = "works" | "fails" | "untried";

type Version = Pick<Pack, "id" | "revision">;

const rowOf = async (pack: Version, device: string): Promise<TrialRow> => {
  const row = await (await packsDb()).trials.get(versionId(pack));
  return row?.device === device ? row : { id: versionId(pack), device, unsuited: false, graphs: {} };
};

const change = (pack: Version, device: string, next: (row: TrialRow) => Partial<TrialRow>): Promise<void> =>
  guarded(async () => {
    const db = await packsDb();
    await db.transaction("rw", db.trials, async () => {
      const row = await rowOf(pack, device);
      await db.trials.put({ ...row, ...next(row) });
    });
  });

/** @param device as it calls itself; what was found on another says nothing */
export const readTrials = (pack: Version, device: string): Promise<ReadonlyMap<string, Verdict>> =>
  guarded(async () => {
    const { graphs } = await rowOf(pack, device);
    const verdict = (told: TrialRow["graphs"][string]): Verdict =>
      typeof told === "number" ? (told < BEGINNINGS ? "untried" : "fails") : told;
    return new Map(Object.entries(graphs).map(([graph, told]) => [graph, verdict(told)]));
  });

export const beginTrial = (pack: Version, device: string, graph: GraphRole): Promise<void> =>
  change(pack, device, ({ graphs }) => {
    const told = graphs[graph];
    return { graphs: { ...graphs, [graph]: typeof told === "number" ? told + 1 : 1 } };
  });

export const endTrial = (pack: Version, device: string, graph: GraphRole, works: boolean): Promise<void> =>
  change(pack, device, ({ graphs }) => ({ graphs: { ...graphs, [graph]: works ? "works" : "fails" } }));

/** That the card lacks what the whole pack needs. */
export const noteUnsuited = (pack: Version, device: string): Promise<void> => change(pack, device, () => ({ unsuited: true }));

/** What of a pack the processor does in the graphics card's place; "all" where the card is too small for it. */
export type FallenBack = "all" | readonly string[];

/** Reads one row, so it may stand behind a live query. */
export const fallenBack = (pack: Version): Promise<FallenBack> =>
  guarded(async () => {
    const row = await (await packsDb()).trials.get(versionId(pack));
    if (row?.unsuited) return "all";
    return Object.entries(row?.graphs ?? {}).flatMap(([graph, told]) => (told === "fails" ? [graph] : []));
  });
