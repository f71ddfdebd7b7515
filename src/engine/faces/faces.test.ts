import { expect, test } from "vitest";
import type { Face, Point } from "~/contracts/faces.ts";
import { raster } from "~/engine/image/raster.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats, type Outputs } from "~/engine/tensor/tensor.ts";
import { alignFace, CROP, TEMPLATE } from "./align.ts";
import { calm, RESTLESS } from "./calm.ts";
import { aggregate, cosine, normalised } from "./embedding.ts";
import { isDrawnFace } from "./drawn.ts";
import { calibrate, likeness, likenessWord } from "./likeness.ts";
import { outliers } from "./outliers.ts";
import { brightness, eyeDistance, sharpness, yawOf } from "./quality.ts";
import { subjectOf } from "./subject.ts";
import { apply, fitSimilarity, inverse, scaleOf } from "./similarity.ts";
import { decodeYunet, overlap, suppress } from "./yunet.ts";

/** The outputs of an empty 64×64 picture but for one cell of stride 8. */
function outputsWith(cell: number, cls: number, obj: number, bbox: readonly number[], kps: readonly number[]): Outputs {
  const named: Record<string, ReturnType<typeof floats>> = {};
  for (const stride of [8, 16, 32]) {
    const cells = (64 / stride) ** 2;
    for (const [name, length] of [
      ["cls", 1],
      ["obj", 1],
      ["bbox", 4],
      ["kps", 10],
    ] as const)
      named[`${name}_${stride}`] = floats([1, cells, length]);
  }
  named["cls_8"]!.data[cell] = cls;
  named["obj_8"]!.data[cell] = obj;
  named["bbox_8"]!.data.set(bbox, 4 * cell);
  named["kps_8"]!.data.set(kps, 10 * cell);
  return named;
}

test("a cell's numbers are offsets from its corner in strides, and the score is the geometric mean", () => {
  const cell = 2 * 8 + 3; // row 2, column 3
  const [face] = decodeYunet(
    outputsWith(cell, 0.81, 0.64, [0.5, 0.5, Math.log(2), Math.log(4)], [0, 0, 1, 0, 0, 1, 1, 1, 2, 2]),
    64,
    0.6,
  );
  expect(face!.score).toBeCloseTo(0.72, 6);
  expect(face!.box.x).toBeCloseTo(28 - 8, 4);
  expect(face!.box.y).toBeCloseTo(20 - 16, 4);
  expect([face!.box.width, face!.box.height].map(Math.round)).toEqual([16, 32]);
  expect(face!.landmarks).toEqual([
    [24, 16],
    [32, 16],
    [24, 24],
    [32, 24],
    [40, 32],
  ]);
});

test("scores beyond 0..1 are clamped and NaN is no face", () => {
  expect(decodeYunet(outputsWith(0, 9, 1, [0, 0, 0, 0], Array<number>(10).fill(0)), 64, 0.6)[0]!.score).toBe(1);
  expect(decodeYunet(outputsWith(0, Number.NaN, 1, [0, 0, 0, 0], Array<number>(10).fill(0)), 64, 0.6)).toEqual([]);
});

const faceAt = (x: number, score: number): Face => ({
  box: { x, y: 0, width: 10, height: 10 },
  landmarks: [
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
    [0, 0],
  ],
  score,
});

test("of overlapping boxes the best stays, and distant ones all stay", () => {
  expect(overlap(faceAt(0, 1).box, faceAt(5, 1).box)).toBeCloseTo(1 / 3, 6);
  expect(suppress([faceAt(0, 0.7), faceAt(4, 0.9), faceAt(40, 0.6)]).map(({ score }) => score)).toEqual([0.9, 0.6]);
});

test("the subject is the largest face; a small one behind is no rival, one of half the size is", () => {
  const wide = (width: number): Face => ({ ...faceAt(0, 0.9), box: { x: 0, y: 0, width, height: width } });
  expect(subjectOf([wide(30), wide(100)])).toEqual({ face: wide(100), count: 1 });
  expect(subjectOf([wide(100), wide(50)])!.count).toBe(2);
  expect(subjectOf([])).toBeNull();
});

