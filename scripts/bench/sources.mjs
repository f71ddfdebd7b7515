/**
 * @file `npm run bench:packs -- --sources 64,256,512`: how long it takes until a session stands, by where its file lies; docs/decisions/0014.
 *
 * A number is a graph of so many MiB that only multiplies matrices, of which a session is made as quickly as of any; anything else is a file.
 * Every round goes through all places, and each is divided by the same round's session from memory.
 */
import { mkdtempSync, rmSync, statSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join, resolve } from "node:path";
import { pathToFileURL } from "node:url";
import { load } from "./store-page.mjs";
import { median } from "./timeline.mjs";

const MiB = 2 ** 20;
const SIDE = 2048;
const ROUNDS = 5;

/** @param {number} size in MiB */
async function matrices(size) {
  const { DataType, makeInput, makeNode, makeTensor, writeModel } = await load("src/engine/onnx/proto.ts");
  const { create } = await load("node_modules/@bufbuild/protobuf/dist/esm/index.js");
  const { ModelProtoSchema, GraphProtoSchema } = await load("src/engine/onnx/schema/onnx_pb.ts");
  const weight = makeTensor(
    "w0",
    DataType.FLOAT,
    [SIDE, SIDE],
    Array.from({ length: SIDE * SIDE }, (_, i) => (i % 251) / 1e5),
  );
  const count = Math.max(1, Math.round((size * MiB) / weight.rawData.length));
  const layers = Array.from({ length: count }, (_, i) => i);
  const ends = {
    input: [makeInput("x0", DataType.FLOAT, [1, SIDE])],
    output: [makeInput(`x${count}`, DataType.FLOAT, [1, SIDE])],
  };
  const graph = create(GraphProtoSchema, {
    name: "matrices",
    node: layers.map((i) => makeNode("MatMul", [`x${i}`, `w${i}`], [`x${i + 1}`])),
    initializer: layers.map((i) => ({ ...weight, name: `w${i}` })),
    ...ends,
  });
  return writeModel(create(ModelProtoSchema, { irVersion: 8n, opsetImport: [{ domain: "", version: 17n }], graph }));
}

/**
 * @param {{ origin: string, add(file: object): void }} hub @param {{ open(profile: string): Promise<any> }} store
 * @param {readonly string[]} wanted @param {number} partBytes
 */
export async function sources(hub, store, wanted, partBytes) {
  const { sha256Of } = await load("tests/hub/contents.ts");
  const folder = mkdtempSync(join(tmpdir(), "likeness-bench-"));
  const tables = [];
  try {
    for (const [n, each] of wanted.entries()) {
      const file = /^\d+$/.test(each) ? join(folder, "matrices.onnx") : resolve(each);
      if (/^\d+$/.test(each)) writeFileSync(file, await matrices(Number(each)));
      const [bytes, seed, path, commit] = [statSync(file).size, pathToFileURL(file).href, `${n}.onnx`, "0".repeat(40)];
      hub.add({ repository: "somebody/graphs", commit, path, bytes, seed, large: true });
      const source = { origin: hub.origin, repository: "somebody/graphs", commit };
      const files = [{ path, bytes, sha256: sha256Of(seed, 0, bytes) }];
      const pack = { id: "graph", revision: "1", base: "", source, files, graphs: {} };
      const at = await store.open(join(folder, `profile-${n}`));
      await at.ask("stored");
      await at.ask("install", pack, partBytes);
      /** @type {Record<string, { readMs: number, ms: number }>[]} */
      const rounds = await at.ask("sources", pack, path, ROUNDS);
      await at.close();
      /** @param {(round: Record<string, { readMs: number, ms: number }>) => number} value */
      const over = (value) => Number(median(rounds.map(value)).toFixed(2));
      const row = Object.keys(rounds[0] ?? {}).map((way) => [
        way,
        {
          readMs: Math.round(over((round) => round[way]?.readMs ?? Number.NaN)),
          ms: Math.round(over((round) => round[way]?.ms ?? Number.NaN)),
          overMemory: over((round) => (round[way]?.ms ?? Number.NaN) / (round["memory"]?.ms ?? Number.NaN)),
          partsOverThis: over((round) => (round["parts"]?.ms ?? Number.NaN) / (round[way]?.ms ?? Number.NaN)),
        },
      ]);
      tables.push({ graph: each, bytes, ...Object.fromEntries(row) });
      console.error(JSON.stringify(tables.at(-1)));
    }
  } finally {
    rmSync(folder, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
  }
  return tables;
}
