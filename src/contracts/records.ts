/**
 * @file The rows of a vault's database, one interface per table.
 *
 * Rows are small: lists are live queries over them. Image and tensor bytes lie apart in `blobs`, read by id where they
 * are needed and never behind a live query.
 */
import type { Failure, FailureCode, FailureDetails } from "./failure.ts";
import type { Inspection } from "./faces.ts";
import type { DeviceVerdict } from "./inference-api.ts";
import type { MaskMove } from "./mask-moves.ts";
import type { Look, Recipe } from "./recipe.ts";
import type { EditVerb, GenerateRequest, Size } from "./request.ts";

/** Milliseconds since the epoch. */
export type Time = number;

/** The colours a client can have; the first is that of a client who has not chosen. */
export const ACCENTS = ["clay", "moss", "sea", "dusk", "plum", "ochre"] as const;
export type Accent = (typeof ACCENTS)[number];

export interface Client {
  readonly id: string;
  readonly name: string;
  readonly accent?: Accent;
  readonly createdAt: Time;
}

/** How a person came in: a shipped sample, photographs of somebody who agreed, or cast from words. */
export type PersonaSource = "sample" | "photographs" | "cast";

export interface Persona {
  readonly id: string;
  readonly clientId: string;
  readonly name: string;
  /** `user` + id; stands for the identity tensors in the prompt. */
  readonly trigger: string;
  readonly source: PersonaSource;
  readonly consent: { readonly at: Time; readonly statement: string } | null;
  readonly activeModelId: string | null;
  /** The pack that they are learned and drawn with; absent where it is the embedded one. */
  readonly packId?: string;
  readonly createdAt: Time;
  /** Present until every drawing of a sample person has arrived. */
  readonly arriving?: true;
  /** Present while the deletion can still be taken back; lists leave such a persona out. */
  readonly erasedAt?: Time;
}

export interface Photograph {
  readonly id: string;
  readonly personaId: string;
  /** The file's name as it arrived; shown, never used as a path. */
  readonly name: string;
  readonly width: number;
  readonly height: number;
  readonly addedAt: Time;
  /** null until the inspector has looked at it. */
  readonly inspection: Inspection | null;
  /**
   * What it shows, in words that may have been written or corrected by hand: a photographic pack learns the person in them. Absent or empty
   * where nobody has said it.
   */
  readonly caption?: string;
}

export interface Calibration {
  /** Mean cosine between different people. */
  readonly floor: number;
  /** Mean cosine of this persona's photographs to its prototype, each left out in turn. */
  readonly ceiling: number;
}

/**
 * How a version was learned by gradients: enough to do it again. On WebAssembly the same photographs, recipe and number of threads come to the
 * same losses, looks and tensors, to the last bit, also after a stop; workers/training/train.browser.test.ts. Nothing is promised of two graphics
 * devices, whose sums are taken in another order.
 */
export interface Training {
  readonly recipe: Recipe;
  /** The look that was kept. */
  readonly step: number;
  readonly looks: readonly Look[];
  /** Of every step. */
  readonly losses: readonly number[];
  /** Of its steps, without the looks. */
  readonly seconds: number;
  readonly device: Pick<DeviceVerdict, "backend" | "threads">;
}

/** `retrain`: made before people were learned by gradients. It is the projection alone, draws nobody any more, and waits to be learned again. */
export type ModelStatus = "learning" | "ready" | "failed" | "retrain";

/** A persona's trained tensors: owned by one persona, made for one pack revision, never shared. */
export interface IndividualModel {
  readonly id: string;
  readonly personaId: string;
  readonly version: number;
  readonly pack: { readonly id: string; readonly revision: string };
  readonly status: ModelStatus;
  /** Blob id of the safetensors file. */
  readonly tensorsId: string;
  /** Of the safetensors bytes; lower-case hex. */
  readonly sha256: string;
  readonly photographIds: readonly string[];
  readonly rejectedIds: readonly string[];
  readonly calibration: Calibration;
  /** Four fixed-seed pictures and their measured likeness; null where no face was found. */
  readonly probes: readonly { readonly blobId: string; readonly likeness: number | null }[];
  /** null where it is the projection alone: to be trained again. */
  readonly training: Training | null;
  readonly createdAt: Time;
}

