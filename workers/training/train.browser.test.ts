/**
 * The worker with the shipped pack and real storage, three steps instead of hundreds: what is kept is what goes on.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isAbort, isFailure } from "~/contracts/failure";
import { isEnough, type Learned } from "~/contracts/recipe";
import { bestId, stateId, type TrainingRow } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import type { TrainReport } from "~/contracts/training-api";
import { readIndividual, writeIndividual } from "~/engine/pipelines/individual-file";
import { writeLora } from "~/engine/pipelines/version-file";
import { floats } from "~/engine/tensor/tensor";
import { readBlob } from "~/storage/images";
import { packOf } from "~/storage/manifest";
import { sha256Hex } from "~/storage/sha256";
import { dropTraining, readTraining } from "~/storage/trainings";
import { openVault } from "~/storage/vault-db";
import { openDownload } from "~/threads/download";
import { openInference } from "~/threads/inference";
import { openTraining } from "~/threads/training";
import { addPerson } from "../../tests/support/people";

// Three times a dozen pictures, drawn to learn on, on a busy computer.
vi.setConfig({ testTimeout: 400_000 });

const VAULT = `test-${crypto.randomUUID()}`;
const PACK = packOf("atelier");
const STEPS = 3;
/** What can leave as a LoRA too. */
const LEARNED: Learned = { what: "deltas", rank: 4, everywhere: false };
const download = openDownload();
const inference = openInference(() => "wasm");
const training = openTraining(() => "wasm");
const silent = (): void => undefined;

const requestWith = (model: GenerateRequest["model"]): GenerateRequest => ({
  schema: 1,
  pack: { id: PACK.id, revision: PACK.revision },
  personaId: "mara",
  model,
  layers: [],
  prompt: "",
  size: PACK.sizes[0]!,
  sampler: PACK.sampler.kind,
  ...PACK.presets.draft,
  identityStrength: 0.95,
  pose: null,
  seeds: [1],
});

const begin = (): Promise<string> =>
  inference.call.begin("begin", VAULT, PACK.id, "mara", { steps: STEPS, learned: LEARNED }, silent);

const train = (id: string, report: (at: TrainReport) => void = silent): Promise<void> =>
  training.call.train(`job-${id}`, VAULT, id, report);

beforeAll(async () => {
  await download.call.install(PACK.id, silent);
  await addPerson(VAULT, "mara");
}, 240_000);

afterAll(() => {
  for (const thread of [training, inference, download]) thread.end();
});

test("learns, looks, and becomes a version; what a stop leaves goes on in another thread to the same numbers", async () => {
  const first = await begin();
  const reports: TrainReport[] = [];
  await train(first, (at) => reports.push(at));
  const row = await readTraining(VAULT, first);
  expect(row).toMatchObject({ device: { backend: "wasm", threads: Math.min(4, navigator.hardwareConcurrency) } });
  expect(row.step === STEPS || isEnough(row.looks, row.recipe), "it stops before only where looks got no better").toBe(true);
  expect(row.step, "a stop after the first step leaves something to do").toBeGreaterThan(1);
  expect(row.losses).toHaveLength(row.step);
  expect(row.losses.every(Number.isFinite)).toBe(true);
  expect(row.looks.map(({ step }) => step)).toEqual([0, 1, 2, 3].slice(0, row.looks.length));
  expect(row.looks[0]).toMatchObject({ drift: 0, control: 0 });
  expect(
    row.looks.every(({ control }) => control !== undefined && control < row.recipe.driftLimit),
    "deltas could move other people: they are watched",
  ).toBe(true);
  expect(row.looks.every(({ likeness }) => likeness > 0 && likeness <= 1)).toBe(true);
  expect(row.pictureIds).toHaveLength(3);
  for (const id of row.pictureIds) expect(await readBlob(VAULT, id)).toBeDefined();
  expect(readIndividual(PACK, (await readBlob(VAULT, bestId(first)))!.bytes).personaId).toBe("mara");
  await expect.poll(() => reports.filter(({ kind }) => kind === "step")).toHaveLength(row.step);
  expect(new Set(reports.map(({ kind }) => kind))).toEqual(new Set(["preparing", "look", "step"]));

  expect(await begin(), "the same photographs, pack and recipe").toBe(first);
  const modelId = await inference.call.finish("finish", VAULT, first, silent);
  const model = (await (await openVault(VAULT)).models.get(modelId))!;
  expect(model).toMatchObject({
    status: "ready",
    version: 1,
    training: { recipe: row.recipe, losses: row.losses, looks: row.looks },
  });
  expect((await (await openVault(VAULT)).personas.get("mara"))?.activeModelId).toBe(modelId);
  expect(await readBlob(VAULT, stateId(first)), "the training is gone").toBeUndefined();

  const second = await begin();
  expect(second).not.toBe(first);
  const stop = (at: TrainReport): void => void (at.kind === "step" && at.step === 1 && training.call.cancel(`job-${second}`));
  await expect(train(second, stop)).rejects.toSatisfy(isAbort);
  expect((await readTraining(VAULT, second)).step).toBeGreaterThanOrEqual(1);
  training.end();
  await train(second);
  expect((await readTraining(VAULT, second)).losses).toEqual(row.losses);
  expect((await readTraining(VAULT, second)).looks).toEqual(row.looks);
  const best = (await readBlob(VAULT, bestId(second)))!.bytes;
  expect(await sha256Hex(best), "the same tensors, to the bit").toBe(model.sha256);
  await dropTraining(VAULT, second);
});

