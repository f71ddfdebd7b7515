/**
 * @file Casting: sheets of candidates from what is asked, each drawn from an identity of its own.
 *
 * What the sheets are (seeds and coordinates) is kept as a draft and comes back after a reload; pictures of candidates live in this
 * page's memory until the sheet is left. What a sheet shows, in which scene, is the screen's business.
 */
import { createSignal, type Accessor } from "solid-js";
import { createStore, reconcile, unwrap } from "solid-js/store";
import { aborted, isAbort, isFailure, toFailure, type Failure } from "~/contracts/failure";
import type { Portrayal, Preview, Sitting } from "~/contracts/inference-api";
import { SEED_LIMIT } from "~/contracts/request";
import { embeddingOf, parsePrior, type Prior } from "~/engine/casting/prior";
import { castSheet, type Candidate, type Origin } from "~/engine/casting/sheet";
import { known, said, wishesOf, type Choices } from "~/engine/casting/wishes";
import { holdAwake } from "~/platform/wake-lock";
import { newId } from "~/storage/ids";
import { readPackFile } from "~/storage/weights";
import { parseCast, type Cast, type CastSheet, type SheetCandidate } from "./cast-draft";
import type { Drafts } from "./drafts";
import type { Inference } from "./inference";
import type { Packs } from "./packs";

/** How candidates are shown; whose picture it is comes on top. */
export type CastScene = Pick<Sitting, "layers" | "pose">;

export interface Portrait {
  readonly preview: Preview;
  readonly done: boolean;
  /** Of the finished picture's face to its own identity; null where no face was found. */
  readonly cosine: number | null;
}

export interface Drawing {
  readonly done: number;
  readonly of: number;
  /** Measured; null before the first picture. */
  readonly secondsLeft: number | null;
}

export interface CastState extends Cast {
  /** By candidate's id. */
  readonly portraits: Readonly<Record<string, Portrait>>;
  readonly drawing: Drawing | null;
  readonly failure: Failure | null;
}

/** Draws one picture of a candidate. */
export type Portray = (job: CastJob, sitting: Sitting, report: (preview: Preview) => void) => Promise<Portrayal>;

export interface CastJob {
  readonly id: string;
  stopped: boolean;
}

export interface Casting {
  readonly state: CastState;
  /** null until it has been read. */
  readonly prior: Accessor<Prior | null>;
  /**
   * Reads the prior and the last draft, whose sheet `goOn` draws. The pack has to be installed.
   *
   * @param scenes at least one; which of them a candidate gets is decided by its seed
   */
  open(scenes: readonly CastScene[]): Promise<void>;
  /** Stops drawing and lets go of all pictures; the draft stays. */
  leave(): void;
  say(words: string): void;
  setChoices(choices: Choices): void;
  setLocks(locks: readonly string[]): void;
  /** Chooses a candidate, or lets go of it; two at most, the oldest goes. */
  choose(candidateId: string): void;
  /** Anybody who fits what is asked. */
  cast(): Promise<void>;
  /** Anybody, with only what is locked asked. */
  surprise(): Promise<void>;
  moreLike(candidateId: string): Promise<void>;
  mix(one: string, other: string): Promise<void>;
  /** The sheet before this one. */
  back(): Promise<void>;
  /** Goes on with pictures that are missing. */
  goOn(): Promise<void>;
  cancel(): void;
  candidate(id: string): SheetCandidate | undefined;
  sittingOf(candidate: SheetCandidate): Pick<Sitting, "embedding" | "words" | "seed">;
  /** One thing at a time is drawn here: takes the place of what was being drawn. */
  run(work: (job: CastJob, portray: Portray) => Promise<void>): Promise<void>;
  /** Nothing is kept of the sheets: somebody was taken from them. */
  drop(): Promise<void>;
}

/** Candidates of one sheet. */
export const SHEET_SIZE = 12;

/** Earlier sheets that can be gone back to. */
const SHEETS_KEPT = 8;
const ATTEMPTS = 3;
const DRAFT = "casting";
const NOTHING: Cast = { words: "", choices: {}, locks: [], sheets: [], at: -1, chosen: [] };

/** A store's own fields are written to through its setter. */
type Writable<Value> = { -readonly [Key in keyof Value]: Value[Key] };

export const anySeed = (): number => crypto.getRandomValues(new Uint32Array(1))[0]! % SEED_LIMIT;

