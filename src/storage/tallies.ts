/**
 * @file How many pictures were drawn and how long that took: counted up as a picture is saved, and down by nothing but erasing the device.
 *
 * Every function but the first runs inside somebody else's transaction.
 */
import { GONE, type Picture, type Tally } from "~/contracts/records";
import type { VaultDb } from "./vault-db.ts";

type Drawn = Pick<Picture, "personaId" | "seconds">;

const sum = (a: Tally | undefined, b: Tally): Tally => ({
  id: a?.id ?? b.id,
  pictures: (a?.pictures ?? 0) + b.pictures,
  seconds: (a?.seconds ?? 0) + b.seconds,
});

const one = ({ personaId, seconds }: Drawn): Tally => ({ id: personaId, pictures: 1, seconds });

/** What these pictures come to: for a vault from before anything was counted. */
export function talliesOf(pictures: readonly Drawn[]): readonly Tally[] {
  const tallies = new Map<string, Tally>();
  for (const picture of pictures) tallies.set(picture.personaId, sum(tallies.get(picture.personaId), one(picture)));
  return [...tallies.values()];
}

const add = async (db: VaultDb, tally: Tally): Promise<void> => {
  await db.tallies.put(sum(await db.tallies.get(tally.id), tally));
};

export const countPicture = (db: VaultDb, picture: Drawn): Promise<void> => add(db, one(picture));

/** What was drawn of a persona stays in the count, without saying of whom. */
export async function forgetWhom(db: VaultDb, personaId: string): Promise<void> {
  const tally = await db.tallies.get(personaId);
  if (tally === undefined) return;
  await add(db, { ...tally, id: GONE });
  await db.tallies.delete(personaId);
}
