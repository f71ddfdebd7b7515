/**
 * The part of the manifest that finds and tells real faces, on stand-ins of opencv_zoo's two networks (toolkit/standins/faces.py): their names,
 * ranks and fixed sizes, random weights, and what ONNX Runtime and OpenCV made of the same pictures.
 */
import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { parseManifest, type Pack } from "~/contracts/manifest.ts";
import { BGR, RGB, toPlanes } from "~/engine/image/planes.ts";
import { raster, type Raster } from "~/engine/image/raster.ts";
import { output } from "~/engine/tensor/tensor.ts";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import { detectFaces } from "./detect.ts";
import { cosine, embedCrop, normalised } from "./embedding.ts";
import { inspectPhotograph } from "./inspect.ts";
import { decodeYunet, suppress } from "./yunet.ts";

const read = (path: string): unknown => JSON.parse(readFileSync(path, "utf8"));

const golden = read("tests/golden/real-faces.json") as {
  readonly score: number;
  readonly maps: Readonly<Record<string, { readonly mean: number; readonly first: readonly number[] }>>;
  /** x, y, w, h, ten landmark numbers, score */
  readonly faces: readonly (readonly number[])[];
  readonly embedding: readonly number[];
  /** OpenCV's own of the same crop. */
  readonly feature: readonly number[];
};

/** A pack that draws, reads photographs and has no faces of its own, between the shipped manifest's hubs and parts. */
function photographic(changes: Readonly<Record<string, unknown>> = {}): unknown {
  const { face_embedder: _, ...graphs } = tinyPack.graphs;
  const { faces: _faces, ...rest } = tinyPack;
  const pack = { ...rest, graphs, reads: "photographs", includes: ["opencv-faces"], ...changes };
  return { ...(read("models-manifest.json") as object), packs: [pack] };
}

const pack = parseManifest(photographic()).packs[0] as Pack;
const run = runInNode(pack.graphs, ({ file }) => `tests/fixtures/standins/opencv-faces/${file}`);

/** The same formula as the stand-ins' own. */
function picture(side: number): Raster {
  const image = raster(side, side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++)
        image.data[4 * (y * side + x) + c] = (Math.floor((x * x + 2 * y * y + c * x * y) / 700) + 29 * c) % 256;
  return image;
}

test("a pack that includes the part has its files, graphs and limits, and its licence beside the pack's", () => {
  expect(pack.files.slice(-2).map(({ path, bytes, from }) => [path, bytes, from?.repository])).toEqual([
    ["face_detection_yunet_2023mar.onnx", 232_589, "opencv/face_detection_yunet"],
    ["face_recognition_sface_2021dec.onnx", 38_696_353, "opencv/face_recognition_sface"],
  ]);
  expect(pack.faces.samePersonCosine).toBe(0.363);
  expect(pack.includes?.map(({ licence }) => licence.name)).toEqual(["MIT (YuNet), Apache-2.0 (SFace)"]);
});

test("the detector's maps are those of ONNX Runtime, and the faces in them those of OpenCV", async () => {
  const image = picture(pack.faces.detectorSide!);
  const maps = await run("face_detector", { image: toPlanes(image, BGR) });
  for (const [name, { mean, first }] of Object.entries(golden.maps)) {
    const { data } = output(maps, name);
    expect(data.reduce((sum, value) => sum + value, 0) / data.length).toBeCloseTo(mean, 4);
    first.forEach((value, k) => expect(data[k]!).toBeCloseTo(value, 4));
  }
  const faces = suppress(decodeYunet(maps, image.width, golden.score));
  expect(faces).toHaveLength(golden.faces.length);
  golden.faces.forEach((row, i) => {
    const { box, landmarks, score } = faces[i]!;
    const found = [box.x, box.y, box.width, box.height, ...landmarks.flat(), score];
    row.forEach((value, k) => expect(Math.abs(found[k]! - value)).toBeLessThan(0.05));
  });
}, 60_000);

test("the embedder's answer is that of ONNX Runtime and of OpenCV", async () => {
  const outputs = await run("face_embedder", { image: toPlanes(picture(112), RGB) });
  const embedding = output(outputs, "embedding").data;
  golden.embedding.forEach((value, k) => expect(embedding[k]!).toBeCloseTo(value, 4));
  expect(cosine(normalised(embedding), normalised(golden.feature))).toBeGreaterThan(0.9999);
});

test("pictures of any size go into its one frame, and faces come back in their pixels", async () => {
  const whole = picture(900);
  const wide: Raster = { width: 900, height: 500, data: whole.data.slice(0, 4 * 900 * 500) };
  const faces = await detectFaces(run, wide, pack);
  expect(faces.length).toBeGreaterThan(0);
  for (const { landmarks } of faces) for (const point of landmarks.flat()) expect(Number.isFinite(point)).toBe(true);
  expect(Math.max(...faces.map(({ box }) => box.x))).toBeGreaterThan(640);
}, 60_000);

test("a photograph is not refused for being one, however noisy, and no network for drawings is asked", async () => {
  const noisy = picture(640);
  for (let k = 0; k < noisy.data.length; k++)
    if (k % 4 !== 3) noisy.data[k] = (noisy.data[k]! + ((k * 2_654_435_761) % 61)) % 256;
  const inspection = await inspectPhotograph(run, pack, noisy, 1);
  expect(inspection.findings.map(({ code }) => code)).not.toContain("photograph");
  expect(inspection.embedding).toHaveLength(128);
  expect(await embedCrop(run, picture(112))).toHaveLength(128);
}, 60_000);

test.each([
  ["includes nobody, which is no part", { includes: ["nobody"] }],
  ["bad includes", { includes: "opencv-faces" }],
  ["has more than one face_embedder", { graphs: tinyPack.graphs }],
  ["reads photographs and would refuse them", { faces: { ...tinyPack.faces, detectorSide: 640, photographNoise: 12 } }],
  ["bad detectorSide in faces", { faces: tinyPack.faces }],
  ["bad reads", { reads: "minds" }],
])("a manifest is refused: %s", (reason, changes) =>
  expect(() => parseManifest(photographic(changes))).toThrowError(
    expect.objectContaining({ code: "manifest-invalid", details: { reason: expect.stringContaining(reason) } }),
  ),
);

test.each([
  ["parts is not a list", {}],
  ["a part has no id or name", [{}]],
  ["x: licence is missing", [{ id: "x", name: "X" }]],
  [
    "x: a file does not say where it lies",
    [{ id: "x", name: "X", licence: { name: "MIT", limits: "-" }, graphs: {}, files: [{}] }],
  ],
])("a manifest with bad parts is refused: %s", (reason, parts) =>
  expect(() => parseManifest({ schema: 1, packs: [], parts })).toThrowError(expect.objectContaining({ details: { reason } })),
);
