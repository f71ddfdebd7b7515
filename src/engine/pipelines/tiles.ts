/**
 * @file A picture through an autoencoder in overlapping tiles, where the whole of it would make tensors that are too large for a device.
 *
 * Tiles are all of one size and lie evenly, so that none is a sliver: a network that normalises over what it sees would see too little of it.
 * Where they overlap, one fades into the other.
 */
import type { Pack } from "~/contracts/manifest.ts";
import { type FloatTensor, floats, output, type Run } from "~/engine/tensor/tensor.ts";

/** Of a tile's side. */
const OVERLAP = 0.25;
/** Cells: networks halve a picture as often as that takes. */
const [LEAST, STEP] = [16, 8];

/** @param bytes of the largest tensor that may be made; @returns a tile's side in cells of the latent, undefined where a pack needs none */
export function tileSide({ latent: { cell } }: Pick<Pack, "latent">, bytes: number): number | undefined {
  if (cell === undefined) return undefined;
  const side = Math.floor(Math.sqrt(bytes / cell));
  return Math.max(LEAST, side - (side % STEP));
}

/** Where tiles begin: the first at the beginning, the last so that it ends at the end, the others evenly between. */
export function starts(length: number, tile: number): readonly number[] {
  if (length <= tile) return [0];
  const overlap = Math.ceil(tile * OVERLAP);
  const count = Math.ceil((length - overlap) / (tile - overlap));
  return Array.from({ length: count }, (_, i) => Math.round((i * (length - tile)) / (count - 1)));
}

/** How much each place of a tile counts: less and less towards its ends, and never nothing. */
function ramp(length: number): Float32Array {
  const over = Math.ceil(length * OVERLAP);
  return Float32Array.from({ length }, (_, i) => Math.min(1, (i + 0.5) / over, (length - i - 0.5) / over));
}

/** What the tiles that cover each place count together. */
function sums(at: readonly number[], weights: Float32Array, length: number): Float32Array {
  const all = new Float32Array(length);
  for (const start of at) for (let i = 0; i < weights.length; i++) all[start + i]! += weights[i]!;
  return all;
}

function cut({ shape, data }: FloatTensor, top: number, left: number, height: number, width: number): FloatTensor {
  const [, channels, whole, across] = shape as [number, number, number, number];
  const part = floats([1, channels, height, width]);
  for (let c = 0; c < channels; c++)
    for (let y = 0; y < height; y++) {
      const from = (c * whole + top + y) * across + left;
      part.data.set(data.subarray(from, from + width), (c * height + y) * width);
    }
  return part;
}

/**
 * @param from pixels of the tensor that stand for one cell @param to of the result
 * @param through a tile [1, C, h, w] to [1, C', h·to/from, w·to/from]
 */
async function tiled(
  whole: FloatTensor,
  side: number,
  from: number,
  to: number,
  through: (tile: FloatTensor) => Promise<FloatTensor>,
): Promise<FloatTensor> {
  const [height, width] = [whole.shape[2]! / from, whole.shape[3]! / from];
  const [rows, columns] = [starts(height, side), starts(width, side)];
  const [down, across] = [to * Math.min(side, height), to * Math.min(side, width)];
  const [byRow, byColumn] = [ramp(down), ramp(across)];
  const inRows = sums(
    rows.map((row) => row * to),
    byRow,
    height * to,
  );
  const inColumns = sums(
    columns.map((column) => column * to),
    byColumn,
    width * to,
  );
  let made: FloatTensor | undefined;
  for (const row of rows)
    for (const column of columns) {
      const tile = await through(cut(whole, from * row, from * column, (from * down) / to, (from * across) / to));
      const channels = tile.shape[1]!;
      made ??= floats([1, channels, height * to, width * to]);
      for (let c = 0; c < channels; c++)
        for (let y = 0; y < down; y++) {
          const top = row * to + y;
          const share = byRow[y]! / inRows[top]!;
          for (let x = 0; x < across; x++) {
            const left = column * to + x;
            made.data[(c * height * to + top) * width * to + left]! +=
              ((share * byColumn[x]!) / inColumns[left]!) * tile.data[(c * down + y) * across + x]!;
          }
        }
    }
  return made!;
}

const isFree = (shape: readonly number[] | undefined): boolean => shape?.[2] === -1 && shape[3] === -1;

/** The same way to a pack's graphs, but that what is larger than a tile goes through its autoencoder in tiles. */
export function throughTiles(run: Run, { graphs, latent: { factor } }: Pick<Pack, "graphs" | "latent">, side: number): Run {
  return async (graph, feeds) => {
    const [role, made, from, to] =
      graph === "vae_decoder" ? (["latent", "image", 1, factor] as const) : (["image", "latent", factor, 1] as const);
    const whole = feeds[role];
    const fits = !whole || Math.max(whole.shape[2]!, whole.shape[3]!) <= side * from;
    if ((graph !== "vae_decoder" && graph !== "vae_encoder") || fits || !isFree(graphs[graph]?.inputs[role]?.shape))
      return run(graph, feeds);
    const through = async (tile: FloatTensor): Promise<FloatTensor> => output(await run(graph, { ...feeds, [role]: tile }), made);
    return { [made]: await tiled(whole as FloatTensor, side, from, to, through) };
  };
}