test("deltas leave as a LoRA and come back; those of another architecture are refused, and nothing is stored of them", async () => {
  const db = await openVault(VAULT);
  const { activeModelId } = (await db.personas.get("mara"))!;
  const model = (await db.models.get(activeModelId!))!;
  const stored = (await readBlob(VAULT, model.tensorsId))!.bytes;
  const adopt = (file: ArrayBuffer) => inference.call.adopt("adopt", VAULT, PACK.id, "mara", file, silent);
  const { prototype, tensors } = readIndividual(PACK, stored);
  const elsewhere = { "delta.layers.7.query.a": floats([32, 4]), "delta.layers.7.query.b": floats([4, 32]) };
  const foreign = await writeLora(
    writeIndividual("mara", PACK, { prototype, tensors: { ...tensors, ...elsewhere } }),
    model,
    sha256Hex,
  );
  await expect(adopt(foreign)).rejects.toMatchObject({ code: "safetensors-invalid" });
  expect(await db.models.count()).toBe(1);

  const id = await adopt(await writeLora(stored, model, sha256Hex));
  expect((await db.models.get(id))!).toMatchObject({ version: 2, sha256: model.sha256, training: model.training });
});

test("what is half-trained, was changed on disk, is of another revision, or misses a photograph is refused by name", async () => {
  const db = await openVault(VAULT);
  const versions = await db.models.count();
  const id = await begin();
  const half = { id, version: 1, sha256: "0".repeat(64) };
  await expect(inference.call.sketch("half", VAULT, requestWith(half)), "half-trained").rejects.toMatchObject({
    code: "persona-untrained",
  });
  await expect(inference.call.finish("half", VAULT, id, silent), "not one step taken").rejects.toMatchObject({
    code: "persona-untrained",
  });
  const changed = async (changes: Partial<TrainingRow>): Promise<Promise<void>> => {
    await db.trainings.update(id, changes);
    return train(id);
  };
  await expect(changed({ stateSha256: "0".repeat(64) })).rejects.toMatchObject({ code: "training-damaged" });
  await expect(changed({ stateSha256: null, photographIds: ["none"] })).rejects.toMatchObject({ code: "photograph-missing" });
  const begun = (await db.blobs.get(bestId(id)))!;
  /** As if it had come to its end: what the worker makes versions of, and takes further. */
  const looks = [0, 1, 2, 3].map((step) => ({ step, likeness: 0.5, drift: 0 }));
  const ended = async (changes: Partial<TrainingRow>): Promise<readonly unknown[]> => {
    const before = (await db.trainings.get(id))!;
    const codes: unknown[] = [];
    for (const done of [looks, []]) {
      await db.trainings.put({ ...before, ...changes, looks: done, device: { backend: "wasm", threads: 1 } });
      const work = done.length > 0 ? inference.call.finish("ended", VAULT, id, silent) : train(id);
      codes.push(
        await work.then(
          () => "done",
          (error: unknown) => (isFailure(error) ? error.code : error),
        ),
      );
    }
    await db.trainings.put(before);
    return codes;
  };
  const twice = (code: string) => [code, code];
  expect(await ended({ pack: { id: PACK.id, revision: "old" } }), "older revision").toEqual(twice("model-stale"));
  expect(await ended({ bestSha256: "0".repeat(64) }), "altered").toEqual(twice("training-damaged"));
  expect(await ended({ bestSha256: null }), "of which nothing was written down").toEqual(twice("training-damaged"));
  const { prototype, tensors } = readIndividual(PACK, begun.bytes);
  const bytes = writeIndividual("somebody", PACK, { prototype, tensors });
  await db.blobs.put({ ...begun, bytes });
  expect(await ended({ bestSha256: await sha256Hex(bytes) }), "foreign").toEqual(twice("model-foreign"));
  expect(await db.models.count()).toBe(versions);
  await dropTraining(VAULT, id);
  await expect(train(id)).rejects.toSatisfy(isAbort);
});
