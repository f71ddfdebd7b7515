import { createRoot, createSignal } from "solid-js";
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import type { GenerateRequest } from "~/contracts/request";
import { identityRoles } from "~/engine/pipelines/learn-identity";
import { writeIndividual } from "~/engine/pipelines/individual-file";
import { normal } from "~/engine/random/normal";
import { floats } from "~/engine/tensor/tensor";
import { eraseDevice } from "~/storage/erase";
import { saveModel } from "~/storage/images";
import { packOf } from "~/storage/manifest";
import { sha256Hex } from "~/storage/sha256";
import { openVault } from "~/storage/vault-db";
import { openDownload } from "~/threads/download";
import { addPersona } from "../../tests/support/people.ts";
import { TRAINING } from "../../tests/support/records.ts";
import { until } from "../../tests/support/until.ts";
import { createInference } from "./inference.ts";
import { createJobs, type Jobs } from "./jobs.ts";
import { createTiles, type Shown, type Tiles } from "./tiles.ts";
import { createVault, type Vault } from "./vault.ts";

// A dozen drafts on a busy computer.
vi.setConfig({ testTimeout: 180_000 });

const PACK = packOf("atelier");
const download = openDownload();
const hashes = new Map<string, string>();
let vault: Vault;

/** Somebody who can be drawn: tensors of the right shape, other ones for everybody. Whom they resemble is nothing to these tests. */
async function addSomebody(name: string, seed: number): Promise<void> {
  await addPersona(vault.id, name);
  const { tokens, channels, embedding } = PACK.identity;
  const tensors = Object.fromEntries(
    identityRoles(PACK).map((role, index) => {
      const shape = [1, tokens, channels[Math.floor(index / 2)]!];
      return [role, floats(shape, normal(seed, index, shape[1]! * shape[2]!))];
    }),
  );
  const calibration = { floor: 0, ceiling: 1 };
  const bytes = writeIndividual(name, PACK, { prototype: normal(seed, 99, embedding), tensors });
  const sha256 = await sha256Hex(bytes);
  hashes.set(name, sha256);
  const made = { photographIds: [], rejectedIds: [], calibration, probes: [], training: TRAINING, createdAt: 0 };
  const pack = { id: PACK.id, revision: PACK.revision };
  const row = {
    id: `model-${name}`,
    personaId: name,
    version: 1,
    pack,
    status: "ready",
    tensorsId: `t-${name}`,
    sha256,
  } as const;
  await saveModel(vault.id, { ...row, ...made }, [{ id: row.tensorsId, bytes, type: "application/octet-stream" }]);
}

const requestFor = (name: string, hair: string): GenerateRequest => ({
  schema: 1,
  pack: { id: PACK.id, revision: PACK.revision },
  personaId: name,
  model: { id: `model-${name}`, version: 1, sha256: hashes.get(name)! },
  layers: [{ kind: "hair", words: hair, strength: 1 }],
  prompt: "",
  size: PACK.sizes[0]!,
  sampler: "flow-euler",
  ...PACK.presets.draft,
  identityStrength: 0.95,
  pose: null,
  seeds: [7],
});

/** A tab with real threads. */
async function inNewTab(work: (tiles: Tiles, jobs: Jobs) => Promise<void>): Promise<void> {
  await createRoot(async (dispose) => {
    const inference = createInference();
    const jobs = createJobs({ vault, inference });
    try {
      await work(createTiles({ vault, inference, jobs }), jobs);
    } finally {
      dispose();
      inference.restart();
    }
  });
}

/** Each look's tile as its picker would ask for it; all gone when the picker closes. */
const openPicker = (tiles: Tiles, requests: readonly GenerateRequest[]) =>
  createRoot((close) => ({
    close,
    shown: requests.map((request) =>
      tiles.of(
        () => request,
        () => true,
      ),
    ),
  }));

const hashOf = async (shown: Shown | undefined): Promise<string> => sha256Hex(await (await fetch(shown!.url)).arrayBuffer());

const arrived = (shown: readonly (() => Shown | undefined)[]) =>
  vi.waitFor(() => expect(shown.every((each) => each() !== undefined)).toBe(true), { timeout: 120_000 });

beforeAll(async () => {
  await download.call.install(PACK.id, () => undefined);
  vault = await createVault(Date.now());
  await addSomebody("ana", 1);
  await addSomebody("eva", 2);
}, 240_000);

