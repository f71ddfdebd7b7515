/**
 * @file Loaded graphs of the one pack in use: sessions are made when first run, from stored bytes, and kept.
 *
 * Every run leaves a measure in the thread's timeline, from which the benchmark takes the bare sum of a picture's runs.
 *
 * Taking up another pack lets go of the former one's. What a session leaves behind in WebAssembly memory returns only with the
 * thread's end, which is the window's business.
 */
import type { InferenceSession } from "onnxruntime-web";
import { Failure, isFailure } from "~/contracts/failure.ts";
import { weightsBeside } from "~/contracts/graph-specs.ts";
import type { GraphRole, Pack } from "~/contracts/manifest.ts";
import { adapted, type Adapted } from "~/engine/onnx/adapted.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readPackFile } from "~/storage/weights.ts";
import type { Backend } from "./backend.ts";
import { checkSession, runGraph } from "./run-graph.ts";

let packInUse = "";
const sessions = new Map<string, Promise<InferenceSession>>();

async function open(backend: Backend, pack: Pack, graph: GraphRole, { spec, build }: Adapted): Promise<InferenceSession> {
  const bytes = build(await readPackFile(pack, spec.file));
  const externalData = [];
  for (const { path, name } of weightsBeside(spec)) externalData.push({ path: name, data: await readPackFile(pack, path) });
  const options = externalData.length === 0 ? backend.options : { ...backend.options, externalData };
  try {
    const session = await backend.guard(() => backend.ort.InferenceSession.create(bytes, options));
    checkSession(session, graph, spec);
    return session;
  } catch (error) {
    if (isFailure(error)) throw error;
    throw new Failure("graph-failed", { graph, reason: String(error) }, { cause: error });
  }
}

async function letGo(): Promise<void> {
  const former = [...sessions.values()];
  sessions.clear();
  for (const session of await Promise.allSettled(former)) if (session.status === "fulfilled") await session.value.release();
}

/** The engine's way to this pack's graphs. Takes up the pack. */
export async function runOf(backend: Backend, pack: Pack): Promise<Run> {
  const key = `${pack.id}@${pack.revision}`;
  if (packInUse !== key) {
    await letGo();
    packInUse = key;
  }
  return async (graph, feeds) => {
    const spec = pack.graphs[graph];
    if (spec === undefined) throw new Failure("graph-failed", { graph, reason: `${pack.id} has none` });
    const told = adapted(graph, spec, feeds);
    let session = sessions.get(told.key);
    if (session === undefined) {
      session = open(backend, pack, graph, told);
      sessions.set(told.key, session);
      // A file that was missing may be there the next time.
      session.catch(() => sessions.delete(told.key));
    }
    const ready = await session;
    const start = performance.now();
    const outputs = await backend.guard(() => runGraph(backend.ort, ready, graph, told.spec, told.feeds));
    performance.measure(`run ${graph}`, { start });
    return outputs;
  };
}
