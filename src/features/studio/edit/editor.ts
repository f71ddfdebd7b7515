/**
 * @file The editor of one picture: what is asked of it, what comes of that, and whether it is kept. The picture itself is never written.
 */
import { createEffect, createMemo, createSignal, on, type Accessor } from "solid-js";
import { findsParts } from "~/contracts/abilities";
import { Failure, toFailure } from "~/contracts/failure";
import type { LayerKind } from "~/contracts/layers";
import { parseRequest } from "~/contracts/parse-request";
import type { Pack } from "~/contracts/manifest";
import {
  lastOfChain,
  type BlobRow,
  type IndividualModel,
  type Job,
  type Persona,
  type Picture,
  type Unread,
} from "~/contracts/records";
import { MAX_PROMPT_CHARACTERS, SEED_LIMIT, type Grade, type GenerateRequest, type RegionLayer } from "~/contracts/request";
import { begunWith, chainOf } from "~/contracts/steps";
import { feather, grow, type Mask } from "~/engine/image/mask";
import { workingSize } from "~/engine/image/working";
import { useServices } from "~/services/context";
import type { Running } from "~/services/jobs";
import { createMaskShelf } from "~/services/kept-masks";
import { beneath, versionsOf, type Under, type Version } from "./chain";
import type { Margins } from "./expanding";
import { createKeptMasks, type KeptMasks } from "./kept-masks";
import { createMasking, type Masking, type Region } from "./masking";
import { createPreviewing, type Previewing } from "./previewing";
import { words } from "./words";
import { backEdit, expandEdit, gradeEdit, layerEdit, maskEdit, removal, type Hands, type MaskVerb } from "./requests";