/** Whether steps were taken from the projection, which is nobody's model by itself. */
export const isLearned = ({ training }: Pick<IndividualModel, "training">): boolean => training !== null && training.step > 0;

/**
 * A training that has begun and not become a version yet: a closed or killed tab goes on from here. A persona has one at most.
 *
 * Its bytes lie in `blobs` under `stateId` and `bestId`.
 */
export interface TrainingRow extends Pick<
  IndividualModel,
  "id" | "personaId" | "pack" | "photographIds" | "rejectedIds" | "calibration" | "createdAt"
> {
  readonly recipe: Recipe;
  /** Of the kept state. */
  readonly step: number;
  readonly losses: readonly number[];
  readonly seconds: number;
  /** null before the first kept state. */
  readonly device: Training["device"] | null;
  /** SHA-256 of the kept state; null before there is one. */
  readonly stateSha256: string | null;
  /** Of the person as of the best look, and before it of the projection; null where it began before that was written down. */
  readonly bestSha256: string | null;
  readonly looks: readonly Look[];
  /** Blob ids of the pictures of the latest look. */
  readonly pictureIds: readonly string[];
}

/** A drawing's file as it arrived. */
export interface Origin {
  /** Shown, never used as a path. */
  readonly name: string;
  /** Of its bytes; lower-case hex. */
  readonly sha256: string;
}

/** A tool whose network had a part in a picture, beside the pack's own. */
export interface ToolUsed {
  readonly id: string;
  readonly revision: string;
}

/** What of a drawing that came in as a file its pack cannot read; null where it reads it. */
export type Unread = "photograph" | "no-face" | null;

export type Mark = "keep" | "maybe" | "reject";

export type Stars = 1 | 2 | 3 | 4 | 5;

export interface Picture {
  readonly id: string;
  readonly personaId: string;
  readonly request: GenerateRequest;
  readonly seed: number;
  /** As it was drawn, which is how screens show it. */
  readonly width: number;
  readonly height: number;
  /** How large its master is; its bytes lie under `masterId`. Absent until one is made, at the latest when the picture leaves. */
  readonly master?: Size;
  /** Name of the tool that made it; absent where the pack's own upscaler did. */
  readonly masterBy?: string;
  /** 0..1, calibrated; null where no face was found in the picture. */
  readonly likeness: number | null;
  readonly mark: Mark | null;
  readonly stars?: Stars;
  /** In the order in which they were added; see tags.ts. */
  readonly tags?: readonly string[];
  /** Name of the look that it wears, saved or shipped: as it was called when the picture was drawn. */
  readonly look?: string;
  /** The picture whose look was put back and gone on from. */
  readonly parentId?: string;
  /** The file that this picture, or the one that its edits began with, came in as. */
  readonly origin?: Origin;
  /** Present where the picture itself came in as a file; without `unread` it has not been looked at. */
  readonly imported?: { readonly unread?: Unread };
  /** In no order. Absent where there were none, and of pictures from before it was written down. */
  readonly tools?: readonly ToolUsed[];
  readonly seconds: number;
  readonly createdAt: Time;
  /** Present while it lies in the trash. */
  readonly deletedAt?: Time;
}

/** A mask that was set aside in the editor, to be used again. */
export interface KeptMaskRow {
  readonly id: string;
  readonly personaId: string;
  /** The picture that the one it was drawn on goes back to. */
  readonly rootId: string;
  readonly name: string;
  readonly size: Size;
  /** As the engine's mask-file.ts has it; of a drawn mask that is little. */
  readonly packed: ArrayBuffer;
  /** How it was made; null where something of it was drawn by hand. */
  readonly moves: readonly MaskMove[] | null;
  readonly createdAt: Time;
}

/** How much was drawn of a persona since they came, whether or not the pictures are still here. */
export interface Tally {
  /** The persona's; `GONE` for everybody who is not here any more, together. */
  readonly id: string;
  readonly pictures: number;
  /** Measured, summed over the pictures. */
  readonly seconds: number;
}

export const GONE = "gone";

export interface LookbookPage {
  readonly pictureId: string;
  readonly caption: string;
  /** What the picture shows, in somebody's own words; null while the suggested ones will do. */
  readonly alt: string | null;
}

