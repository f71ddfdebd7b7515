/**
 * @file The inference worker's promise: looks at photographs, learns people, draws pictures.
 *
 * Ids go in, ids come out; pixels and tensors stay in the worker and in storage. Reports are advisory: a late one may
 * arrive after the call has settled and is then ignored. Every method rejects with a `Failure`, or an `AbortError` when
 * `cancel(jobId)` was called.
 */
import type { LayerChoice } from "./layers.ts";
import type { PresetName } from "./manifest.ts";
import type { Wish } from "./recipe.ts";
import type { GenerateRequest, Pose, Size } from "./request.ts";

export interface DeviceVerdict {
  readonly backend: "webgpu" | "wasm";
  readonly threads: number;
  /** Why WebGPU was not taken, in a code; null when it was. */
  readonly webgpuRefusal: "no-adapter" | "fallback-adapter" | "known-answer" | "not-asked" | null;
}

/** The worker's `self.name` where it has to stay off the graphics device: it was lost twice. */
export const WASM_ONLY = "inference-wasm";

/** Small opaque picture for the screen: RGBA, row by row. */
export interface Preview {
  readonly width: number;
  readonly height: number;
  readonly rgba: Uint8ClampedArray<ArrayBuffer>;
}

/** `rehearse` and `steps` are the training worker's. */
export type LearnStage = "inspect" | "reject" | "embed" | "project" | "calibrate" | "rehearse" | "steps" | "probe" | "store";

export type LearnReport =
  | { readonly kind: "stage"; readonly stage: LearnStage; readonly done: number; readonly of: number }
  | { readonly kind: "probe"; readonly index: number; readonly preview: Preview; readonly likeness: number | null };

export type GenerateReport =
  | { readonly kind: "loading" }
  | {
      readonly kind: "step";
      readonly picture: number;
      readonly step: number;
      readonly steps: number;
      /** Measured, over the whole job; null before the second step. */
      readonly secondsLeft: number | null;
      readonly preview: Preview | null;
    }
  | { readonly kind: "picture"; readonly picture: number; readonly pictureId: string };

export interface Sketch {
  readonly preview: Preview;
  readonly seconds: number;
  /** Of these, one run of the denoiser. */
  readonly runSeconds: number;
}

/** A small encoded picture. */
export interface Tile {
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

/** One picture of somebody who is nobody's persona: drawn from an embedding alone, belonging to no vault. */
export interface Sitting {
  /** Unit vector, as the pack's embedder would give it. */
  readonly embedding: readonly number[];
  readonly words: string;
  readonly layers: readonly LayerChoice[];
  readonly pose: Pose;
  readonly preset: PresetName;
  readonly seed: number;
}

export interface Portrayal {
  readonly preview: Preview;
  /** PNG. */
  readonly png: ArrayBuffer;
  /** Faces that could be the sitter's. */
  readonly faces: number;
  /** Of the face to the sitter's embedding; null without one. */
  readonly cosine: number | null;
}

/** What each pixel of a picture shows, row by row: its index among the parts that the parser tells apart. */
export interface Parts extends Size {
  readonly of: Uint8Array;
}

export interface InferenceApi {
  /** Writes in words what each of these photographs shows, with the captioner that is installed. */
  describe(jobId: string, vaultId: string, photographIds: readonly string[]): Promise<void>;
  verdict(): Promise<DeviceVerdict>;
  /** Asks the backend in use for numbers that are known; needs no pack. @returns whether it gave them */
  knownAnswer(): Promise<boolean>;
  /** Looks at one stored photograph and writes its `inspection`. */
  inspect(vaultId: string, packId: string, photographId: string): Promise<void>;
  /** Looks at a drawing that came in as a file, and writes its likeness and what of it cannot be read. */
  look(vaultId: string, pictureId: string): Promise<void>;
  /**
   * Looks at the photographs and projects them. From there a training by gradients begins, or goes on where one is unfinished; what was projected
   * is no model by itself.
   *
   * @returns the training's id
   */
  begin(
    jobId: string,
    vaultId: string,
    packId: string,
    personaId: string,
    wish: Wish,
    report: (at: LearnReport) => void,
  ): Promise<string>;
  /**
   * Makes the next version from the best look of a training that has come to its end, and makes it active. Returns the model's id.
   *
   * Refused where steps are still to be taken (`persona-untrained`), for another revision of the pack (`model-stale`), for another persona
   * (`model-foreign`), and where what was kept has changed (`training-damaged`).
   */
  finish(jobId: string, vaultId: string, trainingId: string, report: (at: LearnReport) => void): Promise<string>;
  /** Makes the next version of the persona's individual model from one that left as a file. Returns the model's id. */
  adopt(
    jobId: string,
    vaultId: string,
    packId: string,
    personaId: string,
    file: ArrayBuffer,
    report: (at: LearnReport) => void,
  ): Promise<string>;
  /** Draws and stores the request's pictures; returns their ids in the order of the seeds. */
  generate(
    jobId: string,
    vaultId: string,
    request: GenerateRequest,
    report: (at: GenerateReport) => void,
  ): Promise<readonly string[]>;
  /** Draws one picture of the first seed and stores nothing. */
  sketch(jobId: string, vaultId: string, request: GenerateRequest): Promise<Sketch>;
  /**
   * Draws what an edit would come to and stores nothing, in the background as a tile is.
   *
   * @param mask where it may change, packed, where somebody is still drawing it; it stands instead of the request's
   */
  preview(jobId: string, vaultId: string, request: GenerateRequest, mask: ArrayBuffer | null): Promise<Preview>;
  /**
   * Draws one small picture of the first seed in the background and stores nothing. Any other call that draws or looks makes it reject
   * with an AbortError, at the latest after one step; whoever still wants it asks again.
   */
  tile(jobId: string, vaultId: string, request: GenerateRequest): Promise<Tile>;
  /**
   * Makes and stores the master of a stored picture, where it has none yet.
   *
   * @param rank "idle" gives way to every other call that touches a graph, tiles too: it rejects with an AbortError, at the latest after
   * one strip of the picture; whoever still wants it asks again
   * @returns the master's size
   */
  master(jobId: string, vaultId: string, pictureId: string, rank?: "idle"): Promise<Size>;
  /** Looks at a stored picture of the persona. */
  parts(
    jobId: string,
    vaultId: string,
    pack: { readonly id: string; readonly revision: string },
    personaId: string,
    pictureId: string,
  ): Promise<Parts>;
  /** Draws somebody who is only being thought of, and looks at the picture. Reads no persona and stores nothing. */
  portray(jobId: string, packId: string, sitting: Sitting, report: (preview: Preview) => void): Promise<Portrayal>;
  /** Words of the text that the pack's vocabulary does not have, in order, each once. */
  unknownWords(packId: string, text: string): Promise<readonly string[]>;
  /** How many tokens of own words and layers the pack's text encoder has no room for; they would be left out. */
  tokensOver(packId: string, prompt: string, layers: readonly LayerChoice[]): Promise<number>;
  /** Stops the job between two steps; unknown ids are ignored. */
  cancel(jobId: string): void;
}
