/**
 * @file The shipped pack opened in Node: its graphs on WebAssembly, two threads, and its tokenizer.
 */
import { readFileSync, statSync } from "node:fs";
import * as ort from "onnxruntime-web";
import { Failure } from "~/contracts/failure.ts";
import type { Manifest, Pack } from "~/contracts/manifest.ts";
import { adapted } from "~/engine/onnx/adapted.ts";
import type { FloatTensor, Run } from "~/engine/tensor/tensor.ts";
import type { Vocabulary } from "~/engine/tokenizers/compose.ts";
import { runGraph } from "~/runtime/run-graph.ts";
import { vocabularyFrom } from "~/runtime/vocabulary.ts";

export const THREADS = 2;

ort.env.wasm.numThreads = THREADS;
ort.env.logLevel = "error";

const root = new URL("../../", import.meta.url);
const open = (path: string | URL, build = (file: Uint8Array<ArrayBuffer>) => file): Promise<ort.InferenceSession> =>
  ort.InferenceSession.create(build(new Uint8Array(readFileSync(new URL(path, root)))));
const readJson = (path: string): Record<string, unknown> =>
  JSON.parse(readFileSync(new URL(path, root), "utf8")) as Record<string, unknown>;

export interface OpenPack {
  readonly pack: Pack;
  readonly run: Run;
  readonly vocabulary: Vocabulary;
  readonly bytes: number;
}

/** One of a pack's own files. */
export const fileOf = (pack: Pack, file: string): Uint8Array<ArrayBuffer> =>
  new Uint8Array(readFileSync(new URL(`public/${pack.base}${file}`, root)));
export const jsonOf = (pack: Pack, file: string): Record<string, unknown> => readJson(`public/${pack.base}${file}`);

export function openPack(): OpenPack {
  const [pack] = (readJson("models-manifest.json") as unknown as Manifest).packs;
  if (!pack) throw new Failure("manifest-invalid", { reason: "no packs" });
  const base = new URL(`public/${pack.base}`, root);
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  return {
    pack,
    async run(graph, feeds) {
      const spec = pack.graphs[graph];
      if (!spec) throw new Failure("graph-failed", { graph, reason: "the pack has none" });
      const told = adapted(graph, spec, feeds);
      const session = sessions.get(told.key) ?? open(new URL(spec.file, base), told.build);
      sessions.set(told.key, session);
      return runGraph(ort, await session, graph, told.spec, told.feeds);
    },
    vocabulary: vocabularyFrom(pack, jsonOf(pack, pack.tokenizer.file), jsonOf(pack, pack.tokenizer.config)),
    bytes: pack.files.reduce((sum, { path }) => sum + statSync(new URL(path, base)).size, 0),
  };
}

/** What reads a look back from a picture. Not part of the pack: another network, trained on drawings alone. */
export interface Judge {
  /** Names of the classes of each attribute, in the order of its logits. */
  readonly classes: Readonly<Record<string, readonly string[]>>;
  /** Its own share of right answers on drawings that it was not trained on. */
  readonly accuracy: Readonly<Record<string, number>>;
  /** What it makes of edits that are perfect: drawings of the world, drawn again with one layer exchanged (toolkit: evaluate pairs). */
  readonly edits: Readonly<Record<string, number | Readonly<Record<string, number>>>>;
  /** @param image [1, 3, 512, 384], 0..1 @returns class of each attribute */
  read(image: FloatTensor): Promise<Readonly<Record<string, number>>>;
  /** @returns of each attribute, how sure it is of each class; together 1 */
  confidence(image: FloatTensor): Promise<Readonly<Record<string, readonly number[]>>>;
}

const indexOfMax = (values: readonly number[]): number => values.indexOf(Math.max(...values));

function softmax(logits: readonly number[]): readonly number[] {
  const most = Math.max(...logits);
  const powers = logits.map((logit) => Math.exp(logit - most));
  const sum = powers.reduce((total, power) => total + power, 0);
  return powers.map((power) => power / sum);
}

export async function openJudge(): Promise<Judge> {
  const known = readJson("tests/eval/judge.json") as unknown as Pick<Judge, "classes" | "accuracy" | "edits">;
  const session = await open("tests/eval/judge.onnx");
  const each = async <Value>({ shape, data }: FloatTensor, of: (logits: readonly number[]) => Value) => {
    const outputs = await session.run({ image: new ort.Tensor("float32", data, shape) });
    return Object.fromEntries(Object.keys(known.classes).map((name) => [name, of([...(outputs[name]!.data as Float32Array)])]));
  };
  return { ...known, read: (image) => each(image, indexOfMax), confidence: (image) => each(image, softmax) };
}