/** An ordered, captioned selection of pictures. A picture is in a book once. */
export interface Lookbook {
  readonly id: string;
  readonly name: string;
  readonly pages: readonly LookbookPage[];
  readonly createdAt: Time;
  /** Present while the deletion can still be taken back; lists leave such a book out. */
  readonly erasedAt?: Time;
}

/** Says of a job that it was asked for together with others: one look of a photoshoot. */
export interface ShootPart {
  /** The same for all of them. */
  readonly id: string;
  readonly name: string;
  readonly look: string;
}

export interface Job {
  readonly id: string;
  readonly request: GenerateRequest;
  readonly status: "queued" | "running" | "done" | "failed" | "cancelled";
  readonly attempts: number;
  readonly pictureIds: readonly string[];
  readonly failure: { readonly code: FailureCode; readonly details: FailureDetails[FailureCode] } | null;
  /** Passed on to its pictures. */
  readonly parentId?: string;
  /** Name of the look that was put on for it; of a shoot it stands there. */
  readonly look?: string;
  readonly shoot?: ShootPart;
  /** Drawn one after another once it is done, each begun with the first picture of the one before. */
  readonly followedBy?: readonly GenerateRequest[];
  /** Its place in the queue, where it was moved; otherwise that is when it was made. */
  readonly place?: number;
  readonly createdAt: Time;
}

/** Present while nothing in the queue may begin. */
export interface PauseRow {
  readonly id: "queue";
}

/** A picker's small picture of one look, which can be drawn again at any time: the first thing to go when room is needed. */
export interface TileRow {
  /** SHA-256 over everything that decides the picture. */
  readonly id: string;
  readonly personaId: string;
  readonly bytes: ArrayBuffer;
  readonly type: string;
  readonly usedAt: Time;
}

/** What the studio was about to draw for a persona, so that a reload loses nothing. The studio alone reads `value`. */
export interface DraftRow {
  readonly personaId: string;
  readonly value: unknown;
}

/** Image or tensor bytes, kept as an ArrayBuffer: Blobs in IndexedDB get lost in WebKit. */
export interface BlobRow {
  readonly id: string;
  readonly bytes: ArrayBuffer;
  readonly type: string;
}

export const failureRow = (failure: Failure): NonNullable<Job["failure"]> => ({ code: failure.code, details: failure.details });

/** The queue in its order; what runs stands before what waits. */
export const inQueueOrder = (jobs: readonly Job[]): readonly Job[] => {
  const place = (job: Job): number => job.place ?? job.createdAt;
  const waits = (job: Job): number => (job.status === "running" ? 0 : 1);
  return jobs.toSorted((a, b) => waits(a) - waits(b) || place(a) - place(b));
};

/** The job that a chain has come to: each that is done was followed by one that began with its picture. */
export function lastOfChain(jobs: readonly Job[], first: Job | undefined): Job | undefined {
  const seen = new Set<string>();
  for (let job = first; job && !seen.has(job.id);) {
    seen.add(job.id);
    const { status, followedBy = [], pictureIds } = job;
    if (status !== "done" || followedBy.length === 0) return job;
    const next = jobs.find(
      ({ id, parentId, request }) => !seen.has(id) && parentId === pictureIds[0] && request.edit?.sourceId === parentId,
    );
    if (!next) return job;
    job = next;
  }
  return first;
}

/** Blob ids of a training: how far it has come, and the person as of its best look. */
export const stateId = (trainingId: string): string => `${trainingId}.state`;
export const bestId = (trainingId: string): string => `${trainingId}.best`;

/** How a picture came to be. */
export type PictureVerb = "draw" | "import" | EditVerb;

export const verbOf = ({ imported, request }: Pick<Picture, "imported" | "request">): PictureVerb =>
  imported ? "import" : (request.edit?.verb ?? "draw");

/** Blob id of a row's small preview. */
export const thumbnailId = (id: string): string => `${id}.thumbnail`;

/** Blob id of a picture at the size at which it leaves. */
export const masterId = (id: string): string => `${id}.master`;

/** Everything that lies in `blobs` of a picture; of a photograph, which has no master, too. */
export const imageIds = (id: string): readonly string[] => [id, thumbnailId(id), masterId(id)];
