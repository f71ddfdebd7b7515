/**
 * The worker with the shipped pack, real storage and real weights: learn two people, draw them, refuse what must be refused.
 */
import { afterAll, beforeAll, expect, test, vi } from "vitest";
import { isAbort, isFailure, type FailureCode } from "~/contracts/failure";
import type { GenerateReport, LearnReport } from "~/contracts/inference-api";
import { USUAL_LEARNED } from "~/contracts/recipe";
import type { IndividualModel, Picture } from "~/contracts/records";
import type { Edit, GenerateRequest, Place, Size } from "~/contracts/request";
import { packMask } from "~/engine/image/mask-file";
import { textOf } from "~/engine/image/png-text";
import { writeVersion } from "~/engine/pipelines/version-file";
import { readBlob } from "~/storage/images";
import { packOf } from "~/storage/manifest";
import { sha256Hex } from "~/storage/sha256";
import { openVault } from "~/storage/vault-db";
import { deleteVersion } from "~/storage/versions";
import { openDownload } from "~/threads/download";
import { openInference } from "~/threads/inference";
import { learned } from "../../tests/support/learned";
import { addPerson, addPersona, addPhotograph, pictureOf } from "../../tests/support/people";
import { pictureWith } from "../../tests/support/records";

// Six pictures on a busy computer.
vi.setConfig({ testTimeout: 180_000 });

const VAULT = `test-${crypto.randomUUID()}`;
const PACK = packOf("atelier");
const download = openDownload();
const inference = openInference(() => "wasm");
const models = new Map<string, IndividualModel>();

function requestFor(personaId: string, changes: Partial<GenerateRequest> = {}): GenerateRequest {
  const { id, version, sha256 } = models.get(personaId)!;
  return {
    schema: 1,
    pack: { id: PACK.id, revision: PACK.revision },
    personaId,
    model: { id, version, sha256 },
    layers: [{ kind: "hair", words: "long red curls", strength: 1 }],
    prompt: "",
    size: { width: 384, height: 512 },
    sampler: "flow-euler",
    ...PACK.presets.draft,
    identityStrength: 0.95,
    pose: null,
    seeds: [7],
    ...changes,
  };
}

const silent = (): void => undefined;
const draw = (request: GenerateRequest, report: (at: GenerateReport) => void = silent) =>
  inference.call.generate(crypto.randomUUID(), VAULT, request, report);

/** By hash: comparing a million pixels one by one takes a minute. */
async function pixelsOf(
  pictureId: string,
  part: { readonly left: number; readonly width: number; readonly top?: number; readonly height?: number } | null = null,
): Promise<string> {
  const { bytes, type } = (await readBlob(VAULT, pictureId))!;
  const bitmap = await createImageBitmap(new Blob([bytes], { type }));
  const context = new OffscreenCanvas(bitmap.width, bitmap.height).getContext("2d")!;
  context.drawImage(bitmap, 0, 0);
  const { left, width, top = 0, height = bitmap.height - top } = part ?? { left: 0, width: bitmap.width };
  return sha256Hex(context.getImageData(left, top, width, height).data);
}

const codeOf = async (work: Promise<unknown>): Promise<FailureCode | "abort" | null> => {
  try {
    await work;
    return null;
  } catch (error) {
    if (isAbort(error)) return "abort";
    if (isFailure(error)) return error.code;
    throw error;
  }
};

const learnReports: LearnReport[] = [];

beforeAll(async () => {
  await download.call.install(PACK.id, silent);
  for (const name of ["mara", "kwame"]) {
    await addPerson(VAULT, name);
    models.set(name, await learned(inference.call, VAULT, PACK.id, name, (at) => learnReports.push(at)));
  }
}, 600_000);

afterAll(() => {
  inference.end();
  download.end();
});

test("runs isolated, on threads", async () => {
  expect(crossOriginIsolated).toBe(true);
  const verdict = await inference.call.verdict();
  expect(verdict).toEqual({ backend: "wasm", threads: Math.min(4, navigator.hardwareConcurrency), webgpuRefusal: "not-asked" });
});

