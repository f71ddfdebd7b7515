/**
 * @file Loaded graphs of the one pack in use: sessions are made when first run, from stored bytes, and kept, each where its graph is evaluated
 * rightly (trials.ts).
 *
 * Every run leaves a measure in the thread's timeline, from which the benchmark takes the bare sum of a picture's runs.
 *
 * Taking up another pack lets go of the former one's. What a session leaves behind in WebAssembly memory returns only with the
 * thread's end, which is the window's business.
 */
import { besideOf } from "~/contracts/beside.ts";
import { Failure, isFailure } from "~/contracts/failure.ts";
import { weightsBeside } from "~/contracts/graph-specs.ts";
import { type Bundle, type GraphRole, type GraphSpec, isPack } from "~/contracts/manifest.ts";
import { adapted, type Adapted } from "~/engine/onnx/adapted.ts";
import { weightsApart } from "~/engine/onnx/apart.ts";
import { freeLengths } from "~/engine/onnx/free-lengths.ts";
import { throughTiles, tileSide } from "~/engine/pipelines/tiles.ts";
import { checkAnswer, trialFeeds } from "~/engine/tensor/trial.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { manifest } from "~/storage/manifest.ts";
import { readPackFile } from "~/storage/weights.ts";
import { checkGraphics } from "./adapter.ts";
import type { Backend } from "./backend.ts";
import { optionsFor } from "./frugal.ts";
import { openResident } from "./resident.ts";
import { checkSession, lengthsOf, runGraph, type Session } from "./run-graph.ts";
import { type Places, placesOf } from "./trials.ts";

/** What a session is made to be: for the lengths that it is first given alone, or for any. */
type Lengths = "fixed" | "free";

interface Made {
  readonly session: Session;
  /** The only lengths that it takes; absent where it takes any. */
  readonly only?: string;
}

interface Opened extends Made {
  readonly on: Backend;
}

interface Stored {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly externalData: readonly { readonly path: string; readonly data: Uint8Array<ArrayBuffer> }[];
}

/**
 * A file of so many bytes is not handed over in one piece: WebAssembly has no room for its copies. It costs runs: what is referred to is not
 * folded or packed, and a text encoder of 246 MB in halves took one and a half times as long.
 */
const WHOLE = 2 ** 30;

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

const said = ({ spec, feeds }: Adapted): string => JSON.stringify(lengthsOf(spec, feeds));

async function create(
  backend: Backend,
  graph: GraphRole,
  told: Adapted,
  { bytes, externalData }: Stored,
  lengths: Lengths,
): Promise<Made> {
  const { ort, graphics } = backend;
  const usual = optionsFor(
    backend,
    externalData.reduce((sum, { data }) => sum + data.length, bytes.length),
  );
  const options = externalData.length === 0 ? usual : { ...usual, externalData };
  // The one graph that is evaluated many times for a picture.
  if (graphics?.device && graph === "denoiser" && lengths === "fixed") {
    const free = freeLengths(bytes, lengthsOf(told.spec, told.feeds));
    const session = free && (await openResident(ort, options, graphics.device, bytes, free));
    if (session) {
      checkSession(session, graph, told.spec);
      return { session, only: said(told) };
    }
  }
  const session = await ort.InferenceSession.create(bytes, options);
  checkSession(session, graph, told.spec);
  return { session };
}

/** A manifest may say that a length is free which the file has fixed. */
function asItIs({ inputMetadata }: Session, spec: GraphSpec): GraphSpec {
  const shapeOf = (name: string, said: readonly number[]): readonly number[] => {
    const found = inputMetadata.find((each) => each.name === name);
    return found?.isTensor ? found.shape.map((length) => (typeof length === "number" ? length : -1)) : said;
  };
  const inputs = Object.entries(spec.inputs).map(([role, each]) => [role, { ...each, shape: shapeOf(each.name, each.shape) }]);
  return { ...spec, inputs: Object.fromEntries(inputs) as GraphSpec["inputs"] };
}

/** A session whose first answer can be true. */
async function tried(backend: Backend, graph: GraphRole, told: Adapted, stored: Stored, lengths: Lengths): Promise<Made> {
  const made = await create(backend, graph, told, stored, lengths);
  try {
    const feeds = trialFeeds(asItIs(made.session, told.spec), told.feeds);
    checkAnswer(graph, await runGraph(backend.ort, made.session, graph, told.spec, feeds));
    return made;
  } catch (error) {
    await made.session.release();
    throw error;
  }
}

async function open(
  places: Places,
  pack: Bundle,
  graph: GraphRole,
  told: Adapted,
  backend: Backend,
  lengths: Lengths,
): Promise<Opened> {
  const stored = await read(pack, told);
  let made: Made | undefined;
  try {
    const on = await places.of(graph, async () => {
      made = await tried(backend, graph, told, stored, lengths);
    });
    return { on, ...(made ?? (await on.guard(() => create(on, graph, told, stored, lengths)))) };
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

const ownerOf = (pack: Bundle, spec: GraphSpec): Bundle =>
  (isPack(pack) && pack.beside?.find(({ graphs }) => Object.values(graphs).includes(spec))) || pack;

function absent(pack: Bundle, graph: GraphRole): Failure {
  const tool = isPack(pack) ? besideOf(pack, manifest.tools).find(({ graphs }) => graph in graphs) : undefined;
  if (tool) return new Failure("pack-missing", { packId: tool.id });
  return new Failure("graph-failed", { graph, reason: `${pack.id} has none` });
}

/** The engine's way to this pack's graphs. Takes up the pack. */
export async function runOf(backend: Backend, pack: Bundle): Promise<Run> {
  const key = `${pack.id}@${pack.revision}`;
  if (packInUse !== key) {
    await letGo();
    packInUse = key;
  }
  const places = await placesOf(backend, pack);
  /** A tool's networks have their own trials, and lie among its own files. */
  const besides = new Map<Bundle, Places>([[pack, places]]);
  const placesFor = async (owner: Bundle): Promise<Places> => {
    const found = besides.get(owner) ?? (await placesOf(backend, owner));
    besides.set(owner, found);
    return found;
  };
  const run: Run = async (graph, feeds) => {
    const spec = pack.graphs[graph];
    if (spec === undefined) throw absent(pack, graph);
    if (graph === "denoiser") checkGraphics(backend.graphics?.adapter, pack);
    const owner = ownerOf(pack, spec);
    const told = adapted(graph, spec, feeds);
    const begin = (lengths: Lengths): Promise<Opened> => {
      const opening = placesFor(owner).then((at) => open(at, owner, graph, told, backend, lengths));
      sessions.set(told.key, opening);
      // A file that was missing may be there the next time.
      opening.catch(() => sessions.delete(told.key));
      return opening;
    };
    let opened = await (sessions.get(told.key) ?? begin("fixed"));
    if (opened.only !== undefined && opened.only !== said(told)) {
      // Whoever asks in a second size may ask in a third.
      const { on, session } = opened;
      await on.guard(() => session.release());
      opened = await begin("free");
    }
    const { session, on } = opened;
    const start = performance.now();
    const outputs = await on.guard(() => runGraph(on.ort, session, graph, told.spec, told.feeds));
    performance.measure(`run ${graph}`, { start });
    return outputs;
  };
  const side = isPack(pack) ? tileSide(pack, places.bytes) : undefined;
  return side !== undefined && isPack(pack) ? throughTiles(run, pack, side) : run;
}
