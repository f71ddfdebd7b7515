/**
 * @file What a pack of models is: files with hashes, graphs with tensors by role, and how they are sampled.
 *
 * The engine reads packs through this and knows none by name. `parseManifest` is the door: what passes it may be trusted.
 */
import { Failure } from "./failure.ts";
import { graphsFault, type GraphRole, type GraphSpec, type TensorSpec } from "./graph-specs.ts";
import { filesFault, type Hub, type HubSource, hubsFault, type KnownFile, type PackFile } from "./pack-files.ts";
import { partsFault, withParts } from "./pack-parts.ts";
import type { Size } from "./request.ts";
import { type Sampler, samplerFault } from "./sampler.ts";

export type { GraphRole, GraphSpec, TensorSpec };

export interface Preset {
  readonly steps: number;
  readonly guidance: number;
}

/** Runs of the denoiser for one picture: guidance needs a second one per step. */
export const denoiserRuns = ({ steps, guidance }: Preset): number => steps * (guidance === 1 ? 1 : 2);

export type PresetName = "draft" | "standard" | "signature";

/** Thresholds of the photograph inspector and of likeness; they belong to the pack because its embedder made them. */
export interface FaceThresholds {
  /** Detector score a face must reach, 0..1. */
  readonly detectorScore: number;
  /** Smallest usable distance between the eyes, in pixels of the photograph. */
  readonly eyeDistance: number;
  /** Cosine to the others below which a photograph may be somebody else. */
  readonly outlierCosine: number;
  /** Mean cosine between different people: likeness 0. */
  readonly impostorCosine: number;
  /** Cosine above which two embeddings are the same person. */
  readonly samePersonCosine: number;
  /** Width and height of the one frame that the detector takes; absent where any multiple of its coarsest stride will do. */
  readonly detectorSide?: number;
  /** Noise and texture (engine/faces/camera-noise) above which an image is a camera photograph; absent where the pack reads those. */
  readonly photographNoise?: number;
}

/** What the upscaler makes of a picture, and how it may be asked for it piece by piece. */
export interface MasterSpec {
  /** Widths and heights of a master over those of what was drawn. */
  readonly factor: number;
  /**
   * Pixels of what was drawn, in every direction, that decide one pixel of the master; even, as are a piece's sides. Of a network that takes
   * one size only: over which its pieces lie on each other.
   */
  readonly reach: number;
  /** Width and height of the one piece that it takes; absent where any even sides will do. */
  readonly side?: number;
  /** Its pixels lie in 0..1; in -1..1 where absent. */
  readonly unit?: true;
}

/** What a device has to have for a pack to run on it, besides room for its files. */
export interface PackNeeds {
  /** Bytes of the process that draws, weights included. */
  readonly memory: number;
  /** Bytes of the largest tensor: what a graphics adapter has to bind at once. */
  readonly buffer: number;
  /** Whether a graphics adapter has to calculate in half precision. */
  readonly float16: boolean;
  /** Nobody has measured it: told by the sizes of its files and tensors. */
  readonly reckoned?: true;
}

/** Networks that the pack shares with others; their files and graphs are among its own. */
interface Included {
  readonly id: string;
  readonly name: string;
  readonly licence: Bundle["licence"];
}

/** What storage and the download worker know of anything that is installed: its files, where they lie, and which graphs they are. */
export interface Bundle {
  readonly id: string;
  readonly name: string;
  readonly revision: string;
  readonly purpose: string;
  readonly licence: { readonly name: string; readonly limits: string };
  readonly needs: PackNeeds;
  /** In the manifest's file their ids, each of one of its parts. */
  readonly includes?: readonly Included[];
  /** Below the app's own origin, or in the repository of `source`. */
  readonly base: string;
  /** Absent where the files are this app's own. */
  readonly source?: HubSource;
  readonly files: readonly PackFile[];
  readonly graphs: Readonly<Partial<Record<GraphRole, GraphSpec>>>;
}

/** Networks that draw nobody, and serve with whatever pack is drawn with. */
export interface Tool extends Bundle {
  readonly serves: "masters";
  readonly master: MasterSpec;
}

export interface Pack extends Bundle {
  /** Whose faces it can learn. */
  readonly reads: "drawings" | "photographs";
  readonly tokenizer: {
    /** tokenizer.json; vocab.json where it is CLIP's. */
    readonly file: string;
    /** tokenizer_config.json; merges.txt where it is CLIP's. */
    readonly config: string;
    /** Present where the repository has CLIP's tokenizer in its two older files: the token that stands behind the prompt. */
    readonly clip?: { readonly pad: string };
    readonly length: number;
    readonly unknown: string;
    /** What its captions call somebody whose identity tensors are given; stands for the trigger word. */
    readonly person?: string;
  };
  /** File with the distribution of people that somebody can be cast from; absent where nobody can. */
  readonly prior?: string;
  /**
   * `scale`: what the autoencoder's latents are multiplied by to be walked to; 1 where absent. `cell`: bytes of its largest tensor for one
   * cell of the latent, where pictures may go through it in tiles.
   */
  readonly latent: { readonly channels: number; readonly factor: number; readonly scale?: number; readonly cell?: number };
  readonly sampler: Sampler;
  readonly presets: Readonly<Record<PresetName, Preset>>;
  readonly sizes: readonly Size[];
  /** Present where the pack has an upscaler. */
  readonly master?: MasterSpec;
  readonly identity: { readonly tokens: number; readonly channels: readonly number[]; readonly embedding: number };
  /** Divisors that bring a pose to the graph's units; absent where the pack takes none. */
  readonly pose?: { readonly yaw: number; readonly pitch: number; readonly roll: number };
  /** Cheap picture of a latent: rgb[c] = bias[c] + Σ matrix[c][k] · latent[k], in -1..1. */
  readonly preview: { readonly matrix: readonly (readonly number[])[]; readonly bias: readonly number[] };
  readonly faces: FaceThresholds;
  /** What guards against unwanted pictures; null says that none is needed, `reason` why. */
  readonly safety: { readonly checker: string | null; readonly reason: string };
}

