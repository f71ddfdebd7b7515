/**
 * @file Masks that were set aside under a name, to be put together with the one that is drawn: of all pictures that go back to the same one.
 */
import type { Accessor } from "solid-js";
import { unwrap } from "solid-js/store";
import type { Preview } from "~/contracts/inference-api";
import type { KeptMaskRow } from "~/contracts/records";
import type { Mask } from "~/engine/image/mask";
import { packMask, unpackMask } from "~/engine/image/mask-file";
import { inverted, joined } from "~/engine/image/mask-moves";
import type { MaskShelf } from "~/services/kept-masks";
import { alone } from "./canvas-view";
import { covered } from "./drawing";
import type { Masking, Region } from "./masking";

/** What is seen of one. */
export interface Sight {
  /** Of the picture, 0..1. */
  readonly covers: number;
  readonly thumbnail: Preview;
}

export const TOGETHER = ["instead", "add", "subtract", "both"] as const;
/** How one that was set aside is put together with the one that is drawn. */
export type Together = (typeof TOGETHER)[number];

export interface KeptMasks {
  /** Those that fit the picture; the newest last. */
  readonly all: Accessor<readonly KeptMaskRow[]>;
  /** @returns what it is called */
  keep(): Promise<string>;
  rename(row: KeptMaskRow, name: string): Promise<void>;
  invert(row: KeptMaskRow): Promise<void>;
  remove(row: KeptMaskRow): Promise<void>;
  putBack(row: KeptMaskRow): Promise<void>;
  use(row: KeptMaskRow, together: Together): void;
}

/** Shown so wide. */
const THUMBNAIL = 48;

/** A part of the portrait belongs to the name of a mask that holds this much of it. */
const MOSTLY = 0.8;

export const together = (mask: Mask, other: Mask, way: Together): Mask => {
  if (way === "instead") return other;
  if (way === "both") return { ...mask, data: mask.data.map((value, i) => Math.min(value, other.data[i]!)) };
  return joined(mask, other, way);
};

function thumbnailOf(mask: Mask): Preview {
  const step = Math.max(1, mask.width / THUMBNAIL);
  const [width, height] = [Math.floor(mask.width / step), Math.floor(mask.height / step)];
  const data = new Uint8Array(width * height);
  for (let y = 0; y < height; y++)
    for (let x = 0; x < width; x++)
      data[y * width + x] = mask.data[Math.floor((y + 0.5) * step) * mask.width + Math.floor((x + 0.5) * step)]!;
  const rgba = new Uint8ClampedArray(4 * data.length);
  alone({ width, height, data }, rgba, { from: 0, to: height });
  return { width, height, rgba };
}

export function sightOf({ packed }: KeptMaskRow): Sight {
  const mask = unpackMask(packed);
  return { covers: covered(mask), thumbnail: thumbnailOf(mask) };
}

/**
 * @param shelf of the picture that this one and those before it go back to
 * @param belongsTo as its rows say
 * @param naming a name for one that covers these parts; those that cover none are counted
 */
export function createKeptMasks(
  masking: Masking,
  shelf: MaskShelf,
  belongsTo: () => Pick<KeptMaskRow, "personaId" | "rootId">,
  naming: (parts: readonly Region[], count: number) => string,
): KeptMasks {
  const { width, height } = masking.size;
  const fits = ({ size }: KeptMaskRow): boolean => size.width === width && size.height === height;
  // Rows of a live list are watched, and cannot be written as they are.
  return {
    all: () => (shelf.all() ?? []).filter(fits),
    async keep() {
      const parts = masking.within().flatMap(({ region, share }) => (share >= MOSTLY ? [region] : []));
      const taken = new Set((shelf.all() ?? []).map(({ name }) => name));
      let count = 1;
      while (parts.length === 0 && taken.has(naming(parts, count))) count++;
      const name = naming(parts, count);
      await shelf.add({ ...belongsTo(), name, size: masking.size, moves: masking.moves(), packed: packMask(masking.mask()) });
      return name;
    },
    rename: (row, name) => shelf.put({ ...unwrap(row), name }),
    invert: (row) =>
      shelf.put({
        ...unwrap(row),
        packed: packMask(inverted(unpackMask(row.packed))),
        moves: row.moves && [...unwrap(row.moves), { kind: "invert" }],
      }),
    remove: ({ id }) => shelf.remove(id),
    putBack: (row) => shelf.put(unwrap(row)),
    use(row, way) {
      masking.draw(together(masking.mask(), unpackMask(row.packed), way), way === "instead" ? unwrap(row.moves) : null);
    },
  };
}
