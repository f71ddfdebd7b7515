/**
 * @file Where a face stands in a latent: the cells around it that are decoded, and where in their picture its upright crop lies.
 */
import type { Face, Point } from "~/contracts/faces.ts";
import { CROP, TEMPLATE } from "~/engine/faces/align.ts";
import { apply, fitSimilarity, inverse } from "~/engine/faces/similarity.ts";
import { floats, type FloatTensor } from "~/engine/tensor/tensor.ts";

/** Cells down and across. */
export type Cells = readonly [height: number, width: number];

export interface FacePlace {
  /** [1, 1, h, H] and [1, 1, W, w]: ones where a cell of the window is a cell of the latent. */
  readonly rows: FloatTensor;
  readonly columns: FloatTensor;
  /** [1, crop, crop, 2], in −1..1 of the decoded window. */
  readonly places: (glance: Glance) => FloatTensor;
  /** [1, 1, H, W]: 0 in the cells under the crop, elsewhere 1. */
  readonly around: FloatTensor;
}

/** How a crop is cut out of its picture; all of it 0 and false is as everywhere else. */
export interface Glance {
  /** From right to left. */
  readonly mirrored: boolean;
  /** Radians. */
  readonly turn: number;
  /** Share of its size. */
  readonly grow: number;
  /** Shares of its side. */
  readonly right: number;
  readonly down: number;
}

type Span = readonly [from: number, to: number];

/** Cells that an upright crop of the face lies on, within the latent: down, then across. */
function cellsUnder(landmarks: Face["landmarks"], [height, width]: Cells, factor: number): readonly [Span, Span] {
  const back = inverse(fitSimilarity(landmarks, TEMPLATE));
  const last = CROP - 1;
  const corners = (
    [
      [0, 0],
      [last, 0],
      [0, last],
      [last, last],
    ] as const
  ).map((corner: Point) => apply(back, corner));
  const span = (axis: 0 | 1, length: number): Span => {
    const values = corners.map((corner) => corner[axis] / factor);
    return [Math.max(0, Math.floor(Math.min(...values))), Math.min(length, Math.ceil(Math.max(...values)))];
  };
  return [span(1, height), span(0, width)];
}

const GROUND = 1;

/** The smallest window that holds every face and a cell of its surroundings on each side. */
export function windowFor(faces: readonly Face["landmarks"][], latent: Cells, factor: number): Cells {
  const spans = faces.map((landmarks) => cellsUnder(landmarks, latent, factor));
  const longest = (axis: 0 | 1) =>
    Math.min(latent[axis], Math.max(...spans.map((span) => span[axis][1] - span[axis][0])) + 2 * GROUND);
  return [longest(0), longest(1)];
}

function selection(shape: Cells, first: number, across: boolean): FloatTensor {
  const [rows, columns] = shape;
  const data = new Float32Array(rows * columns);
  const count = Math.min(rows, columns);
  for (let i = 0; i < count; i++) data[across ? (first + i) * columns + i : i * columns + first + i] = 1;
  return floats([1, 1, rows, columns], data);
}

export function placeFace(landmarks: Face["landmarks"], latent: Cells, window: Cells, factor: number): FacePlace {
  const under = cellsUnder(landmarks, latent, factor);
  const first = ([0, 1] as const).map((axis) => {
    const [from, to] = under[axis];
    const middle = Math.round((from + to - window[axis]) / 2);
    return Math.min(latent[axis] - window[axis], Math.max(0, middle));
  });
  const [top = 0, left = 0] = first;
  const back = inverse(fitSimilarity(landmarks, TEMPLATE));
  const [height, width] = [window[0] * factor, window[1] * factor];
  const places = ({ mirrored, turn, grow, right, down }: Glance): FloatTensor => {
    const data = new Float32Array(2 * CROP * CROP);
    const [middle, cosine, sine] = [(CROP - 1) / 2, (1 + grow) * Math.cos(turn), (1 + grow) * Math.sin(turn)];
    for (let row = 0; row < CROP; row++)
      for (let column = 0; column < CROP; column++) {
        const [u, v] = [mirrored ? middle - column : column - middle, row - middle];
        const point = [middle + cosine * u - sine * v + right * CROP, middle + sine * u + cosine * v + down * CROP] as const;
        const [x, y] = apply(back, point);
        const at = 2 * (row * CROP + column);
        data[at] = (2 * (x - left * factor) + 1) / width - 1;
        data[at + 1] = (2 * (y - top * factor) + 1) / height - 1;
      }
    return floats([1, CROP, CROP, 2], data);
  };
  const [[up, down], [from, to]] = under;
  const around = new Float32Array(latent[0] * latent[1]).fill(1);
  for (let row = up; row < down; row++) around.fill(0, row * latent[1] + from, row * latent[1] + to);
  return {
    rows: selection([window[0], latent[0]], top, false),
    columns: selection([latent[1], window[1]], left, true),
    places,
    around: floats([1, 1, ...latent], around),
  };
}
