/** @file What a pack can do besides learning somebody and drawing them, told by the networks that it has. */
import type { Pack } from "./manifest.ts";

type Networks = Pick<Pack, "graphs">;

/** Whether a picture can be begun with: only what is read can be drawn again. */
export const readsPictures = ({ graphs }: Networks): boolean => graphs.vae_encoder !== undefined;

/** Whether it finds hair, clothes and background in a picture. */
export const findsParts = ({ graphs }: Networks): boolean => graphs.parser !== undefined;

/** Whether photographs become somebody at once; otherwise they are learned in steps. */
export const projectsPeople = ({ graphs }: Networks): boolean => graphs.identity_projector !== undefined;

/** What is not offered with a pack. */
export type Missing = "invent" | "project" | "edit" | "regions" | "pose" | "masters";

export function missingOf(pack: Pack): readonly Missing[] {
  const lacks: Readonly<Record<Missing, boolean>> = {
    invent: pack.prior === undefined,
    project: !projectsPeople(pack),
    edit: !readsPictures(pack),
    regions: readsPictures(pack) && !findsParts(pack),
    pose: pack.pose === undefined,
    masters: pack.master === undefined,
  };
  return (Object.keys(lacks) as Missing[]).filter((each) => lacks[each]);
}