test("the fitted similarity is the one the points were moved by", () => {
  const truth = { a: 0.6 * Math.cos(0.3), b: 0.6 * Math.sin(0.3), tx: 12, ty: -5 };
  const fitted = fitSimilarity(
    TEMPLATE,
    TEMPLATE.map((point) => apply(truth, point)),
  );
  for (const key of ["a", "b", "tx", "ty"] as const) expect(fitted[key]).toBeCloseTo(truth[key], 8);
  expect(scaleOf(fitted)).toBeCloseTo(0.6, 8);
  const [x, y] = apply(inverse(fitted), apply(fitted, [3, 4]));
  expect([x, y].map((value) => Math.round(value * 1e6) / 1e6)).toEqual([3, 4]);
});

test("aligning puts each landmark where the template has it, however large the face was", () => {
  for (const scale of [0.5, 1, 4]) {
    const image = raster(Math.ceil(140 * scale), Math.ceil(140 * scale));
    image.data.fill(0);
    const landmarks = TEMPLATE.map(([x, y]): Point => [x * scale + 6, y * scale + 9]) as unknown as Face["landmarks"];
    // A white square around the nose.
    const [noseX, noseY] = landmarks[2];
    for (let y = 0; y < image.height; y++)
      for (let x = 0; x < image.width; x++)
        if (Math.abs(x - noseX) <= 3 * scale && Math.abs(y - noseY) <= 3 * scale)
          image.data.fill(255, 4 * (y * image.width + x), 4 * (y * image.width + x) + 3);
    const crop = alignFace(image, landmarks);
    let [sum, sumX, sumY] = [0, 0, 0];
    for (let y = 0; y < CROP; y++)
      for (let x = 0; x < CROP; x++) {
        const value = crop.data[4 * (y * CROP + x)]!;
        sum += value;
        sumX += value * x;
        sumY += value * y;
      }
    expect(Math.abs(sumX / sum - TEMPLATE[2]![0])).toBeLessThan(0.5);
    expect(Math.abs(sumY / sum - TEMPLATE[2]![1])).toBeLessThan(0.5);
  }
});

test("an aggregate is a unit vector, no nearer to one than to its mirror", () => {
  const middle = aggregate([
    [1, 0],
    [0, 1],
  ]);
  expect(cosine(middle, middle)).toBeCloseTo(1, 6);
  expect(cosine(middle, [1, 0])).toBeCloseTo(cosine(middle, [0, 1]), 6);
});

test("likeness is 0 at the strangers' cosine, 1 at their own, and its words have their limits", () => {
  const calibration = { floor: 0.1, ceiling: 0.9 };
  expect([0, 0.1, 0.5, 0.9, 1].map((value) => likeness(value, calibration))).toEqual([0, 0, 0.5, 1, 1]);
  expect([0.9, 0.899, 0.75, 0.749, 0.5, 0.499].map(likenessWord)).toEqual([
    "unmistakable",
    "close",
    "close",
    "resembles",
    "resembles",
    "not this person",
  ]);
});

test("the ceiling is how well each of a person’s photographs is known by the others", () => {
  const { ceiling, floor } = calibrate(
    [
      [1, 0],
      [1, 0],
      [0, 1],
    ].map(normalised),
    0.2,
  );
  expect(floor).toBe(0.2);
  expect(ceiling).toBeCloseTo((Math.SQRT1_2 + Math.SQRT1_2 + 0) / 3, 6);
});

test("one stranger among five is found and nobody else is accused", () => {
  const person = [
    [1, 0.1, 0],
    [1, -0.1, 0],
    [1, 0, 0.1],
    [1, 0.1, 0.1],
  ].map(normalised);
  expect(outliers([...person, normalised([0, 0, 1])], 0.5).map(({ index }) => index)).toEqual([4]);
  expect(outliers(person, 0.5)).toEqual([]);
});