export interface Editor {
  readonly persona: Persona;
  readonly pack: Pack;
  readonly picture: Picture;
  /** What the pack cannot read of the drawing that came in as a file; null where there is nothing. */
  readonly unread: Accessor<Unread>;
  /** What came of the last edit and is not decided on yet. */
  readonly result: Accessor<Picture | undefined>;
  readonly running: Accessor<Running | null>;
  /** Asked for and not done. What is asked meanwhile is drawn afterwards, from what this makes. */
  readonly busy: Accessor<boolean>;
  /** How many edits wait behind the one that is on its way. */
  readonly waiting: Accessor<number>;
  readonly failure: Accessor<Failure | null>;
  /** In words, what was asked for and not drawn: what was stopped or failed, and what was to follow it. */
  readonly undrawn: Accessor<readonly string[]>;
  /** Somebody has stopped it. */
  readonly stopped: Accessor<boolean>;
  readonly locked: Accessor<ReadonlySet<RegionLayer>>;
  lock(kind: RegionLayer, on: boolean): void;
  versions(kind: LayerKind): readonly Version[];
  /** The picture that the oldest known one was made of, where it lies in the trash: with it lie older versions of the layers. */
  readonly olderInTrash: Accessor<Picture | undefined>;
  beneath(kind: LayerKind): Under | undefined;
  /** Where something else than a layer may change. */
  readonly masking: Masking;
  readonly keptMasks: KeptMasks;
  /** What an edit would come to, before it is asked for. */
  readonly previewing: Previewing;
  /** As `change` and `within`, in Draft and only to be looked at. */
  tryChange(kind: LayerKind, words: string, strength?: number): void;
  tryWithin(what: Omit<MaskVerb, "maskId">, edge: Edge): void;
  change(kind: LayerKind, words: string, strength?: number, verb?: "change" | "words"): Promise<void>;
  /** Its pixels where nothing has covered them since; otherwise its words are drawn again. */
  back(kind: RegionLayer, version: Version): Promise<void>;
  /** Shows what lies beneath. */
  off(kind: RegionLayer): Promise<void>;
  grade(grade: Grade): Promise<void>;
  /** Continues the picture beyond its edges. */
  expand(margins: Margins): Promise<void>;
  /** Within the mask, which is given so much room and so soft an edge, as shares of the picture's width. */
  within(what: Omit<MaskVerb, "maskId">, edge: Edge): Promise<void>;
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

/** Shares of the picture's width. */
export interface Edge {
  readonly grow: number;
  readonly feather: number;
}

/** Of a part of the portrait: with that much of it gone, its layer is. */
const MOSTLY = 0.5;

const SHOWN_BY = { hair: "hair", clothes: "outfit", background: "scene" } as const satisfies Record<
  Exclude<Region, "face">,
  RegionLayer
>;

const randomSeed = (): number => Math.floor(Math.random() * SEED_LIMIT);

export function createEditor(
  persona: Persona,
  model: IndividualModel,
  pack: Pack,
  picture: Picture,
  onKept: (pictureId: string) => void,
): Editor {
  const { vault, jobs, pictures, edits, imports } = useServices();
  const all = pictures.of(() => persona.id);
  const byId = createMemo(() => new Map((all() ?? []).map((each) => [each.id, each])));
  const chain = createMemo(() => chainOf(picture, byId()));
  const trashed = pictures.trashed();
  /** Also where that lies in the trash. */
  const rootId = createMemo(() => {
    const known = new Map([...byId(), ...(trashed() ?? []).map((each) => [each.id, each] as const)]);
    return chainOf(picture, known)[0]!.id;
  });
  // oxlint-disable-next-line solid/reactivity -- what a live query is asked for
  const shelf = createMaskShelf(vault, rootId);
  const belongsTo = () => ({ personaId: persona.id, rootId: rootId() });
  const [jobId, setJobId] = createSignal<string>();
  const [asked, setAsked] = createSignal<Failure | null>(null);
  const [locked, setLocked] = createSignal<ReadonlySet<RegionLayer>>(new Set(picture.request.edit?.held ?? []));

  const isOpen = (each: Job | undefined): each is Job & { readonly status: "running" | "queued" } =>
    each?.status === "running" || each?.status === "queued";
  const job = createMemo<Job | undefined>(() => {
    const rows = jobs.all() ?? [];
    const known = rows.find(({ id }) => id === jobId());
    if (known) return lastOfChain(rows, known);
    const mine = rows.filter(({ request }) => request.edit?.sourceId === picture.id);
    // What was asked for before a reload is still on its way; what is done belongs to the library.
    return mine.map((each) => lastOfChain(rows, each)).find(isOpen);
  });
  /** What an edit is asked of: this picture, or, while an edit of it is on its way, what the last of those will make. */
  const head = (): Picture => {
    const now = job();
    if (!isOpen(now)) return picture;
    const request = now.followedBy?.at(-1) ?? now.request;
    return { ...picture, ...request.size, request };
  };
  createEffect(on(job, (now) => now && setJobId(now.id)));
  /** Of a chain that was stopped or failed on its way, what it had come to. */
  const madeBefore = (): string | undefined => {
    const now = job();
    return now === undefined || isOpen(now) || now.parentId === picture.id ? undefined : (now.parentId ?? undefined);
  };
  const result = createMemo(() => {
    const id = job()?.status === "done" ? job()!.pictureIds[0] : madeBefore();
    const found = id === undefined ? undefined : byId().get(id);
    return found?.mark === null ? found : undefined;
  });
  const stopped = () => job()?.status === "cancelled";
  const busy = () => isOpen(job());
  const failure = (): Failure | null => {
    const failed = job()?.status === "failed" ? job()!.failure : null;
    return asked() ?? (failed ? new Failure(failed.code, failed.details) : jobs.stopped());
  };

  // The tab was closed before anybody looked at it; what cannot be looked at now is asked again when it is opened again.
  if (picture.imported && picture.imported.unread === undefined) imports.look(picture.id).catch(() => undefined);

  /** Lets go of what was not drawn, and keeps in sight what was. */
  const forget = async (): Promise<void> => {
    const now = job();
    if (now?.status !== "failed" && now?.status !== "cancelled") return;
    const made = madeBefore();
    setJobId((jobs.all() ?? []).find(({ pictureIds }) => made !== undefined && pictureIds.includes(made))?.id);
    await jobs.dismiss(now.id);
  };

  const previewing = createPreviewing(edits, jobs, randomSeed);
  const enqueue = async (request: GenerateRequest, sourceId = picture.id, drawn?: BlobRow): Promise<void> => {
    setAsked(null);
    previewing.want(null);
    previewing.renew();
    try {
      // Rows of a live list are watched, and cannot be written as they are; what reads as a request is a plain copy.
      const plain = parseRequest(request);
      const masks = drawn && drawn.id === plain.edit?.maskId ? [drawn] : [];
      const pending = job();
      const followed = isOpen(pending) ? await jobs.follow(pending.id, plain, masks) : null;
      // What it was asked of may have come to nothing meanwhile: then it begins with the picture that is shown.
      setJobId(followed ?? (await jobs.enqueue(begunWith(plain, sourceId), { parentId: sourceId, masks })));
    } catch (error) {
      setAsked(toFailure(error));
    }
  };
  const hands = (): Hands => ({ pack, model, preset: "standard", seed: previewing.seed(), held: [...locked()] });
  const masking = createMasking(picture.id, workingSize(picture), findsParts(pack) ? () => edits.parts(pack, picture) : null);
  const inDraft = (): Hands => ({ ...hands(), preset: "draft" });
  const plain = (words: string): string => words.trim().slice(0, MAX_PROMPT_CHARACTERS);
  const edged = (edge: Edge): Mask =>
    feather(grow(masking.mask(), edge.grow * masking.size.width), edge.feather * masking.size.width);
  /** Layers that go with what is removed: most of what shows them is masked. */
  const goneWith = ({ verb }: Pick<MaskVerb, "verb">): readonly RegionLayer[] =>
    verb === "remove"
      ? masking.within().flatMap(({ region, share }) => (share >= MOSTLY && region !== "face" ? [SHOWN_BY[region]] : []))
      : [];
  /** @param drawn the mask that the request may name */
  const ask = async (
    of: (hands: Hands, head: Picture, drawn: BlobRow | undefined) => GenerateRequest | Promise<GenerateRequest>,
    drawn?: Mask,
  ): Promise<void> => {
    try {
      const stored = drawn && (await edits.storable(drawn));
      await enqueue(await of(hands(), head(), stored), picture.id, stored);
    } catch (error) {
      setAsked(toFailure(error));
    }
  };

  const back = async (kind: RegionLayer, { pictureId, words, reachable }: Version): Promise<void> => {
    const to = byId().get(pictureId);
    if (!reachable) await ask((with_, of) => layerEdit(of, with_, kind, words));
    else if (to) await ask((with_) => backEdit(picture, with_, kind, to));
    else setAsked(new Failure("source-missing", { pictureId, trashed: false }));
  };

  return {
    persona,
    pack,
    picture,
    unread: () => chain()[0]?.imported?.unread ?? null,
    result,
    running: () => (jobs.running()?.jobId === job()?.id ? jobs.running() : null),
    busy,
    waiting: () => (isOpen(job()) ? (job()?.followedBy?.length ?? 0) : 0),
    failure,
    undrawn() {
      const now = job();
      if (now?.status !== "failed" && now?.status !== "cancelled") return [];
      const before = byId().get(now.parentId ?? picture.id) ?? picture;
      const requests = [before.request, now.request, ...(now.followedBy ?? [])];
      return requests.slice(1).map((request, i) => words.undrawn.asked(requests[i]!, request));
    },
    stopped,
    locked,
    lock(kind, on_) {
      setLocked((now) => new Set(on_ ? [...now, kind] : [...now].filter((each) => each !== kind)));
    },
    versions: (kind) => versionsOf(chain(), kind),
    olderInTrash: () => trashed()?.find(({ id }) => id === chain()[0]?.request.edit?.sourceId),
    beneath: (kind) => beneath(chain(), kind),
    masking,
    keptMasks: createKeptMasks(masking, shelf, belongsTo, words.masks.named),
    previewing,
    tryChange: (kind, words, strength) =>
      previewing.want({ request: layerEdit(picture, inDraft(), kind, plain(words), strength), mask: null }),
    tryWithin(what, edge) {
      const whole = removal(picture, inDraft(), what, goneWith(what), masking.within());
      previewing.want(
        whole
          ? { request: whole, mask: null }
          : { request: maskEdit(picture, inDraft(), what, goneWith(what)), mask: edged(edge) },
      );
    },
    change: (kind, words, strength, verb) => ask((with_, of) => layerEdit(of, with_, kind, plain(words), strength, verb)),
    back,
    async off(kind) {
      const under = beneath(chain(), kind);
      if (under?.version) await back(kind, under.version);
      else if (under) await ask((with_, of) => layerEdit(of, with_, kind, under.words));
    },
    expand: (margins) => ask((with_) => expandEdit(picture, with_, margins)),
    grade: (grade) => ask((with_, of) => gradeEdit(of, with_, grade)),
    within(what, edge) {
      const mask = edged(edge);
      const moves = masking.moves();
      const made = moves && [...moves, { kind: "grow", by: edge.grow } as const, { kind: "feather", by: edge.feather } as const];
      return ask(async (with_, of, stored) => {
        if (what.verb === "remove" && findsParts(pack)) await masking.find();
        if (of.width !== picture.width || of.height !== picture.height)
          throw new Failure("request-invalid", {
            field: "mask",
            reason: "It was drawn on a picture of another size than the edit before it makes.",
          });
        const whole = removal(of, with_, what, goneWith(what), masking.within());
        if (whole) return whole;
        const named = stored && { maskId: stored.id };
        return maskEdit(of, with_, { ...what, ...named, ...(made && { moves: made }) }, goneWith(what));
      }, mask);
    },
    async another() {
      const last = result()?.request;
      if (last) await enqueue({ ...last, seeds: [randomSeed()] }, last.edit?.sourceId);
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
      setAsked(null);
      await forget();
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
      // What would have gone on from it has nothing to begin with.
      await forget();
      await pictures.discard([made.id]);
      return { undo: () => pictures.restore([made.id]) };
    },
  };
}