afterAll(async () => {
  download.end();
  await eraseDevice();
});

test("the same looks of two people are two people's tiles, whoever is drawn in between", async () => {
  const looks = ["a blunt bob", "long curly hair"];
  const alone: string[] = [];
  await inNewTab(async (tiles) => {
    for (const name of ["ana", "eva"]) {
      const { shown, close } = openPicker(
        tiles,
        looks.map((look) => requestFor(name, look)),
      );
      await arrived(shown);
      alone.push(...(await Promise.all(shown.map((each) => hashOf(each())))));
      close();
    }
  });
  expect(new Set(alone).size).toBe(4);
  const db = await openVault(vault.id);
  expect((await db.tiles.toArray()).map(({ personaId }) => personaId).toSorted()).toEqual(["ana", "ana", "eva", "eva"]);

  await db.tiles.clear();
  await inNewTab(async (tiles) => {
    const inTurn = [
      requestFor("eva", looks[0]!),
      requestFor("ana", looks[0]!),
      requestFor("eva", looks[1]!),
      requestFor("ana", looks[1]!),
    ];
    const { shown, close } = openPicker(tiles, inTurn);
    await arrived(shown);
    const [eva0, ana0, eva1, ana1] = await Promise.all(shown.map((each) => hashOf(each())));
    expect([ana0, ana1, eva0, eva1]).toEqual(alone);
    close();
  });
});

test("a sketch goes first, and what was in its way is drawn after it", async () => {
  await inNewTab(async (tiles, jobs) => {
    const looks = ["a pixie cut", "an afro"].map((look) => requestFor("ana", look));
    const { shown, close } = openPicker(tiles, looks);
    // Until the thread has the first one.
    await new Promise((resolve) => setTimeout(resolve, 200));
    await jobs.sketch(requestFor("ana", "two braids"));
    expect(shown.map((each) => each())).toEqual([undefined, undefined]);
    await arrived(shown);
    close();
  });
});

test("nothing is drawn for a picker that was closed, and one that opens again goes on", async () => {
  const db = await openVault(vault.id);
  await inNewTab(async (tiles, jobs) => {
    const looks = ["locs", "a bun", "a ponytail"].map((look) => requestFor("eva", look));
    const before = await db.tiles.count();
    openPicker(tiles, looks).close();
    const half = openPicker(tiles, looks);
    await vi.waitFor(() => expect(half.shown[0]!()).toBeDefined(), { timeout: 120_000 });
    half.close();
    // Whatever was still under way would be done before a sketch that is asked for now is.
    await jobs.sketch(requestFor("eva", "two braids"));
    expect((await db.tiles.count()) - before).toBeLessThanOrEqual(2);
    const { shown, close } = openPicker(tiles, looks);
    await arrived(shown);
    expect(await db.tiles.count()).toBe(before + 3);
    close();
  });
});

test("a tile follows its look, and says meanwhile that it is of the one before", async () => {
  await inNewTab(async (tiles) => {
    const [look, setLook] = createSignal("a bun");
    const picker = createRoot((close) => ({
      close,
      shown: tiles.of(
        () => requestFor("eva", look()),
        () => true,
      ),
    }));
    await arrived([picker.shown]);
    const before = await hashOf(picker.shown());
    setLook("a buzz cut");
    expect(picker.shown()).toMatchObject({ past: true });
    await vi.waitFor(() => expect(picker.shown()).toMatchObject({ past: false }), { timeout: 120_000 });
    expect(await hashOf(picker.shown())).not.toBe(before);
    picker.close();
  });
});

test("what was drawn once comes back after a reload without the pack, and what was not says why it cannot", async () => {
  await download.call.remove(PACK.id);
  await inNewTab(async (tiles) => {
    const known = openPicker(
      tiles,
      ["a bun", "a ponytail"].map((look) => requestFor("eva", look)),
    );
    await arrived(known.shown);
    expect(tiles.failure()).toBeNull();
    const unknown = openPicker(tiles, [requestFor("eva", "a bald head")]);
    await until(() => expect(tiles.failure()).toMatchObject({ code: "pack-missing" }));
    expect(unknown.shown[0]!()).toBeUndefined();
  });
});
