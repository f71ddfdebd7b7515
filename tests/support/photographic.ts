/**
 * @file A photographic pack in the manifest's own form, its networks toys: SDXS as it is known, with the files of its stand-in, real faces
 * with the stand-ins that see somebody in photographs, and a safety checker. Runs in Node.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { parseManifest, type Pack } from "../../src/contracts/manifest.ts";

const FIXTURES = new URL("../fixtures/standins/", import.meta.url);
const ROOT = new URL("../../", import.meta.url);
/** Of the stand-in. */
const [WORDS, HEIGHT, WIDTH] = [16, 16, 8];
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

type Json = Record<string, unknown>;
interface File extends Json {
  readonly path: string;
}

const read = (name: string) => JSON.parse(readFileSync(new URL(name, ROOT), "utf8")) as Record<string, Json[]>;

/** Where a file of the pack lies among the fixtures. */
const FIXTURE: Readonly<Record<string, string>> = {
  "text_encoder.onnx": "sdxs/text_encoder.onnx",
  "unet.onnx": "sdxs/unet.onnx",
  "vae_decoder.onnx": "sdxs/vae_decoder.onnx",
  "tokenizer/vocab.json": "tokenizer/vocab.json",
  "tokenizer/merges.txt": "tokenizer/merges.txt",
  "face_detection_yunet_2023mar.onnx": "camera-faces/face_detection_yunet_2023mar.onnx",
  "face_recognition_sface_2021dec.onnx": "camera-faces/face_recognition_sface_2021dec.onnx",
  "safety_checker/safety_checker_int32_reduceSum.onnx": "camera-faces/safety_checker_int32_reduceSum.onnx",
};

/** Below tests/fixtures. */
export const photographicFixture = (path: string): string => `standins/${FIXTURE[path]!}`;
export const photographicFile = (path: string): URL => new URL(FIXTURE[path]!, FIXTURES);

function toy<Listed extends File>(file: Listed): Listed {
  const bytes = readFileSync(photographicFile(file.path));
  return { ...file, bytes: bytes.byteLength, sha256: createHash("sha256").update(bytes).digest("hex") };
}

/** Lengths that are the real pack's and not the toy's. */
const LENGTHS = new Map([
  [768, WORDS],
  [512, 8 * HEIGHT],
]);

function toyShape(tensor: { readonly name: string; readonly shape: readonly number[] }) {
  const { name, shape } = tensor;
  const inPixels = name === "image";
  const across =
    shape.length === 4 ? [shape[0]!, shape[1]!, inPixels ? 8 * HEIGHT : HEIGHT, inPixels ? 8 * WIDTH : WIDTH] : shape;
  return { ...tensor, shape: across.map((length) => LENGTHS.get(length) ?? length) };
}

const toyGraphs = (graphs: Record<string, { inputs: Json; outputs: Json }>): Json =>
  Object.fromEntries(
    Object.entries(graphs).map(([role, graph]) => {
      const [inputs, outputs] = [graph.inputs, graph.outputs].map((side) =>
        Object.fromEntries(
          Object.entries(side).map(([key, tensor]) => [key, toyShape(tensor as Parameters<typeof toyShape>[0])]),
        ),
      );
      return [role, { ...graph, inputs, outputs }];
    }),
  );

const checkerAt = "safety_checker/safety_checker_int32_reduceSum.onnx";
const checker = (origin: string): Json => ({
  id: "safety-checker",
  name: "Stable Diffusion safety checker",
  licence: { name: "MIT", limits: "A stand-in." },
  files: [toy({ path: checkerAt, from: { origin, repository: "somebody/safety", commit: COMMIT, path: checkerAt } })],
  graphs: {
    safety_checker: {
      file: checkerAt,
      inputs: {
        image: { name: "clip_input", dtype: "float16", shape: [1, 3, 224, 224] },
        pixels: { name: "images", dtype: "float16", shape: [1, 224, 224, 3] },
      },
      outputs: { unsafe: { name: "has_nsfw_concepts", dtype: "bool", shape: [1] } },
    },
  },
});

/** The shipped manifest with this pack behind it, as its file would be. */
export function photographicManifest(): Json {
  const known = read("models-manifest.json");
  const sdxs = read("models-candidates.json")["packs"]!.find(({ id }) => id === "sdxs")!;
  const faces = known["parts"]!.find(({ id }) => id === "opencv-faces")!;
  const origin = (known["hubs"]![0] as { origin: string }).origin;
  const pack = {
    ...sdxs,
    id: "camera",
    name: "Camera",
    needs: { memory: 2 ** 28, buffer: 2 ** 20, float16: false },
    files: (sdxs["files"] as File[]).map(toy),
    graphs: toyGraphs(sdxs["graphs"] as Parameters<typeof toyGraphs>[0]),
    sizes: [{ width: 8 * WIDTH, height: 8 * HEIGHT }],
    identity: { tokens: 4, channels: [8, 16, 16, 16, 8, 8], embedding: 128 },
    safety: { checker: "Stable Diffusion safety checker", reason: "It draws photographs of anybody and anything." },
    includes: ["opencv-faces", "safety-checker"],
  };
  return {
    ...known,
    parts: [{ ...faces, files: (faces["files"] as File[]).map(toy) }, checker(origin)],
    packs: [...known["packs"]!, pack],
  };
}

export const photographicPack = (): Pack => parseManifest(photographicManifest()).packs.at(-1)!;
