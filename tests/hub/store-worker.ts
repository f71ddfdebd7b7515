/**
 * @file The store as the download worker has it, for packs that no manifest names: what `npm run bench:packs` measures.
 *
 * One question at a time: `[verb, ...values]` in, `{ answer }` or `{ failure }` out.
 */
import type { Pack } from "../../src/contracts/manifest.ts";
import { packsDb, type PackRow } from "../../src/storage/packs-db.ts";
import { readPackFile } from "../../src/storage/weights.ts";
import { backend } from "../../src/runtime/backend.ts";
import { installPack, removePack } from "../../workers/download/packs.ts";
import { PATIENCE } from "../../workers/download/patience.ts";

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
    (error: unknown) => self.postMessage({ failure: String(error) }),
  );
};