export function createCasting({ inference, packs, drafts }: { inference: Inference; packs: Packs; drafts: Drafts }): Casting {
  const [state, setState] = createStore<
    Writable<CastState> & { portraits: Record<string, Portrait>; choices: Record<string, string> }
  >({
    ...NOTHING,
    choices: {},
    portraits: {},
    drawing: null,
    failure: null,
  });
  // Its thousands of numbers would be slow behind a store's proxies.
  const [prior, setPrior] = createSignal<Prior | null>(null);
  let visit = 0;
  let current: CastJob | null = null;
  let scenes: readonly CastScene[] = [];

  const keep = (): Promise<void> => {
    const { words, choices, locks, sheets, at, chosen } = state;
    // A proxy of the store cannot be cloned into a database.
    return drafts.write(DRAFT, unwrap({ words, choices, locks: [...locks], sheets, at, chosen }));
  };
  const save = (): void => {
    keep().catch((error: unknown) => setState("failure", toFailure(error)));
  };

  const stop = (): void => {
    if (current === null) return;
    current.stopped = true;
    void inference.call.cancel(current.id);
    current = null;
    setState("drawing", null);
  };

  const portray: Portray = async (job, sitting, report) => {
    for (let count = 1; ; count++) {
      if (job.stopped) throw aborted();
      try {
        // A preview may arrive after its job has ended.
        return await inference.call.portray(job.id, packs.embedded.id, sitting, (preview) => job.stopped || report(preview));
      } catch (error) {
        if (!isFailure(error, "device-lost") || count === ATTEMPTS) throw error;
      }
    }
  };

  async function run(work: (job: CastJob, draw: Portray) => Promise<void>): Promise<void> {
    stop();
    const job: CastJob = { id: newId(), stopped: false };
    current = job;
    setState("failure", null);
    const letSleep = holdAwake();
    try {
      await work(job, portray);
    } catch (error) {
      if (!isAbort(error) && current === job) setState("failure", toFailure(error));
    } finally {
      letSleep();
      if (current === job) {
        current = null;
        setState("drawing", null);
      }
    }
  }

  const sheet = (): CastSheet | undefined => state.sheets[state.at];
  const candidate = (id: string): SheetCandidate | undefined =>
    state.sheets.flatMap(({ candidates }) => candidates).find((each) => each.id === id);
  const sittingOf: Casting["sittingOf"] = ({ id, z, seed }) => ({
    embedding: [...embeddingOf(prior()!, z)],
    words: state.sheets.find(({ candidates }) => candidates.some((each) => each.id === id))?.said ?? "",
    seed,
  });

  const drawSheet = (): Promise<void> =>
    run(async (job, draw) => {
      const missing = (sheet()?.candidates ?? []).filter(({ id }) => !state.portraits[id]?.done);
      const begun = performance.now();
      for (const [done, each] of missing.entries()) {
        const perPicture = (performance.now() - begun) / 1000 / done;
        setState("drawing", { done, of: missing.length, secondsLeft: done === 0 ? null : perPicture * (missing.length - done) });
        const show = (preview: Preview): void => setState("portraits", each.id, { preview, done: false, cosine: null });
        const { preview, cosine } = await draw(
          job,
          { ...scenes[each.seed % scenes.length]!, ...sittingOf(each), preset: "draft" },
          show,
        );
        if (job.stopped) return;
        setState("portraits", each.id, { preview, done: true, cosine });
      }
    });

  /** Another sheet after this one; those that were gone back from fall away. */
  async function next(
    origin: Origin,
    choices: Choices,
    of?: { readonly z: readonly number[]; readonly locks: readonly string[] },
  ) {
    const people = prior();
    if (people === null) return;
    stop();
    const seed = anySeed();
    const cast = castSheet(
      people,
      origin,
      wishesOf(people, choices, of),
      seed,
      SHEET_SIZE,
      packs.embedded.faces.samePersonCosine,
    );
    const candidates = cast.map((person: Candidate) => ({ ...person, id: newId() }));
    const before = state.sheets.slice(0, state.at + 1).slice(1 - SHEETS_KEPT);
    setState({ sheets: [...before, { said: said(people, choices), candidates }], at: before.length, chosen: [] });
    // Of the sheets before, one is kept as it was seen; any other is drawn again when it is gone back to.
    const ids = new Set(state.sheets.slice(-2).flatMap((each) => each.candidates.map(({ id }) => id)));
    setState("portraits", reconcile(Object.fromEntries(Object.entries(state.portraits).filter(([id]) => ids.has(id)))));
    save();
    await drawSheet();
  }

  return {
    state,
    prior,
    candidate,
    sittingOf,
    run,
    async open(wanted) {
      scenes = wanted;
      const mine = ++visit;
      try {
        const pack = packs.embedded;
        const bytes = await readPackFile(pack, pack.prior ?? "");
        const read = parsePrior(JSON.parse(new TextDecoder().decode(bytes)), pack.identity.embedding);
        const draft = parseCast(await drafts.read(DRAFT), read.deviation.length) ?? NOTHING;
        if (mine !== visit) return;
        setState({ ...draft, failure: null });
        setState("choices", reconcile(known(read, draft.choices)));
        setPrior(read);
      } catch (error) {
        setState("failure", toFailure(error));
      }
    },
    leave() {
      visit++;
      stop();
      setState("portraits", reconcile({}));
    },
    say(words) {
      setState("words", words);
      save();
    },
    setChoices(choices) {
      setState("choices", reconcile({ ...choices }));
      save();
    },
    setLocks(locks) {
      setState("locks", [...locks]);
      save();
    },
    choose(id) {
      const others = state.chosen.filter((each) => each !== id);
      setState("chosen", others.length < state.chosen.length ? others : [...others, id].slice(-2));
      save();
    },
    cast: () => next({ kind: "anybody" }, state.choices),
    surprise() {
      const kept = Object.fromEntries(Object.entries(state.choices).filter(([name]) => state.locks.includes(name)));
      setState("choices", reconcile(kept));
      setState("words", "");
      return next({ kind: "anybody" }, kept);
    },
    async moreLike(id) {
      const person = candidate(id);
      if (person) await next({ kind: "like", z: person.z }, state.choices, { z: person.z, locks: state.locks });
    },
    async mix(one, other) {
      const [a, b] = [candidate(one), candidate(other)];
      if (a && b) await next({ kind: "between", z: [a.z, b.z] }, state.choices, { z: a.z, locks: state.locks });
    },
    async back() {
      if (state.at <= 0) return;
      stop();
      setState({ sheets: state.sheets.slice(0, state.at), at: state.at - 1, chosen: [] });
      save();
      await drawSheet();
    },
    goOn: drawSheet,
    cancel: stop,
    async drop() {
      stop();
      setState(NOTHING);
      setState("choices", reconcile({}));
      setState("portraits", reconcile({}));
      await keep();
    },
  };
}