test("does not take a processor that poses as a graphics device", async () => {
  const asking = openInference(() => "best");
  const verdict = await asking.call.verdict();
  asking.end();
  expect(verdict.backend).toBe("wasm");
  expect(verdict.webgpuRefusal).toBe("fallback-adapter");
});

test("learning goes through its stages in order and shows four measured probes", () => {
  const stages = learnReports.flatMap((at) => (at.kind === "stage" ? [at.stage] : []));
  expect([...new Set(stages)]).toEqual(["inspect", "reject", "embed", "project", "calibrate", "probe", "store"]);
  const probes = learnReports.flatMap((at) => (at.kind === "probe" ? [at] : []));
  const finished = probes.filter(({ preview }) => preview.rgba.length === 4 * 384 * 512);
  expect(finished.map(({ index }) => index)).toEqual([0, 1, 2, 3, 0, 1, 2, 3]);
});

test("every photograph was found usable, and the two people are told apart", async () => {
  const rows = await (await openVault(VAULT)).photographs.toArray();
  for (const { name, inspection } of rows) {
    expect(inspection?.face, name).not.toBeNull();
    expect(
      inspection!.findings.map(({ code }) => code),
      name,
    ).toEqual([]);
  }
  expect(models.get("mara")!.calibration.ceiling).toBeGreaterThan(PACK.faces.samePersonCosine);
  expect((await (await openVault(VAULT)).personas.get("mara"))!.activeModelId).toBe(models.get("mara")!.id);
});

test("draws each seed's picture, reports every step, and stores it with its request and its thumbnail", async () => {
  const reports: GenerateReport[] = [];
  const request = requestFor("mara", { seeds: [7, 8] });
  const ids = await draw(request, (at) => reports.push(at));
  expect(ids).toHaveLength(2);
  const rows = (await (await openVault(VAULT)).pictures.bulkGet([...ids])) as Picture[];
  expect(rows.map(({ seed }) => seed)).toEqual([7, 8]);
  expect(rows[0]!.request).toEqual(request);
  const blob = (await readBlob(VAULT, ids[0]!))!;
  expect(JSON.parse(textOf(blob.bytes, "likeness")!)).toEqual({ ...request, seeds: [7] });
  expect((await readBlob(VAULT, `${ids[0]!}.thumbnail`))!.bytes.byteLength).toBeGreaterThan(0);
  expect(await pixelsOf(ids[0]!)).not.toEqual(await pixelsOf(ids[1]!));

  await expect.poll(() => reports.filter(({ kind }) => kind === "picture")).toHaveLength(2);
  const steps = reports.flatMap((at) => (at.kind === "step" ? [at] : []));
  expect(steps).toHaveLength(2 * PACK.presets.draft.steps);
  expect(steps[0]!.secondsLeft).toBeNull();
  expect(steps.at(-1)!.secondsLeft).toBe(0);
  expect(steps[0]!.preview).toMatchObject({ width: 24, height: 32 });
});

test("two people drawn in turn get, bit for bit, the pictures they get alone", async () => {
  const alone: string[] = [];
  for (const name of ["mara", "kwame"]) alone.push(await pixelsOf((await draw(requestFor(name)))[0]!));
  inference.end();
  const inTurn = await Promise.all(["kwame", "mara", "kwame", "mara"].map((name) => draw(requestFor(name))));
  const pixels = await Promise.all(inTurn.map(([id]) => pixelsOf(id!)));
  expect(pixels[1]).toEqual(alone[0]);
  expect(pixels[3]).toEqual(alone[0]);
  expect(pixels[0]).toEqual(alone[1]);
  expect(pixels[2]).toEqual(alone[1]);
  expect(alone[0]).not.toEqual(alone[1]);
});

test("a sketch is the picture of the first seed and stores nothing", async () => {
  const db = await openVault(VAULT);
  const before = await db.pictures.count();
  const { preview } = await inference.call.sketch("sketch", VAULT, requestFor("mara"));
  expect(await sha256Hex(preview.rgba)).toBe(await pixelsOf((await draw(requestFor("mara")))[0]!));
  expect(await db.pictures.count()).toBe(before + 1);
});

