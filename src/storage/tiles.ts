/**
 * @file The pickers' small pictures, kept so that nobody waits for the same one twice.
 *
 * A tile is known by everything that decides it, the person's model first: a look-up can never find somebody else's. There is room for a
 * few looks; the one that was not looked at for longest goes first.
 */
import type { GenerateRequest } from "~/contracts/request.ts";
import type { TileRow } from "~/contracts/records.ts";
import { sha256Hex } from "./sha256.ts";
import { guarded } from "./storage-failure.ts";
import { openVault } from "./vault-db.ts";

/** At about ten kilobytes each: six megabytes, or the tiles of six looks. */
const MAX_TILES = 600;

/** Writing down every look at a tile would cost more than the tile. */
const TOUCH_MS = 60 * 60 * 1000;

/** Whatever says nothing to the picture, like the strength of a layer without words, says nothing to the id. */
export function tileId({ pack, personaId, model, layers, prompt, seeds, ...rest }: GenerateRequest): Promise<string> {
  const said = layers.flatMap(({ kind, words, strength }) => (words !== "" && strength > 0 ? [[kind, words, strength]] : []));
  const { size, sampler, steps, guidance, identityStrength, pose } = rest;
  const decides = [
    [pack.id, pack.revision, personaId, model.sha256, said, prompt.trim(), seeds[0]],
    [size.width, size.height, sampler, steps, guidance, identityStrength, pose],
  ];
  return sha256Hex(new TextEncoder().encode(JSON.stringify(decides)));
}

export const readTile = (vaultId: string, id: string, now: number): Promise<TileRow | undefined> =>
  guarded(async () => {
    const { tiles } = await openVault(vaultId);
    const tile = await tiles.get(id);
    if (tile && now - tile.usedAt > TOUCH_MS) await tiles.update(id, { usedAt: now });
    return tile;
  });

/** Not for a persona that was deleted meanwhile. */
export const saveTile = (vaultId: string, tile: TileRow, most = MAX_TILES): Promise<void> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    await db.transaction("rw", [db.personas, db.tiles], async () => {
      if (!(await db.personas.get(tile.personaId))) return;
      await db.tiles.put(tile);
      const over = (await db.tiles.count()) - most;
      if (over > 0) await db.tiles.bulkDelete(await db.tiles.orderBy("usedAt").limit(over).primaryKeys());
    });
  }, tile.bytes.byteLength);
