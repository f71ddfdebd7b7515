/**
 * @file Loaded graphs of the one pack in use: sessions are made when first run, from stored bytes, and kept, each where its graph is evaluated
 * rightly (trials.ts).
 *
 * Every run leaves a measure in the thread's timeline, from which the benchmark takes the bare sum of a picture's runs.
 *
 * Taking up another pack lets go of the former one's. What a session leaves behind in WebAssembly memory returns only with the
 * thread's end, which is the window's business.
 */
import type { InferenceSession } from "onnxruntime-web";
import { Failure, isFailure } from "~/contracts/failure.ts";
import { weightsBeside } from "~/contracts/graph-specs.ts";
import { type Bundle, type GraphRole, type GraphSpec, isPack } from "~/contracts/manifest.ts";
import { adapted, type Adapted } from "~/engine/onnx/adapted.ts";
import { weightsApart } from "~/engine/onnx/apart.ts";
import { throughTiles, tileSide } from "~/engine/pipelines/tiles.ts";
import { checkAnswer, trialFeeds } from "~/engine/tensor/trial.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { readPackFile } from "~/storage/weights.ts";
import type { Backend } from "./backend.ts";
import { optionsFor } from "./frugal.ts";
import { checkSession, runGraph } from "./run-graph.ts";
import { type Places, placesOf } from "./trials.ts";

interface Opened {
  readonly session: InferenceSession;
  readonly on: Backend;
}

interface Stored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array<ArrayBuffer> }[];
}

/** A file of so many bytes is not handed over in one piece. */
const WHOLE = 2 ** 27;

/** What a graph that is handed over in pieces calls its own file. */
const OWN = "weights";

let packInUse = "";
const sessions = new Map<string, Promise<Opened>>();

async function read(pack: Bundle, { spec, build }: Adapted): Promise<Stored> {
  const bytes = build(await readPackFile(pack, spec.file));
  const externalData = [];
  for (const { path, name } of weightsBeside(spec)) externalData.push({ path: name, data: await readPackFile(pack, path) });
  if (externalData.length > 0 || bytes.length < WHOLE) return { bytes, externalData };
  return { bytes: weightsApart(bytes, OWN), externalData: [{ path: OWN, data: bytes }] };
}

async function create(backend: Backend, graph: GraphRole, { spec }: Adapted, { bytes, externalData }: Stored) {
  const { ort } = backend;
  const options = optionsFor(
    backend,
    externalData.reduce((sum, { data }) => sum + data.length, bytes.length),
  );
  const session = await ort.InferenceSession.create(bytes, externalData.length === 0 ? options : { ...options, externalData });
  checkSession(session, graph, spec);
  return session;
}

/** A manifest may say that a length is free which the file has fixed. */
function asItIs({ inputMetadata }: InferenceSession, spec: GraphSpec): GraphSpec {
  const shapeOf = (name: string, said: readonly number[]): readonly number[] => {
    const found = inputMetadata.find((each) => each.name === name);
    return found?.isTensor ? found.shape.map((length) => (typeof length === "number" ? length : -1)) : said;
  };
  const inputs = Object.entries(spec.inputs).map(([role, each]) => [role, { ...each, shape: shapeOf(each.name, each.shape) }]);
  return { ...spec, inputs: Object.fromEntries(inputs) as GraphSpec["inputs"] };
}

/** A session whose first answer can be true. */
async function tried(backend: Backend, graph: GraphRole, told: Adapted, stored: Stored): Promise<InferenceSession> {
  const session = await create(backend, graph, told, stored);
  try {
    const feeds = trialFeeds(asItIs(session, told.spec), told.feeds);
    checkAnswer(graph, await runGraph(backend.ort, session, graph, told.spec, feeds));
    return session;
  } catch (error) {
    await session.release();
    throw error;
  }
}

async function open(places: Places, pack: Bundle, graph: GraphRole, told: Adapted, backend: Backend): Promise<Opened> {
  const stored = await read(pack, told);
  let session: InferenceSession | undefined;
  try {
    const on = await places.of(graph, async () => {
      session = await tried(backend, graph, told, stored);
    });
    return { on, session: session ?? (await on.guard(() => create(on, graph, told, stored))) };
  } catch (error) {
    if (isFailure(error)) throw error;
    throw new Failure("graph-failed", { graph, reason: String(error) }, { cause: error });
  }
}

async function letGo(): Promise<void> {
  const former = [...sessions.values()];
  sessions.clear();
  for (const opened of await Promise.allSettled(former)) if (opened.status === "fulfilled") await opened.value.session.release();
}

/** The engine's way to this pack's graphs. Takes up the pack. */
export async function runOf(backend: Backend, pack: Bundle): Promise<Run> {
  const key = `${pack.id}@${pack.revision}`;
  if (packInUse !== key) {
    await letGo();
    packInUse = key;
  }
  const places = await placesOf(backend, pack);
  const run: Run = async (graph, feeds) => {
    const spec = pack.graphs[graph];
    if (spec === undefined) throw new Failure("graph-failed", { graph, reason: `${pack.id} has none` });
    const told = adapted(graph, spec, feeds);
    let opened = sessions.get(told.key);
    if (opened === undefined) {
      opened = open(places, pack, graph, told, backend);
      sessions.set(told.key, opened);
      // A file that was missing may be there the next time.
      opened.catch(() => sessions.delete(told.key));
    }
    const { session, on } = await opened;
    const start = performance.now();
    const outputs = await on.guard(() => runGraph(on.ort, session, graph, told.spec, told.feeds));
    performance.measure(`run ${graph}`, { start });
    return outputs;
  };
  const side = isPack(pack) ? tileSide(pack, places.bytes) : undefined;
  return side !== undefined && isPack(pack) ? throughTiles(run, pack, side) : run;
}
