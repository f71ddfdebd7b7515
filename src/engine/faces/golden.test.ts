import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Face, Point } from "~/contracts/faces.ts";
import { parseManifest } from "~/contracts/manifest.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { floats, output } from "~/engine/tensor/tensor.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { TEMPLATE } from "./align.ts";
import { cosine, normalised } from "./embedding.ts";
import { mendLandmarks } from "./landmarks.ts";
import { fitSimilarity } from "./similarity.ts";
import { decodeYunet, suppress } from "./yunet.ts";

const golden = (name: string): unknown => JSON.parse(readFileSync(`tests/golden/${name}.json`, "utf8"));

interface Yunet {
  readonly height: number;
  readonly width: number;
  readonly scoreThreshold: number;
  readonly outputs: Readonly<Record<string, readonly number[]>>;
  /** x, y, w, h, ten landmark numbers, score */
  readonly faces: readonly (readonly number[])[];
}

test("decodes and suppresses as OpenCV's FaceDetectorYN does", () => {
  const { width, scoreThreshold, outputs, faces } = golden("yunet-decode") as Yunet;
  const tensors = Object.fromEntries(
    Object.entries(outputs).map(([name, values]) => [name, floats([1, values.length], Float32Array.from(values))]),
  );
  const found = suppress(decodeYunet(tensors, width, scoreThreshold));
  expect(found).toHaveLength(faces.length);
  const row = ({ box, landmarks, score }: Face): number[] => [box.x, box.y, box.width, box.height, ...landmarks.flat(), score];
  found.forEach((face, i) => row(face).forEach((value, k) => expect(value).toBeCloseTo(faces[i]![k]!, 2)));
});

interface Alignments {
  readonly template: readonly (readonly [number, number])[];
  readonly cases: readonly {
    readonly landmarks: readonly (readonly [number, number])[];
    readonly matrix: readonly (readonly number[])[];
  }[];
}

test("the closed form is Umeyama's method by singular values", () => {
  const { template, cases } = golden("align-112") as Alignments;
  expect(TEMPLATE).toEqual(template);
  for (const { landmarks, matrix } of cases) {
    const { a, b, tx, ty } = fitSimilarity(landmarks, TEMPLATE);
    [a, -b, tx, b, a, ty].forEach((value, k) => expect(value).toBeCloseTo(matrix.flat()[k]!, 4));
  }
});

/** @param rgb bytes of red, green and blue, in base 64 */
function opaque(size: number, rgb: string): Raster {
  const bytes = Buffer.from(rgb, "base64");
  const picture = raster(size, size);
  for (let i = 0; i < size * size; i++) picture.data.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
  return picture;
}

interface Embeddings {
  readonly size: number;
  readonly crops: readonly { readonly rgb: string; readonly embedding: readonly number[] }[];
}

test("the shipped embedder gives what ONNX Runtime's native build gives", async () => {
  const [pack] = parseManifest(JSON.parse(readFileSync("models-manifest.json", "utf8"))).packs;
  const run = runInNode(pack!.graphs, ({ file }) => `public/${pack!.base}${file}`);
  const { size, crops } = golden("embedding") as Embeddings;
  for (const { rgb, embedding } of crops) {
    const outputs = await run("face_embedder", { image: toPlanes(opaque(size, rgb), RGB) });
    expect(cosine(normalised(output(outputs, "embedding").data), normalised(embedding))).toBeGreaterThan(0.9999);
  }
}, 60_000);

interface Mending {
  readonly size: number;
  readonly rgb: string;
  readonly true: readonly Point[];
  readonly said: Face["landmarks"];
  readonly mended: readonly Point[];
}

test("points that are off are mended as ONNX Runtime's native build mends them, towards where they were drawn", async () => {
  const [pack] = parseManifest(JSON.parse(readFileSync("models-manifest.json", "utf8"))).packs;
  const run = runInNode(pack!.graphs, ({ file }) => `public/${pack!.base}${file}`);
  const { size, rgb, true: drawn, said, mended } = golden("landmarks") as Mending;
  const face = { box: { x: 28, y: 28, width: 112, height: 112 }, landmarks: said, score: 1 };
  const { landmarks } = await mendLandmarks(run, pack!, opaque(size, rgb), face);
  const off = (points: readonly Point[], from: readonly Point[]): number =>
    Math.max(...points.map(([x, y], k) => Math.hypot(x - from[k]![0], y - from[k]![1])));
  expect(off(landmarks, mended)).toBeLessThan(0.1);
  expect(off(landmarks, drawn)).toBeLessThan(off(said, drawn) / 2);
}, 60_000);