test("cancelling stops between steps, keeps what was finished, and the job goes on from there", async () => {
  const db = await openVault(VAULT);
  const request = requestFor("mara", { seeds: [21, 22] });
  const jobId = crypto.randomUUID();
  await db.jobs.add({ id: jobId, request, status: "running", attempts: 1, pictureIds: [], failure: null, createdAt: 0 });
  const work = inference.call.generate(jobId, VAULT, request, (at) => {
    if (at.kind === "picture" && at.picture === 0) void inference.call.cancel(jobId);
  });
  expect(await codeOf(work)).toBe("abort");
  const kept = (await db.jobs.get(jobId))!.pictureIds;
  expect(kept).toHaveLength(1);
  const ids = await inference.call.generate(jobId, VAULT, request, silent);
  expect(ids).toHaveLength(2);
  expect(ids[0]).toBe(kept[0]);
});

const editOf = (sourceId: string, changes: Partial<Edit> = {}): Edit => ({
  verb: "vary",
  sourceId,
  strength: 0.5,
  region: null,
  ...changes,
});

test("a picture is drawn again, descends from where it began, and begins nowhere else", async () => {
  const db = await openVault(VAULT);
  const [sourceId] = await draw(requestFor("mara"));
  const before = await pixelsOf(sourceId!);
  const asked = requestFor("mara", {
    layers: [{ kind: "hair", words: "a short black bob", strength: 1 }],
    seeds: [9],
    edit: editOf(sourceId!, { verb: "change", region: "hair", strength: 0.9 }),
  });
  const [changed] = await draw(asked);
  expect((await db.pictures.get(changed!))!).toMatchObject({
    parentId: sourceId,
    request: asked,
    likeness: expect.any(Number) as number,
  });
  expect(await pixelsOf(changed!)).not.toBe(before);
  expect(await pixelsOf((await draw(asked))[0]!)).toBe(await pixelsOf(changed!));
  expect(await pixelsOf(sourceId!)).toBe(before);

  const of = (edit: Partial<Edit>) => draw({ ...asked, edit: editOf(sourceId!, edit) });
  expect(await codeOf(of({ strength: 0.1 }))).toBe("request-invalid");
  expect(await codeOf(of({ sourceId: "none" }))).toBe("source-missing");
  expect(await codeOf(draw(requestFor("kwame", { edit: editOf(sourceId!) })))).toBe("request-invalid");
  await db.pictures.update(sourceId!, { deletedAt: 1 });
  expect(await codeOf(of({}))).toBe("source-missing");
});

test("a picture is continued into a larger frame: what was there stays to the byte beyond the seam, and a small frame is refused", async () => {
  const [sourceId] = await draw(requestFor("mara"));
  const expand = (size: Size, at: Place) =>
    requestFor("mara", { size, edit: editOf(sourceId!, { verb: "expand", strength: 0.2, at }) });
  const steps: GenerateReport[] = [];
  const [largeId] = await draw(
    expand({ width: 424, height: 512 }, { left: 24, top: 0 }),
    (at) => void (at.kind === "step" && steps.push(at)),
  );
  const large = (await (await openVault(VAULT)).pictures.get(largeId!))!;
  expect(large).toMatchObject({ width: 424, height: 512, parentId: sourceId });
  expect(steps.at(-1)).toMatchObject({ secondsLeft: 0, preview: { width: 53, height: 64 } });
  // The seam is less than forty pixels wide.
  const inside = { left: 40, width: 384 - 80 };
  expect(await pixelsOf(largeId!, { ...inside, left: 24 + inside.left })).toBe(await pixelsOf(sourceId!, inside));
  expect(await codeOf(draw(expand({ width: 300, height: 512 }, { left: 0, top: 0 })))).toBe("request-invalid");
  expect(await codeOf(draw(expand({ width: 384, height: 512 }, { left: 0, top: 0 })))).toBe("request-invalid");
  expect(await codeOf(draw(expand({ width: 2000, height: 512 }, { left: 0, top: 0 })))).toBe("request-invalid");
});

