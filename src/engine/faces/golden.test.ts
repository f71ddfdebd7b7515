import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Face } from "~/contracts/faces.ts";
import { parseManifest } from "~/contracts/manifest.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { floats, output } from "~/engine/tensor/tensor.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { TEMPLATE } from "./align.ts";
import { cosine, normalised } from "./embedding.ts";
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

interface Embeddings {
  readonly size: number;
  readonly crops: readonly { readonly rgb: string; readonly embedding: readonly number[] }[];
}

test("the shipped embedder gives what ONNX Runtime's native build gives", async () => {
  const [pack] = parseManifest(JSON.parse(readFileSync("models-manifest.json", "utf8"))).packs;
  const run = runInNode(pack!.graphs, ({ file }) => `public/${pack!.base}${file}`);
  const { size, crops } = golden("embedding") as Embeddings;
  for (const { rgb, embedding } of crops) {
    const bytes = Buffer.from(rgb, "base64");
    const crop: Raster = raster(size, size);
    for (let i = 0; i < size * size; i++) crop.data.set(bytes.subarray(3 * i, 3 * i + 3), 4 * i);
    const outputs = await run("face_embedder", { image: toPlanes(crop, RGB) });
    expect(cosine(normalised(output(outputs, "embedding").data), normalised(embedding))).toBeGreaterThan(0.9999);
  }
}, 60_000);