/** Alike among themselves to a cosine of about 0.7, and no more alike to anybody else than chance. */
const photographsOf = (person: number, count: number): readonly Float32Array[] =>
  Array.from({ length: count }, (_, k) => {
    const [face, light] = [normal(9, person, 128), normal(9, 100 * (person + 1) + k, 128)];
    return normalised(Array.from(face, (x, i) => x + 0.65 * light[i]!));
  });

test("two people mixed are told apart, however many photographs each has; whoever has fewer, or came later, is set aside", () => {
  for (let pair = 0; pair < 20; pair++)
    for (const [first, second, aside] of [
      [4, 4, [4, 5, 6, 7]],
      [6, 2, [6, 7]],
      [3, 5, [0, 1, 2]],
      [12, 12, Array.from({ length: 12 }, (_, i) => 12 + i)],
    ] as const) {
      const mixed = [...photographsOf(2 * pair, first), ...photographsOf(2 * pair + 1, second)];
      const found = outliers(mixed, 0.25);
      expect(
        found.map(({ index }) => index).toSorted((a, b) => a - b),
        `${first} and ${second}`,
      ).toEqual(aside);
      for (const { cosine } of found) expect(cosine).toBeLessThan(0.4);
    }
});

test("a person's own photographs, unlike one another as they are, are one person's", () => {
  for (let person = 0; person < 20; person++) expect(outliers(photographsOf(person, 8), 0.25)).toEqual([]);
});

test("two photographs that disagree accuse nobody", () => {
  expect(outliers([normalised([1, 0]), normalised([0, 1])], 0.5)).toEqual([]);
});

test("sharpness falls as edges soften, and brightness is the mean", () => {
  const striped = (soft: number) => {
    const crop = raster(CROP, CROP);
    for (let y = 0; y < CROP; y++)
      for (let x = 0; x < CROP; x++)
        crop.data.fill(100 + (60 / soft) * Math.sin(x / soft), 4 * (y * CROP + x), 4 * (y * CROP + x) + 3);
    return crop;
  };
  expect(sharpness(striped(1))).toBeGreaterThan(10 * sharpness(striped(2)));
  expect(brightness(striped(1))).toBeCloseTo(100, -0.5);
});

test("a nose right of the eyes' middle is a head turned right, by the tangent", () => {
  const facing = (nose: number): Face["landmarks"] => [
    [0, 0],
    [40, 0],
    [20 + nose, 20],
    [8, 40],
    [32, 40],
  ];
  expect(yawOf(facing(0))).toBe(0);
  expect(yawOf(facing(10))).toBeCloseTo(20.9, 0);
  expect(yawOf(facing(-10))).toBeCloseTo(-yawOf(facing(10)), 6);
  expect(eyeDistance(facing(0))).toBe(40);
  const tilted = facing(10).map(([x, y]): Point => [0.8 * x - 0.6 * y, 0.6 * x + 0.8 * y]) as unknown as Face["landmarks"];
  expect(yawOf(tilted)).toBeCloseTo(yawOf(facing(10)), 6);
});

test("a flat crop is calm, soft tones are in part, and a sensor's noise leaves nothing calm", () => {
  const painted = (value: (x: number, y: number) => number) => {
    const crop = raster(CROP, CROP);
    for (let y = 0; y < CROP; y++)
      for (let x = 0; x < CROP; x++) crop.data.fill(value(x, y), 4 * (y * CROP + x), 4 * (y * CROP + x) + 3);
    return crop;
  };
  expect(calm(painted(() => 120))).toBe(1);
  const soft = calm(painted((x) => 120 + 60 * Math.sin(x / 20)));
  expect(soft).toBeGreaterThan(RESTLESS);
  expect(soft).toBeLessThan(1);
  expect(calm(painted((x, y) => 120 + ((7 * x + 13 * y) % 17)))).toBeLessThan(RESTLESS);
});

test("a pack without a check takes what its detector found", async () => {
  const never = () => Promise.reject(new Error("nothing to run"));
  expect(await isDrawnFace(never, { graphs: {} }, new Float32Array(128))).toBe(true);
});
