/**
 * @file The editor of one picture: what is asked of it, what comes of that, and whether it is kept. The picture itself is never written.
 */
import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { Failure, toFailure } from "~/contracts/failure";
import type { LayerKind } from "~/contracts/layers";
import { parseRequest } from "~/contracts/parse-request";
import type { Pack } from "~/contracts/manifest";
import type { IndividualModel, Job, Persona, Picture, Unread } from "~/contracts/records";
import { MAX_PROMPT_CHARACTERS, SEED_LIMIT, type Grade, type GenerateRequest, type RegionLayer } from "~/contracts/request";
import { feather, grow } from "~/engine/image/mask";
import { workingSize } from "~/engine/image/working";
import { useServices } from "~/services/context";
import type { Running } from "~/services/jobs";
import { beneath, chainOf, versionsOf, type Version } from "./chain";
import type { Margins } from "./expanding";
import { createMasking, type Masking } from "./masking";
import { backEdit, expandEdit, gradeEdit, layerEdit, maskEdit, type Hands, type MaskVerb } from "./requests";

export interface Editor {
  readonly persona: Persona;
  readonly pack: Pack;
  readonly picture: Picture;
  /** What the pack cannot read of the drawing that came in as a file; null where there is nothing. */
  readonly unread: Accessor<Unread>;
  /** What came of the last edit and is not decided on yet. */
  readonly result: Accessor<Picture | undefined>;
  readonly running: Accessor<Running | null>;
  /** Asked for and not done. */
  readonly busy: Accessor<boolean>;
  readonly failure: Accessor<Failure | null>;
  readonly locked: Accessor<ReadonlySet<RegionLayer>>;
  lock(kind: RegionLayer, on: boolean): void;
  versions(kind: LayerKind): readonly Version[];
  beneath(kind: LayerKind): Version | undefined;
  /** Where something else than a layer may change. */
  readonly masking: Masking;
  change(kind: LayerKind, words: string, strength?: number, verb?: "change" | "words"): Promise<void>;
  back(kind: RegionLayer, version: Version): Promise<void>;
  grade(grade: Grade): Promise<void>;
  /** Continues the picture beyond its edges. */
  expand(margins: Margins): Promise<void>;
  /** Within the mask, which is given so much room and so soft an edge, as shares of the picture's width. */
  within(what: Omit<MaskVerb, "maskId">, edge: { readonly grow: number; readonly feather: number }): Promise<void>;
  /** The last edit with another seed. */
  another(): Promise<void>;
  stop(): Promise<void>;
  /** Tries what failed once more. */
  again(): Promise<void>;
  dismiss(): Promise<void>;
  keep(): Promise<void>;
  /** Into the trash, from where `undo` takes it back. */
  discard(): Promise<{ undo(): Promise<void> }>;
}

const randomSeed = (): number => Math.floor(Math.random() * SEED_LIMIT);

