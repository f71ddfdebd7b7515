/**
 * @file The door of the manifest: every field that anything relies on is looked at, and the first that is wrong is named.
 */
import { Failure } from "./failure.ts";
import { graphsFault } from "./graph-specs.ts";
import type { Bundle, Manifest, Pack, Tool } from "./manifest.ts";
import { filesFault, type Hub, hubsFault, type PackFile } from "./pack-files.ts";
import { partsFault, withParts } from "./pack-parts.ts";
import { samplerFault, samplersFault } from "./sampler.ts";

const refuse = (reason: string): never => {
  throw new Failure("manifest-invalid", { reason });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isName = (value: unknown): boolean => typeof value === "string" && value !== "";

function checkNeeds(needs: unknown, pack: string): void {
  if (!isObject(needs)) return refuse(`${pack}: needs is missing`);
  for (const field of ["memory", "buffer"])
    if (!Number.isSafeInteger(needs[field]) || (needs[field] as number) <= 0) refuse(`${pack}: bad ${field} in needs`);
  if (typeof needs["float16"] !== "boolean") refuse(`${pack}: bad float16 in needs`);
  for (const field of ["graphics", "reckoned"])
    if (needs[field] !== undefined && needs[field] !== true) refuse(`${pack}: bad ${field} in needs`);
}

/** What a network of somebody's drawings is told apart by has no place where photographs are read. */
function checkFaces(pack: Pack): void {
  const { id, reads, faces, graphs } = pack;
  if (reads !== "drawings" && reads !== "photographs") refuse(`${id}: bad reads`);
  if (reads === "photographs" && (faces.photographNoise !== undefined || graphs.face_check !== undefined))
    refuse(`${id}: reads photographs and would refuse them`);
  const [, , height, width] = graphs.face_detector?.inputs["image"]?.shape ?? [];
  if (width === undefined || height === undefined) return;
  const { detectorSide } = faces;
  const fits = width === -1 && height === -1 ? detectorSide === undefined : width === detectorSide && height === detectorSide;
  if (!fits || (detectorSide ?? 0) % 32 !== 0) refuse(`${id}: bad detectorSide in faces`);
}

/** @returns paths of its files */
function checkBundle(pack: Record<string, unknown>, hubs: readonly Hub[]): ReadonlySet<string> {
  const id = String(pack["id"]);
  for (const field of ["id", "name", "revision", "purpose"]) if (!isName(pack[field])) refuse(`${id}: ${field} is missing`);
  for (const field of ["licence", "graphs"]) if (!isObject(pack[field])) refuse(`${id}: ${field} is missing`);
  checkNeeds(pack["needs"], id);
  const fault = filesFault(pack, hubs);
  if (fault) refuse(`${id}: ${fault}`);
  const paths = new Set((pack["files"] as readonly PackFile[]).map((file) => file.path));
  const graphs = graphsFault(pack["graphs"] as Record<string, unknown>, paths);
  if (graphs) refuse(`${id}: ${graphs}`);
  if (isObject(pack["master"]) !== "upscaler" in (pack["graphs"] as object)) refuse(`${id}: master and upscaler need each other`);
  return paths;
}

function checkTool(tool: unknown, hubs: readonly Hub[]): void {
  if (!isObject(tool)) return refuse("a tool is not an object");
  const paths = checkBundle(tool, hubs);
  const told = tool as unknown as Tool;
  const { id, graphs } = told;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
  if (told.serves === "captions") {
    const { vocabulary, mark, most } = isObject(told.caption) ? told.caption : {};
    const isWhole = graphs.caption_encoder !== undefined && graphs.caption_decoder !== undefined;
    if (!isWhole || !paths.has(String(vocabulary)) || typeof mark !== "string" || !isCount(most)) refuse(`${id}: bad caption`);
    return;
  }
  if (told.serves === "previews") {
    if (graphs.preview_decoder === undefined || !isName(told.space)) refuse(`${id}: makes previews of nothing`);
    return;
  }
  if (told.serves === "edits") {
    const isScale = typeof told.scale === "number" && told.scale > 0;
    if (graphs.vae_encoder === undefined || !isName(told.space) || !isScale) refuse(`${id}: reads no latents`);
    return;
  }
  if (told.serves === "regions") {
    const isKnown = told.sees === "photographs" || told.sees === "drawings";
    if (graphs.parser === undefined || !isKnown) refuse(`${id}: finds parts of nothing`);
    return;
  }
  if (told.serves !== "masters" || graphs.upscaler === undefined) return refuse(`${id}: serves nothing that is known`);
  const { factor, reach, side } = told.master;
  if (!isCount(factor) || !isCount(reach) || (side !== undefined && !(isCount(side) && side > 2 * reach)))
    refuse(`${id}: bad master`);
}

function checkPack(pack: unknown, hubs: readonly Hub[]): void {
  if (!isObject(pack)) return refuse("a pack is not an object");
  const id = String(pack["id"]);
  const paths = checkBundle(pack, hubs);
  for (const field of ["tokenizer", "latent", "presets", "identity", "preview", "faces", "safety"])
    if (!isObject(pack[field])) refuse(`${id}: ${field} is missing`);
  const fault = samplerFault(pack["sampler"]) ?? samplersFault(pack["sampler"], pack["samplers"]);
  if (fault) refuse(`${id}: ${fault}`);
  const { cell, space } = pack["latent"] as { cell?: unknown; space?: unknown };
  if (space !== undefined && !isName(space)) refuse(`${id}: bad space in latent`);
  if (cell !== undefined && !(Number.isSafeInteger(cell) && Number(cell) > 0)) refuse(`${id}: bad cell in latent`);
  const prior = pack["prior"];
  if (prior !== undefined && !(typeof prior === "string" && paths.has(prior)))
    refuse(`${id}: prior names a file that is not listed`);
  checkFaces(pack as unknown as Pack);
  const { checker } = pack["safety"] as { checker?: unknown };
  if ((checker === null) === "safety_checker" in (pack["graphs"] as object)) refuse(`${id}: bad checker in safety`);
  if (!Array.isArray(pack["sizes"]) || pack["sizes"].length === 0) refuse(`${id}: no sizes`);
}

function wholePack(pack: unknown, parts: readonly Readonly<Record<string, unknown>>[]): unknown {
  try {
    return withParts(pack, parts);
  } catch (error) {
    if (error instanceof RangeError) return refuse(`${(pack as Pack).id} ${error.message}`);
    throw error;
  }
}

/**
 * @throws Failure `manifest-invalid` naming the first thing that is wrong
 */
export function parseManifest(value: unknown): Manifest {
  if (!isObject(value) || value["schema"] !== 1) return refuse("schema is not 1");
  const { packs: listed, hubs = [], parts = [], tools = [] } = value;
  const fault = hubsFault(hubs) ?? partsFault(parts);
  if (fault) refuse(fault);
  if (!Array.isArray(listed)) return refuse("packs is not a list");
  const packs = listed.map((pack: unknown) => wholePack(pack, parts as readonly Readonly<Record<string, unknown>>[]));
  for (const pack of packs) checkPack(pack, hubs as readonly Hub[]);
  if (!Array.isArray(tools)) return refuse("tools is not a list");
  for (const tool of tools) checkTool(tool, hubs as readonly Hub[]);
  const ids = ([...packs, ...tools] as readonly Bundle[]).map(({ id }) => id);
  if (new Set(ids).size !== ids.length) refuse("a pack id appears twice");
  return { ...value, packs, tools } as unknown as Manifest;
}
