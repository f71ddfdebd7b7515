import { expect, test } from "vitest";
import type { Face } from "~/contracts/faces.ts";
import { alignFace, CROP, TEMPLATE } from "../faces/align.ts";
import { raster } from "../image/raster.ts";
import { type Glance, placeFace, windowFor } from "./face-place.ts";

const FACTOR = 16;
const LATENT = [32, 24] as const;

/** A face whose crop is this many times the picture's size, its template's corner at (x, y). */
const faceAt = (x: number, y: number, scale: number) =>
  TEMPLATE.map(([u, v]) => [x + u / scale, y + v / scale]) as unknown as Face["landmarks"];

/** As GridSample reads, bilinear, of pixels that hold their own x and y. */
function sampled(landmarks: Face["landmarks"], window: readonly [number, number], glance: Partial<Glance> = {}) {
  const { rows, columns, places: placesAt } = placeFace(landmarks, LATENT, window, FACTOR);
  const places = placesAt({ mirrored: false, turn: 0, grow: 0, right: 0, down: 0, ...glance });
  const first = (data: Float32Array, step: number) => Math.floor(data.indexOf(1) / step);
  const [top, left] = [first(rows.data, 1), first(columns.data, window[1])];
  return Array.from({ length: CROP * CROP }, (_, k) => [
    left * FACTOR + ((places.data[2 * k]! + 1) * window[1] * FACTOR - 1) / 2,
    top * FACTOR + ((places.data[2 * k + 1]! + 1) * window[0] * FACTOR - 1) / 2,
  ]);
}

test("a face's crop is read from its window where the picture's crop is cut", () => {
  const landmarks = faceAt(150, 170, 0.9);
  const window = windowFor([landmarks], LATENT, FACTOR);
  const picture = raster(LATENT[1] * FACTOR, LATENT[0] * FACTOR);
  for (let y = 0; y < picture.height; y++)
    for (let x = 0; x < picture.width; x++) {
      picture.data[4 * (y * picture.width + x)] = x / 2;
      picture.data[4 * (y * picture.width + x) + 1] = y / 2;
    }
  const crop = alignFace(picture, landmarks);
  const found = sampled(landmarks, window);
  for (const k of [0, CROP - 1, 5000, CROP * CROP - 1]) {
    expect(Math.abs(found[k]![0]! / 2 - crop.data[4 * k]!)).toBeLessThan(1);
    expect(Math.abs(found[k]![1]! / 2 - crop.data[4 * k + 1]!)).toBeLessThan(1);
  }
});

test("a crop is mirrored, moved, grown and turned about its middle", () => {
  const landmarks = faceAt(150, 170, 1);
  const window = windowFor([landmarks], LATENT, FACTOR);
  const [plain, corner] = [sampled(landmarks, window), CROP - 1];
  const at = (glance: Partial<Glance>, k: number) => sampled(landmarks, window, glance)[k]!;
  const near = (found: readonly number[], expected: readonly number[]) =>
    found.forEach((value, i) => expect(value).toBeCloseTo(expected[i]!, 2));
  near(at({ mirrored: true }, 0), plain[corner]!);
  near(at({ right: 0.1, down: -0.05 }, 0), [plain[0]![0]! + 0.1 * CROP, plain[0]![1]! - 0.05 * CROP]);
  const middle = [0, 1].map((axis) => (plain[0]![axis]! + plain[CROP * CROP - 1]![axis]!) / 2);
  near(
    at({ grow: 0.1 }, 0),
    plain[0]!.map((value, i) => middle[i]! + 1.1 * (value - middle[i]!)),
  );
  near(at({ turn: Math.PI / 2 }, 0), plain[corner]!);
});

test("one window holds every face, a cell around it, and stays within the latent at its edges", () => {
  const faces = [faceAt(10, 10, 1), faceAt(260, 380, 1), faceAt(100, 200, 0.6)];
  const window = windowFor(faces, LATENT, FACTOR);
  expect(window[0]).toBeGreaterThanOrEqual(112 / 0.6 / FACTOR + 2);
  for (const landmarks of faces) {
    const { rows, columns, around } = placeFace(landmarks, LATENT, window, FACTOR);
    expect(rows.shape).toEqual([1, 1, window[0], 32]);
    expect(columns.shape).toEqual([1, 1, 24, window[1]]);
    for (const { data } of [rows, columns])
      expect(data.reduce((sum, x) => sum + x)).toBe(data === rows.data ? window[0] : window[1]);
    const under = around.data.filter((x) => x === 0).length;
    expect(under).toBeGreaterThan(0);
    expect(under).toBeLessThanOrEqual((window[0] - 1) * (window[1] - 1));
  }
});
