/**
 * @file Where each print of a contact sheet lies: rows of equal cells, as wide as a sheet of paper lying on its side, with a line of words beneath
 * each. Pure numbers; it knows no canvas.
 */
import type { Size } from "~/contracts/request";

interface Box extends Size {
  readonly x: number;
  readonly y: number;
}

export interface SheetLayout extends Size {
  readonly margin: number;
  /** Height of a line of words. */
  readonly line: number;
  readonly prints: readonly Box[];
}

/** Of a sheet of paper lying on its side. */
const SHAPE = Math.SQRT2;
/** Prints are not drawn larger than they are. */
const WIDEST = 384;
/** What every browser paints on one canvas. */
const LARGEST_SIDE = 8192;

/** @param sizes of the pictures, at least one */
export function layOut(sizes: readonly Size[]): SheetLayout {
  const tallest = Math.max(...sizes.map(({ width, height }) => height / width));
  const columns = Math.max(1, Math.min(sizes.length, Math.round(Math.sqrt(sizes.length * SHAPE * tallest))));
  const rows = Math.ceil(sizes.length / columns);
  // In widths of a cell: gaps and margins, lines of words, and the head of two lines.
  const across = columns + 0.08 * (columns - 1) + 0.3;
  const down = rows * (tallest + 0.16) + 0.62;
  const cell = Math.floor(Math.min(WIDEST, LARGEST_SIDE / across, LARGEST_SIDE / down));
  const [gap, margin, line] = [0.08 * cell, 0.15 * cell, 0.1 * cell];
  const box = Math.round(cell * tallest);
  const prints = sizes.map((size, i): Box => {
    const scale = Math.min(cell / size.width, box / size.height);
    const [width, height] = [Math.round(size.width * scale), Math.round(size.height * scale)];
    const [column, row] = [i % columns, Math.floor(i / columns)];
    return {
      x: Math.round(margin + column * (cell + gap) + (cell - width) / 2),
      y: Math.round(margin + 3.2 * line + row * (box + 1.6 * line) + (box - height)),
      width,
      height,
    };
  });
  return {
    width: Math.ceil(2 * margin + columns * cell + (columns - 1) * gap),
    height: Math.ceil(2 * margin + 3.2 * line + rows * (box + 1.6 * line)),
    margin,
    line,
    prints,
  };
}
