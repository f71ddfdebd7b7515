/**
 * @file What a pack of models is: files with hashes, graphs with tensors by role, and how they are sampled.
 *
 * The engine reads packs through this and knows none by name. `parseManifest` is the door: what passes it may be trusted. What a build was made
 * with has passed it (`npm run check:manifest`), and passes it again in the thread that stores packs; a page only puts it together.
 */
import type { GraphRole, GraphSpec, TensorSpec } from "./graph-specs.ts";
import type { Hub, HubSource, KnownFile, PackFile } from "./pack-files.ts";
import { withParts } from "./pack-parts.ts";
import type { Size } from "./request.ts";
import type { Sampler } from "./sampler.ts";

export { parseManifest } from "./parse-manifest.ts";

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
  /** What it makes at its size has no room beside its weights in a processor's four gigabytes of WebAssembly. */
  readonly graphics?: true;
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

/** How a captioner's words are read and ended. */
export interface CaptionSpec {
  /** vocab.json of GPT-2's tokenizer, among its files. */
  readonly vocabulary: string;
  /** The token that a caption begins and ends with. */
  readonly mark: string;
  /** Tokens that one may have. */
  readonly most: number;
}

export interface Upscaler extends Bundle {
  readonly serves: "masters";
  readonly master: MasterSpec;
}

export interface Captioner extends Bundle {
  readonly serves: "captions";
  readonly caption: CaptionSpec;
}

/** Makes pictures of latents, small and quickly: what is watched while somebody is drawn. */
export interface Previewer extends Bundle {
  readonly serves: "previews";
  /** The packs that it serves walk in this one. */
  readonly space: string;
}

/** Reads pictures back into latents: what a change begins with where a pack can only draw. */
export interface Encoder extends Bundle {
  readonly serves: "edits";
  /** The packs that it serves walk in this one. */
  readonly space: string;
  /** What its latents are multiplied by to be walked to. */
  readonly scale: number;
}

/** Finds hair, face, clothes and background, for packs that have no parser of their own. */
export interface Parser extends Bundle {
  readonly serves: "regions";
  /** What those packs learn from. */
  readonly sees: Pack["reads"];
}

/** Networks that draw nobody, and serve with whatever pack is drawn with. */
export type Tool = Upscaler | Captioner | Previewer | Encoder | Parser;

export interface Pack extends Bundle {
  /** Installed tools whose graphs are among its own (`equipped`); never in the manifest's file. */
  readonly beside?: readonly Tool[];
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
   * `scale`: what the autoencoder's latents are multiplied by to be walked to; 1 where absent. `read`: the same of an encoder beside the pack.
   * `cell`: bytes of its largest tensor for one cell of the latent, where pictures may go through it in tiles. `space`: a name for what
   * latents mean, where several packs share it.
   */
  readonly latent: {
    readonly channels: number;
    readonly factor: number;
    readonly scale?: number;
    readonly read?: number;
    readonly cell?: number;
    readonly space?: string;
  };
  readonly sampler: Sampler;
  /** Others that its pictures may be walked to by, no two of one name. */
  readonly samplers?: readonly Sampler[];
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

/** A manifest that has passed the door, its parts added to the packs that include them. */
export function assembled(checked: { readonly packs: readonly object[]; readonly parts: readonly object[] }): Manifest {
  const parts = checked.parts as readonly Readonly<Record<string, unknown>>[];
  return { ...checked, packs: checked.packs.map((pack) => withParts(pack, parts)) } as unknown as Manifest;
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
