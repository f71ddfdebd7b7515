/**
 * @file Draws a request's pictures, one after another, and stores each as soon as it is finished.
 *
 * A job that was interrupted goes on after the pictures its row already has.
 */
import { transfer } from "comlink";
import type { Face } from "~/contracts/faces.ts";
import { Failure } from "~/contracts/failure.ts";
import type { GenerateReport, Preview, Sketch, Tile } from "~/contracts/inference-api.ts";
import { denoiserRuns, type Pack } from "~/contracts/manifest.ts";
import type { Picture } from "~/contracts/records.ts";
import { isStill, type GenerateRequest, type Size } from "~/contracts/request.ts";
import { samplerNamed } from "~/contracts/sampler.ts";
import { measureLikeness } from "~/engine/faces/measure.ts";
import { faceIn, turnedAs } from "~/engine/faces/turned.ts";
import type { Raster } from "~/engine/image/raster.ts";
import type { Source } from "~/engine/pipelines/image-to-image.ts";
import { seenBy } from "~/engine/pipelines/framed.ts";
import { watched } from "~/engine/pipelines/preview.ts";
import { redraw } from "~/engine/pipelines/redraw.ts";
import type { Pass } from "~/engine/pipelines/surroundings.ts";
import type { OnStep } from "~/engine/pipelines/walk.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { savePicture } from "~/storage/images.ts";
import { equippedFor } from "~/storage/weights.ts";
import { openVault } from "~/storage/vault-db.ts";
import { backend } from "~/runtime/backend.ts";
import { lookOf } from "./called.ts";
import { encodeBitmap, encodePicture, encodeThumbnail } from "./encoding.ts";
import { drawnLarge, isLarge, type Made } from "./large.ts";
import { previewOf } from "./pixels.ts";
import { conditionsFor, drawPortrait, sceneBeyond, sceneOf, type Scene } from "./portrait.ts";
import { preflight, type Cleared } from "./preflight.ts";
import { begunFor, sourceOf } from "./source.ts";
import { still } from "./still.ts";
import { noted, type Noted } from "./tools-used.ts";
import { runOf } from "~/runtime/sessions.ts";
import { vocabularyOf } from "~/runtime/vocabulary.ts";
import { watcherOf } from "~/runtime/watching.ts";

interface Ready extends Cleared {
  readonly pack: Pack;
  readonly run: Run;
  readonly tools: Noted["tools"];
  /** What is drawn again; absent where nothing is, or it is too large to be watched. */
  readonly begun?: Raster;
  draw(seed: number, signal: AbortSignal, onStep: OnStep): Promise<Made>;
}

/** @param unstored a mask that stands instead of the request's */
async function prepare(vaultId: string, request: GenerateRequest, unstored: ArrayBuffer | null = null): Promise<Ready> {
  // The timeline is kept for one job, or it would grow for as long as the thread lives.
  performance.clearMeasures();
  const known = await equippedFor(request.pack);
  const cleared = await preflight(vaultId, known, request);
  const pack: Pack = { ...known, sampler: samplerNamed(known, request.sampler) ?? known.sampler };
  const persona = await (await openVault(vaultId)).personas.get(request.personaId);
  if (persona === undefined) throw new Failure("persona-untrained", { personaId: request.personaId });
  const { run, tools } = noted(await runOf(await backend(), pack), pack);
  const { edit } = request;
  if (edit && isStill(edit)) return { ...cleared, pack, run, tools, draw: () => still(run, pack, vaultId, request, edit) };
  const vocabulary = await vocabularyOf(pack);
  const found = await sourceOf(run, pack, vaultId, request, unstored);
  // A head that is drawn again is turned as it was; nobody has to have said how.
  const face = found && (await faceIn(run, pack, found.source.image));
  const pose = request.pose ?? (pack.pose ? turnedAs(face) : null);
  const scene = { ...sceneOf(request), pose };
  const seen = ({ lens, beyond }: Pass): Scene =>
    beyond ? { ...sceneBeyond(request), pose } : lens === null ? scene : { ...scene, layers: seenBy(lens, scene.layers) };
  const drawn = async (seed: number, signal: AbortSignal, said: Scene, size: Size, onStep: OnStep, source: Source | null) => {
    const conditions = await conditionsFor(run, pack, vocabulary, persona, cleared.individual.tensors, said);
    return drawPortrait(run, pack, conditions, { ...request, size }, seed, signal, onStep, source);
  };
  if (found === null) {
    const draw: Ready["draw"] = async (seed, signal, onStep) => ({
      image: await drawn(seed, signal, scene, request.size, onStep, null),
    });
    return { ...cleared, pack, run, tools, draw };
  }
  const { row, source, settle } = found;
  const { steps } = request;
  const draw: Ready["draw"] = async (seed, signal, onStep) => {
    const again = (from: Source, of: Face | null): Promise<Raster> =>
      redraw(of, edit ? begunFor(edit, from) : from, pack, edit?.region === "scene", (begun, pass) => {
        const { before, windows } = pass;
        const after: OnStep = (at) =>
          onStep(windows === 1 ? at : { ...at, step: before * steps + at.step, steps: windows * steps });
        return drawn(seed, signal, seen(pass), begun.image, after, begun);
      });
    if (isLarge(row))
      return drawnLarge(vaultId, row, pack.sizes[0]!, source, async (part) => again(part, await faceIn(run, pack, part.image)));
    const image = await again(source, face);
    return { image: settle ? await settle(image) : image };
  };
  return { ...cleared, pack, run, tools, draw, ...(!isLarge(row) && { begun: source.image }) };
}

