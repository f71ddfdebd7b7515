/** @file Gives the stand-in hub its orders from a test in the browser, and makes packs that lie there. */
import type { Pack } from "../../src/contracts/manifest.ts";
import { fixturePack } from "../support/fixture-pack.ts";
import type { Seed } from "./contents.ts";
import type { HubFile } from "./hub.ts";
import type { Asked, Trouble } from "./troubles.ts";

const REPOSITORY = "somebody/something";
const COMMIT = "0123456789abcdef0123456789abcdef01234567";

async function say<Answer>(verb: string, value: unknown = null): Promise<Answer> {
  const response = await fetch(`/hub/${verb}`, { method: "POST", body: JSON.stringify(value) });
  if (!response.ok) throw new Error(await response.text());
  return (await response.json()) as Answer;
}

export const desk = {
  log: () => say<readonly Asked[]>("log"),
  order: (trouble: Trouble) => say<null>("order", trouble),
  away: () => say<null>("away"),
  back: () => say<null>("back"),
  reset: () => say<null>("reset"),
  /** SHA-256 of bytes `start … end - 1`. */
  hash: (seed: Seed, start: number, end: number) => say<string>("hash", { seed, start, end }),
};

export interface AtHub {
  readonly path: string;
  readonly bytes: number;
  readonly seed: Seed;
  /** Whether the manifest pins its hash; otherwise the hub's own record has to be asked. */
  readonly pinned?: boolean;
  /** Whether the hub keeps it apart and so has a record. */
  readonly large?: boolean;
  /** Cut into parts of this many bytes, each pinned. */
  readonly partBytes?: number;
}

async function partHashes({ bytes, seed }: AtHub, each: number): Promise<readonly string[]> {
  const starts = Array.from({ length: Math.ceil(bytes / each) }, (_, index) => index * each);
  return Promise.all(starts.map((start) => desk.hash(seed, start, Math.min(start + each, bytes))));
}

/** A pack whose files lie at the stand-in. */
export async function hubPack(id: string, files: readonly AtHub[], revision = "1"): Promise<Pack> {
  const origin = await say<string>("origin");
  const listed = await Promise.all(
    files.map(async (file) => {
      const { path, bytes, seed, pinned = true, large = true, partBytes } = file;
      const held: HubFile = { repository: REPOSITORY, commit: COMMIT, path: `onnx/${path}`, bytes, seed, large };
      const sha256 = await say<string>("add", held);
      const parts = partBytes === undefined ? {} : { parts: { bytes: partBytes, sha256: await partHashes(file, partBytes) } };
      return { path, bytes, sha256: pinned ? sha256 : null, ...parts };
    }),
  );
  const source = { origin, repository: REPOSITORY, commit: COMMIT };
  return { ...(await fixturePack(id, "", [], revision)), base: "onnx/", source, files: listed };
}
