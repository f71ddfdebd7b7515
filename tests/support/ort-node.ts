/**
 * @file The real ONNX Runtime in Node, the same WebAssembly as in the browser, behind the engine's `Run`.
 */
import { readFileSync } from "node:fs";
import * as ort from "onnxruntime-web/wasm";
import { weightsBeside } from "~/contracts/graph-specs.ts";
import { Failure } from "~/contracts/failure.ts";
import type { GraphRole, GraphSpec, Pack } from "~/contracts/manifest.ts";
import { adapted, type Adapted } from "~/engine/onnx/adapted.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { checkSession, runGraph } from "~/runtime/run-graph.ts";

ort.env.wasm.numThreads = 1;

/** It warns of every constant that it does not fold. */
const QUIET = { logSeverityLevel: 3 } as const;

/** Sessions are made when first run and kept; `file` says where a graph lies. */
export function runInNode(graphs: Pack["graphs"], file: (spec: GraphSpec) => string): Run {
  const sessions = new Map<string, Promise<ort.InferenceSession>>();
  const open = async (graph: GraphRole, { spec, build }: Adapted): Promise<ort.InferenceSession> => {
    const externalData = weightsBeside(spec).map(({ path, name }) => ({
      path: name,
      data: new Uint8Array(readFileSync(file({ ...spec, file: path }))),
    }));
    const options = externalData.length === 0 ? QUIET : { ...QUIET, externalData };
    const session = await ort.InferenceSession.create(build(new Uint8Array(readFileSync(file(spec)))), options);
    checkSession(session, graph, spec);
    return session;
  };
  return async (graph, feeds) => {
    const spec = graphs[graph];
    if (spec === undefined) throw new Failure("graph-failed", { graph, reason: "the pack has none" });
    const told = adapted(graph, spec, feeds);
    const session = sessions.get(told.key) ?? open(graph, told);
    sessions.set(told.key, session);
    return runGraph(ort, await session, graph, told.spec, told.feeds);
  };
}
