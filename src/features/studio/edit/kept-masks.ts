/**
 * @file Masks that were set aside under a name, to be put together with the one that is drawn. Of this page's time, and of all pictures that
 * go back to the same one.
 */
import { createSignal, type Accessor } from "solid-js";
import type { Preview } from "~/contracts/inference-api";
import type { MaskMove } from "~/contracts/mask-moves";
import type { Size } from "~/contracts/request";
import type { Mask } from "~/engine/image/mask";
import { packMask, unpackMask } from "~/engine/image/mask-file";
import { inverted, joined } from "~/engine/image/mask-moves";
import { alone } from "./canvas-view";
import { covered } from "./drawing";
import type { Masking, Region } from "./masking";

export interface KeptMask {
  readonly id: number;
  readonly name: string;
  readonly size: Size;
  /** Of the picture, 0..1. */
  readonly covers: number;
  readonly packed: ArrayBuffer;
  /** As those of a mask that is drawn. */
  readonly moves: readonly MaskMove[] | null;
  readonly thumbnail: Preview;
}

export const TOGETHER = ["instead", "add", "subtract", "both"] as const;
/** How one that was set aside is put together with the one that is drawn. */
export type Together = (typeof TOGETHER)[number];

export interface KeptMasks {
  /** Those that fit the picture; the newest last. */
  readonly all: Accessor<readonly KeptMask[]>;
  keep(): void;
  rename(id: number, name: string): void;
  invert(id: number): void;
  remove(id: number): void;
  putBack(mask: KeptMask): void;
  use(id: number, together: Together): void;
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

const [kept, setKept] = createSignal<ReadonlyMap<string, readonly KeptMask[]>>(new Map());
let count = 0;

/**
 * @param rootId the picture that this one and those before it go back to
 * @param naming a name for one that covers these parts; those that cover none are counted
 */
export function createKeptMasks(
  masking: Masking,
  rootId: Accessor<string>,
  naming: (parts: readonly Region[], count: number) => string,
): KeptMasks {
  const { width, height } = masking.size;
  const all = (): readonly KeptMask[] => kept().get(rootId()) ?? [];
  const fits = ({ size }: KeptMask): boolean => size.width === width && size.height === height;
  const change = (to: (rows: readonly KeptMask[]) => readonly KeptMask[]): void =>
    void setKept((now) => new Map([...now, [rootId(), to(all())]]));
  const made = (mask: Mask) => ({ packed: packMask(mask), covers: covered(mask), thumbnail: thumbnailOf(mask) });
  const changeOne = (id: number, to: (row: KeptMask) => KeptMask): void =>
    change((rows) => rows.map((row) => (row.id === id ? to(row) : row)));

  return {
    all: () => all().filter(fits),
    keep() {
      const parts = masking.within().flatMap(({ region, share }) => (share >= MOSTLY ? [region] : []));
      const id = ++count;
      const row = { id, name: naming(parts, id), size: masking.size, moves: masking.moves(), ...made(masking.mask()) };
      change((rows) => [...rows, row]);
    },
    rename: (id, name) => changeOne(id, (row) => ({ ...row, name })),
    invert: (id) =>
      changeOne(id, (row) => ({
        ...row,
        ...made(inverted(unpackMask(row.packed))),
        moves: row.moves && [...row.moves, { kind: "invert" }],
      })),
    remove: (id) => change((rows) => rows.filter((row) => row.id !== id)),
    putBack: (row) => change((rows) => [...rows, row].toSorted((a, b) => a.id - b.id)),
    use(id, way) {
      const row = all().find((each) => each.id === id);
      if (row) masking.draw(together(masking.mask(), unpackMask(row.packed), way), way === "instead" ? row.moves : null);
    },
  };
}
