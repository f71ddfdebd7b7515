/**
 * @file What is kept of eight looks while they are drawn, each as soon as it is there, so that a closed page goes on with them.
 *
 * It comes back out of storage, where an older version may have written it: what does not read as looks of this pack is none.
 */
import type { Portrayal } from "~/contracts/inference-api";
import type { Drafts } from "./drafts";

export interface LooksDraft {
  readonly name: string;
  readonly candidateId: string;
  /** Revision of the pack that draws them. */
  readonly packRevision: string;
  readonly count: number;
  /** Every seed follows from it. */
  readonly seed: number;
  /** Of the candidate's portrait on the sheet to the candidate; null where it has none. */
  readonly cosine: number | null;
  /** Who they are put away for, once that has begun. */
  readonly personaId: string | null;
}

/** One look: the best picture of it so far, and how alike each was. */
export interface DrawnLook {
  /** As in the draft that it belongs to. */
  readonly seed: number;
  readonly best: Portrayal;
  readonly cosines: readonly (number | null)[];
}

export interface KeptLooks {
  /** Anew: looks of somebody else are forgotten. */
  begin(draft: LooksDraft): Promise<void>;
  change(draft: LooksDraft): Promise<void>;
  keep(index: number, look: DrawnLook): Promise<void>;
  left(count: number, packRevision: string): Promise<LooksDraft | undefined>;
  /** By index; undefined where none has been drawn yet. */
  drawn(draft: LooksDraft): Promise<(DrawnLook | undefined)[]>;
  forget(): Promise<void>;
}

const DRAFT = "casting-looks";
const keyOf = (index: number): string => `${DRAFT}:${index}`;
const isNumber = (value: unknown): value is number => typeof value === "number" && Number.isFinite(value);
const isCosine = (value: unknown): value is number | null => value === null || isNumber(value);

export function parseLooksDraft(value: unknown, count: number, packRevision: string): LooksDraft | undefined {
  const draft = value as Partial<LooksDraft> | null | undefined;
  const fits =
    draft?.packRevision === packRevision &&
    draft.count === count &&
    typeof draft.name === "string" &&
    typeof draft.candidateId === "string" &&
    isNumber(draft.seed) &&
    isCosine(draft.cosine) &&
    (draft.personaId === null || typeof draft.personaId === "string");
  return fits ? (draft as LooksDraft) : undefined;
}

/** @param seed of the draft: another tab may have drawn somebody else meanwhile */
export function parseDrawnLook(value: unknown, seed: number): DrawnLook | undefined {
  const look = value as Partial<DrawnLook> | null | undefined;
  const best: Partial<Portrayal> | undefined = look?.best;
  const fits =
    look?.seed === seed &&
    best?.png instanceof ArrayBuffer &&
    best.preview?.rgba.length === 4 * best.preview!.width * best.preview!.height &&
    isNumber(best.faces) &&
    isCosine(best.cosine) &&
    Array.isArray(look.cosines) &&
    look.cosines.every(isCosine);
  return fits ? (look as DrawnLook) : undefined;
}

export function createKeptLooks(drafts: Drafts): KeptLooks {
  const forget = (): Promise<void> => drafts.removeAll(DRAFT);
  const change = (draft: LooksDraft): Promise<void> => drafts.write(DRAFT, draft);
  return {
    async begin(draft) {
      await forget();
      await change(draft);
    },
    change,
    keep: (index, look) => drafts.write(keyOf(index), look),
    left: async (count, packRevision) => parseLooksDraft(await drafts.read(DRAFT), count, packRevision),
    drawn: ({ count, seed }) =>
      Promise.all(Array.from({ length: count }, async (_, i) => parseDrawnLook(await drafts.read(keyOf(i)), seed))),
    forget,
  };
}
