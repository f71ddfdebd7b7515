/**
 * @file The studio of one persona: its draft, its sketch, its shoots, and what is on the stage.
 *
 * It owns no pixels and no rows. Pictures come from live queries; the sketch is the one thing that exists only here.
 */
import { createEffect, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import { isAbort, toFailure, type Failure } from "~/contracts/failure";
import type { Sketch } from "~/contracts/inference-api";
import type { Pack, Preset } from "~/contracts/manifest";
import type { IndividualModel, Job, Mark, Persona, Picture, Stars } from "~/contracts/records";
import type { Edit, GenerateRequest } from "~/contracts/request";
import { useServices } from "~/services/context";
import type { Running } from "~/services/jobs";
import type { LayerKind } from "~/contracts/layers";
import type { Collection, LookWords } from "~/contracts/looks";
import {
  draftOf,
  firstDraft,
  isOpening,
  parseDraft,
  randomSeed,
  requestOf,
  resetLayer,
  surprise,
  variationOf,
  withLayer,
  type Draft,
  type LayerDraft,
} from "./draft";
import { withLook } from "./looks/apply";
import { createSteps, type Judgement, type Taken } from "./steps";
import { secondsFor } from "./timing";

const SKETCH_DELAY_MS = 350;
const SAVE_DELAY_MS = 400;

/** What the stage shows: the picture being drawn, one that was, or the sketch of what would be. */
export type OnStage =
  | { readonly kind: "running"; readonly at: Running }
  | { readonly kind: "picture"; readonly picture: Picture }
  | { readonly kind: "sketch"; readonly sketch: Sketch | null; readonly drawing: boolean };

export interface Studio {
  readonly persona: Persona;
  readonly model: IndividualModel;
  readonly pack: Pack;
  readonly draft: Accessor<Draft>;
  readonly request: Accessor<GenerateRequest>;
  readonly stage: Accessor<OnStage>;
  /** Newest first, without rejected ones. */
  readonly pictures: Accessor<readonly Picture[]>;
  /** Pictures of the latest shoot, in the order of their seeds. */
  readonly shoot: Accessor<readonly Picture[]>;
  readonly job: Accessor<Job | undefined>;
  /** Seconds of one picture on this device; undefined before anything was measured. */
  takes(preset: Preset): number | undefined;
  readonly running: Accessor<Running | null>;
  /** Nothing was changed yet, and nothing drawn. */
  readonly untouched: Accessor<boolean>;
  readonly sketchFailure: Accessor<Failure | null>;
  /** Why the last press of Generate became no job. */
  readonly askFailure: Accessor<Failure | null>;
  change(part: Partial<Draft>): void;
  readonly canUndo: Accessor<boolean>;
  readonly canRedo: Accessor<boolean>;
  /** Takes back the last change of layers, words or settings, or what was last said of a picture. @returns undefined where there is nothing */
  undo(): Taken | undefined;
  redo(): Taken | undefined;
  changeLayer(kind: LayerKind, part: Partial<LayerDraft>): void;
  resetLayer(kind: LayerKind): void;
  /** Another look; locked layers stay. */
  surprise(): void;
  /** The same for one that somebody chose. */
  putOn(look: LookWords): void;
  /** What would be drawn with it. */
  tryOn(look: LookWords): GenerateRequest;
  /** Every look with what is set besides: as many pictures each, as finely. @returns the shoot's id; undefined where it could not be written down */
  photoshoot(collection: Collection): Promise<string | undefined>;
  generate(): Promise<void>;
  /** Draws the picture again with the look that is set now; what comes of it descends from the picture. */
  vary(picture: Picture, how: Pick<Edit, "strength" | "region">): Promise<void>;
  stop(): Promise<void>;
  retry(): Promise<void>;
  dismiss(): Promise<void>;
  show(pictureId: string): void;
  walk(by: 1 | -1): void;
  mark(pictureId: string, mark: Mark | null): Promise<void>;
  rate(pictureId: string, stars: Stars | null): Promise<void>;
  /** Draws what the sketch shows as a picture that is kept: the same request and seed, so the same picture. */
  keepSketch(): Promise<void>;
  restore(picture: Picture): void;
}

export function createStudio(persona: Persona, model: IndividualModel, stored: unknown): Studio {
  const { packs, pictures: room, jobs, drafts } = useServices();
  // Somebody who was learned with an earlier revision is drawn with it, for as long as it is here.
  const current = createMemo(() => packs.revisionOf(model.pack) ?? packs.of(persona));
  const pack = untrack(current);
  const before = parseDraft(stored, firstDraft(randomSeed(Math.random)));
  const left = drafts.takeLeft(persona.id);
  const [draft, setDraft] = createSignal(left ? draftOf(left.request, left.seed, before, pack, left.pictureId) : before);
  const [selected, select] = createSignal<string | null>(null);
  const [sketch, setSketch] = createSignal<Sketch | null>(null);
  const [sketching, setSketching] = createSignal(false);
  const [sketchFailure, setSketchFailure] = createSignal<Failure | null>(null);
  const [askFailure, setAskFailure] = createSignal<Failure | null>(null);

  const request = createMemo(() => requestOf(draft(), pack, model));
  const all = room.of(() => persona.id);
  const pictures = createMemo(() => (all() ?? []).filter((picture) => picture.mark !== "reject"));
  const mine = createMemo(() => (jobs.all() ?? []).filter((job) => job.request.personaId === persona.id));
  /** What runs, or what was asked for or drawn last: the queue need not go in the order of asking. */
  const job = createMemo(() => {
    const begun = mine().filter((each) => each.status !== "queued" || each.pictureIds.length > 0);
    const drawnAt = new Map((all() ?? []).map(({ id, createdAt }) => [id, createdAt]));
    const latest = (each: Job): number => Math.max(each.createdAt, drawnAt.get(each.pictureIds.at(-1) ?? "") ?? 0);
    return begun.find(({ status }) => status === "running") ?? begun.toSorted((a, b) => latest(b) - latest(a))[0];
  });
  const running = createMemo(() => {
    const now = jobs.running();
    return now && now.jobId === job()?.id ? now : null;
  });
  const shoot = createMemo(() => {
    const ids = job()?.pictureIds ?? [];
    return ids.flatMap((id) => pictures().find((picture) => picture.id === id) ?? []);
  });
  const shown = createMemo(() => pictures().find((picture) => picture.id === selected()));
  const stage = createMemo<OnStage>(() => {
    const picture = shown();
    if (picture) return { kind: "picture", picture };
    const at = running();
    return at ? { kind: "running", at } : { kind: "sketch", sketch: sketch(), drawing: sketching() };
  });

  const keep = (next: Draft): void =>
    void drafts.write(persona.id, next).catch((error: unknown) => setSketchFailure(toFailure(error)));
  createEffect(
    on(
      draft,
      (next) => {
        const timer = setTimeout(() => keep(next), SAVE_DELAY_MS);
        onCleanup(() => clearTimeout(timer));
      },
      { defer: left === undefined },
    ),
  );

  const drawSketch = async (): Promise<void> => {
    setSketching(true);
    try {
      setSketch(await jobs.sketch(requestOf(untrack(draft), pack, model, "draft", 1)));
      setSketchFailure(null);
      setSketching(false);
    } catch (error) {
      // A newer sketch is on its way and will settle this.
      if (isAbort(error)) return;
      setSketching(false);
      setSketchFailure(toFailure(error));
    }
  };
  // The sketch depends on what is drawn, not on how many pictures or how finely.
  const sketched = createMemo(() => JSON.stringify(requestOf(draft(), pack, model, "draft", 1)));
  createEffect(on(sketched, () => select(null), { defer: true }));
  createEffect(
    on([sketched, () => jobs.busy() || selected() !== null], ([, elsewhere]) => {
      if (elsewhere) return;
      const timer = setTimeout(() => void drawSketch(), SKETCH_DELAY_MS);
      onCleanup(() => clearTimeout(timer));
    }),
  );

  // Each picture of a watched shoot comes out of the noise; when all is done, they are there to be looked at, until the next shoot.
  let watched: string | undefined;
  let offered: string | undefined;
  createEffect(
    on(running, (at) => {
      if (!at || at.jobId === watched) return;
      watched = at.jobId;
      if (selected() === offered) select(null);
    }),
  );
  createEffect(
    on(
      () => jobs.busy(),
      (busy) => {
        const now = job();
        if (busy || !now || watched !== now.id) return;
        watched = undefined;
        if (selected() !== null || now.pictureIds.length < now.request.seeds.length) return;
        offered = shoot()[0]?.id;
        if (offered !== undefined) select(offered);
      },
      { defer: true },
    ),
  );

  /** @returns the job's id; undefined where it could not be written down */
  const ask = async (wanted: GenerateRequest, parentId = draft().parentId): Promise<string | undefined> => {
    select(null);
    try {
      const id = await jobs.enqueue(wanted, { parentId, look: draft().look });
      setAskFailure(null);
      return id;
    } catch (error) {
      setAskFailure(toFailure(error));
      return undefined;
    }
  };
  /** The job that draws a kept sketch, until its picture is there to be marked. */
  const [keeping, setKeeping] = createSignal<string>();
  createEffect(() => {
    const drawn = mine().find(({ id }) => id === keeping())?.pictureIds[0];
    if (drawn === undefined) return;
    setKeeping(undefined);
    void room.mark(drawn, "keep");
  });

  /** Somebody goes on to the next picture where this one is no longer shown. */
  const leave = (pictureId: string): void => {
    if (selected() !== pictureId) return;
    const ids = shoot().map(({ id }) => id);
    const at = ids.indexOf(pictureId);
    select(ids[at + 1] ?? ids[at - 1] ?? null);
  };
  const write = async ({ pictureId, mark, stars }: Judgement): Promise<void> => {
    if (mark === "reject") leave(pictureId);
    if (mark !== undefined) await room.mark(pictureId, mark);
    if (stars !== undefined) await room.rate(pictureId, stars);
  };
  const back = (judgement: Judgement): void => {
    void write(judgement);
    if (judgement.mark !== "reject") select(judgement.pictureId);
  };
  const steps = createSteps(setDraft, back);
  /** @param before what they thought of that */
  const judge = async (after: Judgement, before: Omit<Judgement, "pictureId">): Promise<void> => {
    steps.judged({ pictureId: after.pictureId, ...before }, after);
    await write(after);
  };
  const judged = (id: string): Picture | undefined => (all() ?? []).find((picture) => picture.id === id);
  /** @param continues names what the hand is at, where it is not done with one change */
  const edit = (next: (now: Draft) => Draft, continues?: string): void => {
    const before = draft();
    steps.changed(before, setDraft(next), continues);
  };
  /** What a hand goes on changing: words that are typed, a slider that is drawn along. */
  const DRAWN_ALONG = new Set(["prompt", "identityStrength", "turn", "strength"]);
  const along = (what: string, part: object): string | undefined => {
    const keys = Object.keys(part);
    return keys.length === 1 && DRAWN_ALONG.has(keys[0]!) ? `${what}.${keys[0]}` : undefined;
  };
  const change = (part: Partial<Draft>): void => edit((now) => ({ ...now, ...part }), along("draft", part));
  /** The next shoot shows others. Nobody has changed anything: there is nothing to undo. */
  const reseed = (): void => {
    if (!draft().seedLocked) setDraft((now) => ({ ...now, seed: randomSeed(Math.random) }));
  };

  return {
    persona,
    model,
    // A tool may come or go while somebody is here.
    get pack() {
      return current();
    },
    draft,
    request,
    stage,
    pictures,
    shoot,
    job,
    takes: (preset) => secondsFor(preset, { pictures: pictures(), sketch: sketch(), draft: pack.presets.draft }),
    running,
    untouched: () => mine().length === 0 && (all() ?? []).length === 0 && isOpening(draft()),
    sketchFailure,
    askFailure,
    change,
    canUndo: steps.canUndo,
    canRedo: steps.canRedo,
    undo: steps.undo,
    redo: steps.redo,
    changeLayer(kind, part) {
      edit((now) => withLayer(now, kind, { ...now.layers[kind], ...part }), along(kind, part));
    },
    resetLayer(kind) {
      edit((now) => withLayer(now, kind, resetLayer(kind, now.layers[kind])));
    },
    putOn: (look) => edit((now) => withLook(now, look, pack)),
    tryOn: (look) => requestOf(withLook(draft(), look, pack), pack, model, "draft", 1),
    async photoshoot({ name, looks }) {
      select(null);
      try {
        const parts = looks.map((look) => ({ look: look.name, request: requestOf(withLook(draft(), look, pack), pack, model) }));
        const id = await jobs.photoshoot(name, parts);
        setAskFailure(null);
        reseed();
        return id;
      } catch (error) {
        setAskFailure(toFailure(error));
        return undefined;
      }
    },
    surprise: () => edit((now) => surprise(now, Math.random)),
    async generate() {
      if (await ask(request())) reseed();
    },
    async vary(picture, how) {
      if (await ask(variationOf(draft(), pack, model, picture, how), picture.id)) reseed();
    },
    async keepSketch() {
      setKeeping(await ask(requestOf(draft(), pack, model, "draft", 1)));
    },
    rate: (pictureId, stars) => judge({ pictureId, stars }, { stars: judged(pictureId)?.stars ?? null }),
    async stop() {
      const now = job();
      if (now?.status === "running") await jobs.cancel(now.id);
    },
    async retry() {
      const now = job();
      if (now) await jobs.retry(now.id);
    },
    async dismiss() {
      const now = job();
      if (now) await jobs.dismiss(now.id);
    },
    show: (pictureId) => select(pictureId),
    walk(by) {
      const ids = (
        shoot().length > 0 && (selected() === null || shoot().some(({ id }) => id === selected())) ? shoot() : pictures()
      ).map(({ id }) => id);
      const at = ids.indexOf(selected() ?? "");
      const next = at < 0 ? (by > 0 ? 0 : ids.length - 1) : at + by;
      if (ids[next] !== undefined) select(ids[next]);
    },
    mark: (pictureId, mark) => judge({ pictureId, mark }, { mark: judged(pictureId)?.mark ?? null }),
    restore(picture) {
      select(null);
      edit((now) => draftOf(picture.request, picture.seed, now, pack, picture.id));
    },
  };
}