export function createEditor(
  persona: Persona,
  model: IndividualModel,
  pack: Pack,
  picture: Picture,
  onKept: (pictureId: string) => void,
): Editor {
  const { jobs, pictures, edits, imports } = useServices();
  const all = pictures.of(() => persona.id);
  const byId = createMemo(() => new Map((all() ?? []).map((each) => [each.id, each])));
  const chain = createMemo(() => chainOf(picture, byId()));
  const [jobId, setJobId] = createSignal<string>();
  const [asked, setAsked] = createSignal<Failure | null>(null);
  const [locked, setLocked] = createSignal<ReadonlySet<RegionLayer>>(new Set(picture.request.edit?.held ?? []));

  const job = createMemo<Job | undefined>(() => {
    const mine = (jobs.all() ?? []).filter(({ request }) => request.edit?.sourceId === picture.id);
    // What was asked for before a reload is still on its way; what is done belongs to the library.
    return mine.find(({ id }) => id === jobId()) ?? mine.find(({ status }) => status === "running" || status === "queued");
  });
  createEffect(on(job, (now) => now && setJobId(now.id)));
  const result = createMemo(() => {
    const id = job()?.status === "done" ? job()!.pictureIds[0] : undefined;
    const found = id === undefined ? undefined : byId().get(id);
    return found?.mark === null ? found : undefined;
  });
  const busy = () => job()?.status === "running" || job()?.status === "queued";
  const failure = (): Failure | null => {
    const failed = job()?.status === "failed" ? job()!.failure : null;
    return asked() ?? (failed ? new Failure(failed.code, failed.details) : jobs.stopped());
  };

  // The tab was closed before anybody looked at it; what cannot be looked at now is asked again when it is opened again.
  if (picture.imported && picture.imported.unread === undefined) imports.look(picture.id).catch(() => undefined);

  const enqueue = async (request: GenerateRequest): Promise<void> => {
    setAsked(null);
    try {
      // Rows of a live list are watched, and cannot be written as they are; what reads as a request is a plain copy.
      setJobId(await jobs.enqueue(parseRequest(request), picture.id));
    } catch (error) {
      setAsked(toFailure(error));
    }
  };
  const hands = (): Hands => ({ pack, model, preset: "standard", seed: randomSeed(), held: [...locked()] });
  const masking = createMasking(workingSize(picture), () => edits.parts(pack, picture));
  const ask = async (of: (hands: Hands) => GenerateRequest | Promise<GenerateRequest>): Promise<void> => {
    try {
      await enqueue(await of(hands()));
    } catch (error) {
      setAsked(toFailure(error));
    }
  };

  return {
    persona,
    pack,
    picture,
    unread: () => chain()[0]?.imported?.unread ?? null,
    result,
    running: () => (jobs.running()?.jobId === job()?.id ? jobs.running() : null),
    busy,
    failure,
    locked,
    lock(kind, on_) {
      setLocked((now) => new Set(on_ ? [...now, kind] : [...now].filter((each) => each !== kind)));
    },
    versions: (kind) => versionsOf(chain(), kind),
    beneath: (kind) => beneath(chain(), kind),
    masking,
    change: (kind, words, strength, verb) =>
      ask((with_) => layerEdit(picture, with_, kind, words.trim().slice(0, MAX_PROMPT_CHARACTERS), strength, verb)),
    async back(kind, { pictureId }) {
      const to = byId().get(pictureId);
      if (to) await ask((with_) => backEdit(picture, with_, kind, to));
      else setAsked(new Failure("source-missing", { pictureId, trashed: false }));
    },
    expand: (margins) => ask((with_) => expandEdit(picture, with_, margins)),
    grade: (grade) => ask((with_) => gradeEdit(picture, with_, grade)),
    within(what, edge) {
      const { width } = masking.size;
      const mask = feather(grow(masking.mask(), edge.grow * width), edge.feather * width);
      return ask(async (with_) => maskEdit(picture, with_, { ...what, maskId: await edits.saveMask(mask) }));
    },
    async another() {
      const last = job();
      if (last) await enqueue({ ...last.request, seeds: [randomSeed()] });
    },
    async stop() {
      const now = job();
      if (now) await jobs.cancel(now.id);
    },
    async again() {
      const now = job();
      if (asked()) setAsked(null);
      else if (jobs.stopped()) jobs.goOn();
      else if (now) await jobs.retry(now.id);
    },
    async dismiss() {
      const now = job();
      setAsked(null);
      if (now?.status === "failed") await jobs.dismiss(now.id);
    },
    async keep() {
      const made = result();
      if (!made) return;
      await pictures.mark(made.id, "keep");
      onKept(made.id);
    },
    async discard() {
      const made = result();
      if (!made) return { undo: () => Promise.resolve() };
      await pictures.discard([made.id]);
      return { undo: () => pictures.restore([made.id]) };
    },
  };
}