/** Sends previews with their pixels moved, not copied. */
function send(report: (at: GenerateReport) => void, at: GenerateReport): void {
  report(at.kind === "step" && at.preview ? transfer(at, [at.preview.rgba.buffer]) : at);
}

export async function generate(
  jobId: string,
  vaultId: string,
  request: GenerateRequest,
  report: (at: GenerateReport) => void,
  signal: AbortSignal,
): Promise<readonly string[]> {
  report({ kind: "loading" });
  const { pack, run, tools, draw, begun: first, individual, model } = await prepare(vaultId, request);
  const watch = await watcherOf(pack);
  signal.throwIfAborted();

  const { jobs, pictures } = await openVault(vaultId);
  const job = await jobs.get(jobId);
  const parent = await pictures.get(job?.parentId ?? request.edit?.sourceId ?? "");
  const origin = request.edit && parent?.origin;
  const look = lookOf(request, job, parent);
  const pictureIds = [...(job?.pictureIds ?? [])];
  const start = performance.now();
  let stepsDone = 0;

  for (const [picture, seed] of request.seeds.entries()) {
    if (picture < pictureIds.length) continue;
    const begun = performance.now();
    const watching = first && watched(first);
    const onStep: OnStep = async (at) => {
      const { step, steps, window } = at;
      stepsDone++;
      const left = (request.seeds.length - 1 - picture) * steps + steps - step;
      const seen = await watch(at);
      const perStep = (performance.now() - start) / 1000 / stepsDone;
      send(report, {
        kind: "step",
        picture,
        step,
        steps,
        secondsLeft: stepsDone < 2 ? null : perStep * left,
        preview: seen && previewOf(window && watching ? watching.lay(seen, window) : seen),
      });
    };
    const { image, full } = await draw(seed, signal, onStep);
    const { width, height } = full ?? image;
    const used = tools();
    const beside = { ...(origin && { origin }), ...(used.length > 0 && { tools: used }) };
    // What is written into the file draws this one picture again. Encoding goes on beside the measuring, on another thread.
    const text = JSON.stringify({ ...request, seeds: [seed], ...beside });
    const encoding = full ? encodeBitmap(full, text) : encodePicture(image, text);
    const likeness = await measureLikeness(run, image, pack, individual.prototype, model.calibration);
    const files = await encoding;
    const row: Picture = {
      id: crypto.randomUUID(),
      personaId: request.personaId,
      request,
      seed,
      width,
      height,
      likeness,
      mark: null,
      ...(request.edit && { parentId: request.edit.sourceId }),
      ...beside,
      ...(look !== undefined && { look }),
      seconds: (performance.now() - begun) / 1000,
      createdAt: Date.now(),
    };
    await savePicture(vaultId, jobId, row, files.image, files.thumbnail);
    pictureIds.push(row.id);
    performance.measure("picture", { start: begun });
    report({ kind: "picture", picture, pictureId: row.id });
  }
  return pictureIds;
}

export async function sketch(vaultId: string, request: GenerateRequest, signal: AbortSignal): Promise<Sketch> {
  const { draw } = await prepare(vaultId, request);
  signal.throwIfAborted();
  const begun = performance.now();
  let walked = begun;
  const onStep: OnStep = () => {
    walked = performance.now();
  };
  const { image } = await draw(request.seeds[0]!, signal, onStep);
  const preview = previewOf(image);
  performance.measure("sketch", { start: begun });
  const runSeconds = (walked - begun) / 1000 / denoiserRuns(request);
  return transfer({ preview, seconds: (performance.now() - begun) / 1000, runSeconds }, [preview.rgba.buffer]);
}

export async function preview(
  vaultId: string,
  request: GenerateRequest,
  mask: ArrayBuffer | null,
  signal: AbortSignal,
): Promise<Preview> {
  const { draw } = await prepare(vaultId, request, mask);
  signal.throwIfAborted();
  const { image, full } = await draw(request.seeds[0]!, signal, () => undefined);
  full?.close();
  const seen = previewOf(image);
  return transfer(seen, [seen.rgba.buffer]);
}

export async function tile(vaultId: string, request: GenerateRequest, signal: AbortSignal): Promise<Tile> {
  const { draw } = await prepare(vaultId, request);
  signal.throwIfAborted();
  const { image } = await draw(request.seeds[0]!, signal, () => undefined);
  const { bytes, type } = await encodeThumbnail(image);
  return transfer({ bytes, type }, [bytes]);
}
