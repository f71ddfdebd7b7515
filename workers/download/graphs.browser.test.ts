import { afterEach, beforeAll, expect, test } from "vitest";
import { desk, hubPack } from "../../tests/hub/at-the-desk.ts";
import { fixturePack } from "../../tests/support/fixture-pack.ts";
import { tinyPack } from "../../tests/support/tiny-pack.ts";
import { isFailure } from "~/contracts/failure";
import type { GraphSpec, Pack } from "~/contracts/manifest";
import { packsDb } from "~/storage/packs-db";
import { sha256Hex } from "~/storage/sha256";
import { held, readPackFile } from "~/storage/weights";
import { importPack } from "./import.ts";
import { installPack, removePack } from "./packs.ts";
import { PATIENCE } from "./patience.ts";

/** Smaller than the graph, so that it lies in many parts. */
const MANNER = { partBytes: 500, patience: PATIENCE };
const spec = tinyPack.graphs.denoiser!;

const graph = async (): Promise<Uint8Array<ArrayBuffer>> =>
  new Uint8Array(await (await fetch("/tests/fixtures/tiny/denoiser.onnx")).arrayBuffer());

async function packOf(bytes: Uint8Array<ArrayBuffer>, denoiser: GraphSpec, revision = "1"): Promise<Pack> {
  const files = [{ path: denoiser.file, bytes: bytes.byteLength, sha256: await sha256Hex(bytes) }];
  return { ...(await fixturePack("graphs", "ranges", [], revision)), files, graphs: { denoiser } };
}

const take = (pack: Pack, bytes: Uint8Array<ArrayBuffer>) =>
  importPack(pack, [new File([bytes], spec.file)], () => undefined, new AbortController().signal, MANNER);

const reasonOf = (work: Promise<unknown>): Promise<unknown> =>
  work.then(
    () => "no failure",
    (error: unknown) => (isFailure(error, "graph-unfit") ? error.details.reason : error),
  );

const clear = () => removePack("graphs");
beforeAll(() => desk.reset());
beforeAll(clear);
afterEach(clear);

test("a graph that is what the manifest says is taken in, and read across its parts", async () => {
  const bytes = await graph();
  const pack = await packOf(bytes, spec);
  expect(await take(pack, bytes)).toEqual([{ path: spec.file, state: "taken" }]);
  expect(await sha256Hex(await readPackFile(pack, spec.file))).toBe(pack.files[0]!.sha256);
});

test("one that lacks a tensor is refused with the reason, and nothing of it is kept; the revision before stays", async () => {
  const bytes = await graph();
  await take(await packOf(bytes, spec), bytes);
  // Another file, with the right hash, and still not what the manifest says of it.
  const other = new Uint8Array([...bytes, 0x7a, 0x00]);
  const mask = { name: "mask", dtype: "float32", shape: [1, 1, -1, -1] } as const;
  const next = await packOf(other, { ...spec, inputs: { ...spec.inputs, mask } }, "2");
  expect(await reasonOf(take(next, other))).toBe("has no mask");
  expect(await held(next)).toMatchObject({ installedAt: null, bytesDone: 0 });
  expect((await held(next)).earlier.map(({ revision }) => revision)).toEqual(["1"]);
  expect(await (await packsDb()).parts.where("file").equals(next.files[0]!.sha256!).count()).toBe(0);
});

test("one that was cut is refused, whatever its hash says", async () => {
  const bytes = (await graph()).slice(0, 1500);
  const pack = await packOf(bytes, spec);
  expect(await reasonOf(take(pack, bytes))).toContain("cannot be read");
  expect(await held(pack)).toMatchObject({ installedAt: null, bytesDone: 0 });
});

test("a graph that is unfit is refused before what lies behind it is asked for", async () => {
  const mask = { name: "mask", dtype: "float32", shape: [1, 1, -1, -1] } as const;
  const bytes = (await graph()).byteLength;
  const hub = await hubPack("graphs", [
    { path: spec.file, bytes, seed: "tiny/denoiser.onnx" },
    { path: "behind.onnx", bytes: 4000, seed: 1 },
  ]);
  const pack = { ...hub, graphs: { denoiser: { ...spec, inputs: { ...spec.inputs, mask } } } };
  const installing = installPack(pack, () => undefined, new AbortController().signal, MANNER);
  expect(await reasonOf(installing)).toBe("has no mask");
  expect(new Set((await desk.log()).map(({ path }) => path))).toEqual(new Set([`onnx/${spec.file}`]));
  expect(await held(pack)).toMatchObject({ installedAt: null, bytesDone: 0 });
});
