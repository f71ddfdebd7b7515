/** @file What a pack can do besides learning somebody and drawing them, told by its entry in the manifest. */
import type { Pack } from "./manifest.ts";
import type { Size } from "./request.ts";

type Networks = Pick<Pack, "graphs">;

/** Whether a picture can be begun with: only what is read can be drawn again. */
export const readsPictures = ({ graphs }: Networks): boolean => graphs.vae_encoder !== undefined;

/** Whether it finds hair, clothes and background in a picture. */
export const findsParts = ({ graphs }: Networks): boolean => graphs.parser !== undefined;

/** Whether learning begins with a likeness; otherwise it begins with nobody. */
const projectsPeople = ({ graphs }: Networks): boolean => graphs.identity_projector !== undefined;

/** Whether hair and clothes that nobody names come out as some; captions that name a person by a word of their own always say what is worn. */
export const drawsUnsaid = ({ tokenizer }: Pick<Pack, "tokenizer">): boolean => tokenizer.person === undefined;

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

/** Whether a picture of this size is one that the pack draws in one go. */
export const drawsAt = ({ sizes }: Pick<Pack, "sizes">, { width, height }: Size): boolean =>
  sizes.some((size) => size.width === width && size.height === height);