export interface Manifest {
  readonly schema: 1;
  /** Hosts that packs may be fetched from besides this app's own; absent where there are none. */
  readonly hubs?: readonly Hub[];
  readonly packs: readonly Pack[];
  readonly tools: readonly Tool[];
}

const refuse = (reason: string): never => {
  throw new Failure("manifest-invalid", { reason });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

function checkNeeds(needs: unknown, pack: string): void {
  if (!isObject(needs)) return refuse(`${pack}: needs is missing`);
  for (const field of ["memory", "buffer"])
    if (!Number.isSafeInteger(needs[field]) || (needs[field] as number) <= 0) refuse(`${pack}: bad ${field} in needs`);
  if (typeof needs["float16"] !== "boolean") refuse(`${pack}: bad float16 in needs`);
  if (needs["reckoned"] !== undefined && needs["reckoned"] !== true) refuse(`${pack}: bad reckoned in needs`);
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
function checkBundle(pack: Record<string, unknown>, hubs: readonly Hub[], pinned: boolean): ReadonlySet<string> {
  const id = String(pack["id"]);
  for (const field of ["id", "name", "revision", "purpose"])
    if (typeof pack[field] !== "string" || pack[field] === "") refuse(`${id}: ${field} is missing`);
  for (const field of ["licence", "graphs"]) if (!isObject(pack[field])) refuse(`${id}: ${field} is missing`);
  checkNeeds(pack["needs"], id);
  const fault = filesFault(pack, hubs, pinned);
  if (fault) refuse(`${id}: ${fault}`);
  const paths = new Set((pack["files"] as readonly PackFile[]).map((file) => file.path));
  const graphs = graphsFault(pack["graphs"] as Record<string, unknown>, paths);
  if (graphs) refuse(`${id}: ${graphs}`);
  if (isObject(pack["master"]) !== "upscaler" in (pack["graphs"] as object)) refuse(`${id}: master and upscaler need each other`);
  return paths;
}

function checkTool(tool: unknown, hubs: readonly Hub[], pinned: boolean): void {
  if (!isObject(tool)) return refuse("a tool is not an object");
  checkBundle(tool, hubs, pinned);
  const { id, serves, master, graphs } = tool as unknown as Tool;
  if (serves !== "masters" || graphs.upscaler === undefined) refuse(`${id}: serves nothing that is known`);
  const { factor, reach, side } = master;
  const isCount = (value: unknown): boolean => Number.isSafeInteger(value) && Number(value) > 0;
  if (!isCount(factor) || !isCount(reach) || (side !== undefined && !(isCount(side) && side > 2 * reach)))
    refuse(`${id}: bad master`);
}

function checkPack(pack: unknown, hubs: readonly Hub[], pinned: boolean): void {
  if (!isObject(pack)) return refuse("a pack is not an object");
  const id = String(pack["id"]);
  const paths = checkBundle(pack, hubs, pinned);
  for (const field of ["tokenizer", "latent", "presets", "identity", "preview", "faces", "safety"])
    if (!isObject(pack[field])) refuse(`${id}: ${field} is missing`);
  const fault = samplerFault(pack["sampler"]);
  if (fault) refuse(`${id}: ${fault}`);
  const { cell } = pack["latent"] as { cell?: unknown };
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
 * @param pinned whether every source has to name a commit; what is only told of need not
 * @throws Failure `manifest-invalid` naming the first thing that is wrong
 */
export function parseManifest(value: unknown, pinned = true): Manifest {
  if (!isObject(value) || value["schema"] !== 1) return refuse("schema is not 1");
  const { packs: listed, hubs = [], parts = [], tools = [] } = value;
  const fault = hubsFault(hubs) ?? partsFault(parts);
  if (fault) refuse(fault);
  if (!Array.isArray(listed)) return refuse("packs is not a list");
  const packs = listed.map((pack: unknown) => wholePack(pack, parts as readonly Readonly<Record<string, unknown>>[]));
  for (const pack of packs) checkPack(pack, hubs as readonly Hub[], pinned);
  if (!Array.isArray(tools)) return refuse("tools is not a list");
  for (const tool of tools) checkTool(tool, hubs as readonly Hub[], pinned);
  const ids = ([...packs, ...tools] as readonly Bundle[]).map(({ id }) => id);
  if (new Set(ids).size !== ids.length) refuse("a pack id appears twice");
  return { ...value, packs, tools } as unknown as Manifest;
}

export const packBytes = (pack: Bundle): number => pack.files.reduce((sum, file) => sum + file.bytes, 0);

/** Where a file lies at a hub; undefined where it is this app's own. */
export function sourceOf(pack: Bundle, file: PackFile): (HubSource & { readonly path: string }) | undefined {
  return file.from ?? (pack.source && { ...pack.source, path: pack.base + file.path });
}

/** Every host that the pack is fetched from, but for this app's own. */
export const hubsOf = (pack: Bundle): readonly string[] => [
  ...new Set(pack.files.flatMap((file) => sourceOf(pack, file)?.origin ?? [])),
];

export const isPack = (bundle: Bundle): bundle is Pack => "reads" in bundle;

/** One whose every file is known by its SHA-256. */
export interface KnownBundle extends Bundle {
  readonly files: readonly KnownFile[];
}

export const isKnown = (pack: Bundle): pack is KnownBundle => pack.files.every(({ sha256 }) => sha256 !== null);
