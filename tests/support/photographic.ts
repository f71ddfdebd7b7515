/**
 * @file A photographic pack in the manifest's own form, its networks toys: SDXS, or another one, as it is known, with the files of its stand-in,
 * real faces with the stand-ins that see somebody in photographs, and a safety checker. Runs in Node.
 */
import { createHash } from "node:crypto";
import { readFileSync } from "node:fs";
import { type Bundle, parseManifest, type Pack, type Tool } from "../../src/contracts/manifest.ts";
import { toyCaptions } from "./toy-captioner.ts";

const FIXTURES = new URL("../fixtures/standins/", import.meta.url);
const ROOT = new URL("../../", import.meta.url);
/** Of the stand-in. */
const [WORDS, HEIGHT, WIDTH] = [16, 16, 8];

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
  "text-encoder.onnx": "sd15/text-encoder.onnx",
  "sd-unet-v1.5-model-b2c4h64w64s77-float16-compute-and-inputs-layernorm.onnx":
    "sd15/sd-unet-v1.5-model-b2c4h64w64s77-float16-compute-and-inputs-layernorm.onnx",
  "Stable-Diffusion-v1.5-vae-decoder-float16-fp32-instancenorm.onnx":
    "sd15/Stable-Diffusion-v1.5-vae-decoder-float16-fp32-instancenorm.onnx",
  "onnx/encoder_model_quantized.onnx": "captioner/onnx/encoder_model_quantized.onnx",
  "onnx/decoder_model_merged_quantized.onnx": "captioner/onnx/decoder_model_merged_quantized.onnx",
  "vocab.json": "captioner/vocab.json",
  "onnx/model.onnx": "real-esrgan/onnx/model.onnx",
  "vae_decoder/model.onnx": "taesd/vae_decoder/model.onnx",
  "vae_encoder/model.onnx": "reading/vae_encoder/model.onnx",
  "selfie_multiclass_256x256.onnx": "reading/selfie_multiclass_256x256.onnx",
  "tokenizer/vocab.json": "tokenizer/vocab.json",
  "tokenizer/merges.txt": "tokenizer/merges.txt",
  "face_detection_yunet_2023mar.onnx": "camera-faces/face_detection_yunet_2023mar.onnx",
  "face_recognition_sface_2021dec.onnx": "camera-faces/face_recognition_sface_2021dec.onnx",
  "safety_checker_int32_reduceSum.onnx": "camera-faces/safety_checker_int32_reduceSum.onnx",
};

/** Below tests/fixtures. */
export const photographicFixture = (path: string): string => `standins/${FIXTURE[path]!}`;
export const photographicFile = (path: string): URL => new URL(FIXTURE[path]!, FIXTURES);

function toy<Listed extends File>(file: Listed): Listed {
  const bytes = readFileSync(photographicFile(file.path));
  // What the manifest does not pin goes by the hub's record here too.
  const sha256 = file["sha256"] === null ? null : createHash("sha256").update(bytes).digest("hex");
  return { ...file, bytes: bytes.byteLength, sha256 };
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

function toyTool(tool: Json): Json {
  const files = (tool["files"] as File[]).map(toy);
  return tool["serves"] === "captions"
    ? { ...tool, files, graphs: toyCaptions(tool["graphs"] as Tool["graphs"]) }
    : { ...tool, files };
}

/** Of every cross-attention, from the first level down to the last one up. */
const WIDTHS = { sdxs: [8, 16, 16, 16, 8, 8], sd15: [8, 8, 8, 16, 8, 8, 8, 8, 8, 8] } as const;

/** The shipped manifest with this pack behind the embedded one, as its file would be. */
function photographicManifest(like: keyof typeof WIDTHS = "sdxs"): Json {
  const known = read("models-manifest.json");
  const [atelier] = known["packs"]!;
  const real = known["packs"]!.find(({ id }) => id === like)!;
  const pack = {
    ...real,
    id: "camera",
    name: "Camera",
    needs: { memory: 2 ** 28, buffer: 2 ** 20, float16: false },
    files: (real["files"] as File[]).map(toy),
    graphs: toyGraphs(real["graphs"] as Parameters<typeof toyGraphs>[0]),
    sizes: [{ width: 8 * WIDTH, height: 8 * HEIGHT }],
    identity: { tokens: 4, channels: WIDTHS[like], embedding: 128 },
  };
  return {
    ...known,
    parts: known["parts"]!.map((part) => ({ ...part, files: (part["files"] as File[]).map(toy) })),
    packs: [atelier, pack],
    tools: known["tools"]!.map(toyTool),
  };
}

/** The same, but that no picture is there after one step: something is to be watched, and there are several ways to walk. */
export function watchableManifest(): Json {
  const manifest = photographicManifest();
  const { samplers } = read("models-manifest.json")["packs"]!.find(({ id }) => id === "sd15")!;
  const others = (samplers as readonly Json[]).filter(({ kind, karras }) => kind !== "euler" || karras === true);
  const presets = Object.fromEntries(["draft", "standard", "signature"].map((name) => [name, { steps: 3, guidance: 1 }]));
  return {
    ...manifest,
    packs: (manifest["packs"] as readonly Json[]).map((pack, i) => (i === 0 ? pack : { ...pack, presets, samplers: others })),
  };
}

export const photographicPack = (like?: keyof typeof WIDTHS): Pack => parseManifest(photographicManifest(like)).packs.at(-1)!;

/** What of it lies at the hub: the photographic pack, and the tools. */
export const photographicBundles = (): readonly Bundle[] => [photographicPack(), ...parseManifest(photographicManifest()).tools];
