/**
 * @file The real ONNX Runtime in Node, the same WebAssembly as in the browser, behind the engine's `Run`.
 */
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web/wasm";
import { Failure } from "~/contracts/failure.ts";
import type { GraphSpec, Pack } from "~/contracts/manifest.ts";
import { adapted } from "~/engine/onnx/adapted.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { runGraph } from "~/runtime/run-graph.ts";

ort.env.wasm.numThreads = 1;

/** Sessions are made when first run and kept; `file` says where a graph lies. */
export function runInNode(graphs: Pack["graphs"], file: (spec: GraphSpec) => string): Run {
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  return async (graph, feeds) => {
    const spec = graphs[graph];
    if (spec === undefined) throw new Failure("graph-failed", { graph, reason: "the pack has none" });
    const told = adapted(graph, spec, feeds);
    const session =
      sessions.get(told.key) ?? ort.InferenceSession.create(told.build(new Uint8Array(readFileSync(file(spec)))));
    sessions.set(told.key, session);
    return runGraph(ort, await session, graph, told.spec, told.feeds);
  };
}
