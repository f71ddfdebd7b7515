/**
 * @file Photoshoots, as their jobs tell of them.
 */
import type { Job } from "~/contracts/records";

export interface Shoot {
  readonly id: string;
  readonly name: string;
  /** In the order in which their looks were asked for. */
  readonly parts: readonly Job[];
  readonly drawn: number;
  readonly of: number;
  /** Something of it waits or is being drawn. */
  readonly open: boolean;
}

/** The latest first. @param jobs in any order */
export function shootsOf(jobs: readonly Job[]): readonly Shoot[] {
  const parts = Map.groupBy(
    jobs.filter(({ shoot }) => shoot !== undefined),
    ({ shoot }) => shoot!.id,
  );
  const shoots = [...parts].map(([id, unordered]): Shoot => {
    const ordered = unordered.toSorted((a, b) => a.createdAt - b.createdAt);
    return {
      id,
      name: ordered[0]!.shoot!.name,
      parts: ordered,
      drawn: ordered.reduce((sum, { pictureIds }) => sum + pictureIds.length, 0),
      of: ordered.reduce((sum, { request }) => sum + request.seeds.length, 0),
      open: ordered.some(({ status }) => status === "queued" || status === "running"),
    };
  });
  return shoots.toSorted((a, b) => b.parts[0]!.createdAt - a.parts[0]!.createdAt);
}