test("a preview of an edit within a mask that nobody stored is drawn, and nothing is stored", async () => {
  const db = await openVault(VAULT);
  const [sourceId] = await draw(requestFor("mara"));
  const rows = async () => [await db.pictures.count(), await db.blobs.count()];
  const before = await rows();
  const data = new Uint8Array(384 * 512).fill(255, 0, 384 * 100);
  const request = requestFor("mara", { edit: editOf(sourceId!, { verb: "fill", strength: 1 }), seeds: [99] });
  const seen = await inference.call.preview("preview", VAULT, request, packMask({ width: 384, height: 512, data }));
  expect({ width: seen.width, height: seen.height }).toEqual({ width: 384, height: 512 });
  const below = seen.rgba.slice(4 * 384 * 100);
  expect(await sha256Hex(below)).toBe(await pixelsOf(sourceId!, { left: 0, width: 384, top: 100 }));
  const above = seen.rgba.slice(0, 4 * 384 * 100);
  expect(await sha256Hex(above)).not.toBe(await pixelsOf(sourceId!, { left: 0, width: 384, height: 100 }));
  expect(await rows()).toEqual(before);
  const nothing = packMask({ width: 384, height: 512, data: new Uint8Array(384 * 512) });
  expect(await codeOf(inference.call.preview("nothing", VAULT, request, nothing))).toBe("mask-empty");
});

test("unknown words are named", async () => {
  expect(await inference.call.unknownWords(PACK.id, "long red curls, zorgon library")).toEqual(["zorgon"]);
});

test.each<[string, FailureCode, () => Promise<unknown>]>([
  [
    "a persona that was never trained",
    "persona-untrained",
    () => draw({ ...requestFor("mara"), personaId: "mara", model: { id: "none", version: 1, sha256: "" } }),
  ],
  ["somebody else's model", "model-foreign", () => draw({ ...requestFor("kwame"), personaId: "mara" })],
  ["another revision of the pack", "model-stale", () => draw(requestFor("mara", { pack: { id: PACK.id, revision: "0" } }))],
  [
    "another hash than was recorded",
    "model-damaged",
    () => draw(requestFor("mara", { model: { ...requestFor("mara").model, sha256: "0".repeat(64) } })),
  ],
  ["a size the pack does not have", "request-invalid", () => draw(requestFor("mara", { size: { width: 640, height: 640 } }))],
  ["a prompt without end", "request-invalid", () => draw(requestFor("mara", { prompt: "red ".repeat(2500) }))],
  ["a photograph that is gone", "photograph-missing", () => inference.call.inspect(VAULT, PACK.id, "none")],
  ["a pack nobody has", "manifest-invalid", () => inference.call.inspect(VAULT, "none", "none")],
])("refuses %s", async (_, code, work) => expect(await codeOf(work())).toBe(code));

test("refuses tensors that were changed on disk, and a file that belongs to another", async () => {
  const db = await openVault(VAULT);
  const { tensorsId } = models.get("mara")!;
  const blob = (await db.blobs.get(tensorsId))!;
  const changed = blob.bytes.slice(0);
  new Uint8Array(changed)[changed.byteLength - 1]! ^= 1;
  await db.blobs.put({ ...blob, bytes: changed });
  expect(await codeOf(draw(requestFor("mara")))).toBe("model-damaged");
  await db.blobs.put(blob);

  const kwame = models.get("kwame")!;
  const stolen: IndividualModel = { ...kwame, id: "stolen", personaId: "mara" };
  await db.models.add(stolen);
  expect(
    await codeOf(draw({ ...requestFor("kwame"), personaId: "mara", model: { id: "stolen", version: 1, sha256: kwame.sha256 } })),
  ).toBe("model-foreign");
});

test("refuses what was projected and never learned, whatever its row says, and as a file", async () => {
  const db = await openVault(VAULT);
  const mara = models.get("mara")!;
  // One after another: a tile gives way to whatever else is asked for.
  const draws = [
    () => draw(requestFor("mara")),
    () => inference.call.sketch("sketch", VAULT, requestFor("mara")),
    () => inference.call.tile("tile", VAULT, requestFor("mara")),
    () => inference.call.look(VAULT, mara.id),
  ];
  for (const changes of [{ training: null }, { status: "retrain" }, { training: { ...mara.training!, step: 0 } }] as const) {
    const model: IndividualModel = { ...mara, ...changes };
    await db.models.put(model);
    await db.pictures.put({ ...pictureWith(model.id, 0), personaId: "mara", request: requestFor("mara") });
    for (const work of draws) expect(await codeOf(work()), JSON.stringify(changes)).toBe("model-unlearned");
  }
  await db.pictures.delete(mara.id);
  await db.models.put(mara);
  const stored = (await readBlob(VAULT, mara.tensorsId))!.bytes;
  const file = await writeVersion(stored, { ...mara, training: null }, sha256Hex);
  expect(await codeOf(inference.call.adopt("projected", VAULT, PACK.id, "mara", file, silent))).toBe("model-unlearned");
});

