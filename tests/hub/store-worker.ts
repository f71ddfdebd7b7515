/**
 * @file The store as the download worker has it, for packs that no manifest names: what `npm run bench:packs` measures.
 *
 * One question at a time: `[verb, ...values]` in, `{ answer }` or `{ failure }` out.
 */
import { isFailure } from "../../src/contracts/failure.ts";
import type { GraphRole, GraphSpec, Pack } from "../../src/contracts/manifest.ts";
import { packsDb, type PackRow } from "../../src/storage/packs-db.ts";
import { floats, output, sizeOf, type Feeds } from "../../src/engine/tensor/tensor.ts";
import { trialFeeds } from "../../src/engine/tensor/trial.ts";
import { readPackFile } from "../../src/storage/weights.ts";
import { backend } from "../../src/runtime/backend.ts";
import { optionsFor } from "../../src/runtime/frugal.ts";
import { runGraph } from "../../src/runtime/run-graph.ts";
import { runOf } from "../../src/runtime/sessions.ts";
import { installPack, removePack } from "../../workers/download/packs.ts";
import { PATIENCE } from "../../workers/download/patience.ts";
import { overBare } from "./over-bare.ts";
import { sourcesOf } from "./sources.ts";

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** Reads a body to its end and keeps nothing: what any download of these bytes costs at least. */
async function plain(address: string): Promise<void> {
  const reader = (await fetch(address, { cache: "no-store" })).body!.getReader();
  while (!(await reader.read()).done);
}

/** Noise in the shapes that the pack says, all of them fixed; one picture, as the app gives it, where a graph takes a batch. */
function feedsFor(spec: GraphSpec): Feeds {
  const feeds = Object.entries(spec.inputs).map(([role, { shape }]) => {
    const row = [1, ...shape.slice(1)];
    return [role, role === "input_ids" ? { shape: row, data: new BigInt64Array(sizeOf(row)) } : floats(row)] as const;
  });
  return trialFeeds(spec, Object.fromEntries(feeds));
}

const verbs = {
  plain: (address: string) => timed(() => plain(address)),
  install: (pack: Pack, partBytes: number) =>
    timed(() => installPack(pack, () => undefined, new AbortController().signal, { partBytes, patience: PATIENCE })),
  /** Every file, as whoever runs it reads it. */
  async read(pack: Pack) {
    let total = 0;
    for (const { path } of pack.files) total += await timed(() => readPackFile(pack, path));
    return total;
  },
  /** Milliseconds until a session stands, from bytes that are in memory and from parts in storage, by turns. */
  async session(pack: Pack, path: string, times: number) {
    const { ort, options } = await backend();
    const create = async (bytes: Uint8Array) => (await ort.InferenceSession.create(bytes, options)).release();
    const bytes = await readPackFile(pack, path);
    await create(bytes);
    const pairs = [];
    for (let count = 0; count < times; count++)
      pairs.push({
        plain: await timed(() => create(bytes)),
        parts: await timed(async () => create(await readPackFile(pack, path))),
      });
    return pairs;
  },
  /** By where the file lies, in turn: milliseconds until it is read, and until a session of it stands. */
  async sources(pack: Pack, path: string, rounds: number) {
    const on = await backend();
    const { ways, remove } = await sourcesOf(pack, path);
    const options = optionsFor(on, (await ways.memory()).length);
    const round = async () => {
      const row = [];
      for (const [way, read] of Object.entries(ways)) {
        const begun = performance.now();
        const bytes = await read();
        const readMs = performance.now() - begun;
        const session = await on.ort.InferenceSession.create(bytes, options);
        row.push([way, { readMs, ms: performance.now() - begun }] as const);
        await session.release();
      }
      return Object.fromEntries(row);
    };
    await round();
    const taken = [];
    for (let count = 0; count < rounds; count++) taken.push(await round());
    await remove();
    return taken;
  },
  /** One graph as the app runs it: milliseconds of the first run, which loads it from its parts, and of those after it. */
  async run(pack: Pack, graph: GraphRole, times: number) {
    const feeds = feedsFor(pack.graphs[graph]!);
    const run = await runOf(await backend(), pack);
    const taken = [];
    let spread = 0;
    for (let count = 0; count <= times; count++)
      taken.push(
        await timed(async () => {
          const { data } = output(await run(graph, feeds), Object.keys(pack.graphs[graph]!.outputs)[0]!);
          spread = Math.hypot(...data.subarray(0, 1000)) / Math.sqrt(Math.min(1000, data.length));
        }),
      );
    return { first: taken[0], later: taken.slice(1), spread };
  },
  /** The same graph with nothing around it: a session from bytes in memory. */
  async bare(pack: Pack, graph: GraphRole, times: number) {
    const spec = pack.graphs[graph]!;
    const feeds = feedsFor(spec);
    const { ort, options } = await backend();
    const bytes = await readPackFile(pack, spec.file);
    const begun = performance.now();
    const session = await ort.InferenceSession.create(bytes, options);
    const load = performance.now() - begun;
    const taken = [];
    for (let count = 0; count <= times; count++) taken.push(await timed(() => runGraph(ort, session, graph, spec, feeds)));
    return { load, later: taken.slice(1) };
  },
  overBare,
  remove: (packId: string) => removePack(packId),
  /** What is stored, as after a kill. */
  async stored(): Promise<{ readonly packs: readonly PackRow[]; readonly bytes: number }> {
    const db = await packsDb();
    const parts = await db.parts.toArray();
    return { packs: await db.packs.toArray(), bytes: parts.reduce((sum, part) => sum + part.bytes, 0) };
  },
} as Readonly<Record<string, (...values: never[]) => Promise<unknown>>>;

self.onmessage = ({ data: [verb, ...values] }: MessageEvent<[string, ...never[]]>) => {
  const work = verbs[verb];
  if (!work) throw new Error(`the store knows no ${verb}`);
  work(...values).then(
    (answer) => self.postMessage({ answer }),
    (error: unknown) =>
      self.postMessage({ failure: isFailure(error) ? `${error.code} ${JSON.stringify(error.details)}` : String(error) }),
  );
};