test("a version that left comes back as the next one, with the same tensors, to its owner and to nobody else", async () => {
  const mara = models.get("mara")!;
  const stored = (await readBlob(VAULT, mara.tensorsId))!.bytes;
  const file = await writeVersion(stored, mara, sha256Hex);
  const adopt = (personaId: string, bytes: ArrayBuffer) =>
    inference.call.adopt("adopt", VAULT, PACK.id, personaId, bytes.slice(0), silent);
  expect(await codeOf(adopt("kwame", file))).toBe("model-foreign");
  expect(await codeOf(adopt("mara", file.slice(8)))).toBe("safetensors-invalid");
  const changed = file.slice(0);
  new Uint8Array(changed)[changed.byteLength - 1]! ^= 1;
  expect(await codeOf(adopt("mara", changed))).toBe("safetensors-invalid");

  const id = await adopt("mara", file);
  const back = (await (await openVault(VAULT)).models.get(id))!;
  expect(back).toMatchObject({ version: 2, sha256: mara.sha256, calibration: mara.calibration, status: "ready" });
  expect(back.probes.map(({ likeness }) => likeness)).toEqual(mara.probes.map(({ likeness }) => likeness));
  expect(await deleteVersion(VAULT, back), "the one in use stays").toBe(false);
  expect(await deleteVersion(VAULT, mara)).toBe(true);
  expect(await readBlob(VAULT, mara.tensorsId)).toBeUndefined();
});

test("too few photographs, a twin and a stranger are told", async () => {
  await addPersona(VAULT, "mix");
  const ids: string[] = [];
  for (const [name, k] of [
    ["mara", 0],
    ["mara", 1],
    ["mara", 0],
    ["kwame", 0],
    ["mara", 2],
  ] as const)
    ids.push(await addPhotograph(VAULT, "mix", `${name}-${k}`, await pictureOf(name, k)));
  const begin = inference.call.begin("mix", VAULT, PACK.id, "mix", { steps: 1, learned: USUAL_LEARNED }, silent);
  expect(await codeOf(begin)).toBe("photographs-too-few");
  const rows = await (await openVault(VAULT)).photographs.bulkGet(ids);
  expect(rows.map((row) => row!.inspection!.findings.map(({ code }) => code))).toEqual([
    [],
    [],
    ["duplicate"],
    ["someone-else"],
    [],
  ]);
  expect(rows[2]!.inspection!.findings[0]).toEqual({ code: "duplicate", of: ids[0] });
});

test("five photographs that are all alike are one, and two people with some each are not learned as one", async () => {
  const personOf = async (personaId: string, pictures: readonly (readonly ["mara" | "kwame", number])[]) => {
    await addPersona(VAULT, personaId);
    const ids: string[] = [];
    for (const [i, [name, k]] of pictures.entries())
      ids.push(await addPhotograph(VAULT, personaId, `${i}-${name}`, await pictureOf(name, k)));
    const begin = inference.call.begin(personaId, VAULT, PACK.id, personaId, { steps: 1, learned: USUAL_LEARNED }, silent);
    await expect(begin).rejects.toMatchObject({ code: "photographs-too-few" });
    const rows = await (await openVault(VAULT)).photographs.bulkGet(ids);
    return rows.map((row) => row!.inspection!.findings.map(({ code }) => code));
  };
  expect(
    await personOf(
      "alike",
      Array.from({ length: 5 }, () => ["mara", 0] as const),
    ),
  ).toEqual([[], ...Array.from({ length: 4 }, () => ["duplicate"])]);
  const both = [0, 1, 2, 3].flatMap((k) => [["mara", k] as const, ["kwame", k] as const]);
  expect(await personOf("both", both)).toEqual(both.map(([name]) => (name === "mara" ? [] : ["someone-else"])));
});
