/**
 * @file From a chosen candidate to a persona with photographs: the candidate in eight looks, each checked, the weak ones drawn again.
 *
 * Each is kept as soon as it is there; whatever ends the work, a closed page or a full disk, it goes on with those.
 *
 * How alike a look must be is measured and not fixed: by the middle of what this candidate's own pictures reach, so that a weak
 * generator is held to itself and a strong one to more.
 */
import { createStore, type Store } from "solid-js/store";
import { FEWEST_PHOTOGRAPHS } from "~/contracts/faces";
import type { Preview, Portrayal } from "~/contracts/inference-api";
import { SEED_LIMIT } from "~/contracts/request";
import { newId } from "~/storage/ids";
import { LOOKS_LOCK } from "~/storage/locks";
import { anySeed, type CastJob, type CastScene, type Casting, type Portray } from "./casting";
import type { SheetCandidate } from "./cast-draft";
import type { Drafts } from "./drafts";
import { createKeptLooks, type DrawnLook, type LooksDraft } from "./looks-draft";
import type { Packs } from "./packs";
import type { Personas } from "./personas";
import type { Photographs } from "./photographs";

export type LookVerdict = "waiting" | "drawing" | "good" | "weak" | "no-face" | "several-faces";

export interface LookTile {
  preview: Preview | null;
  verdict: LookVerdict;
}

/** "stopped": by a failure, which the casting shows. */
export type LooksPhase = "idle" | "drawing" | "storing" | "too-few" | "stopped";

/** Written by this room alone. */
export interface LooksState {
  phase: LooksPhase;
  /** Of the person to be. */
  name: string;
  candidateId: string | null;
  tiles: LookTile[];
  /** Which time round; 1 draws every look, the others only weak ones. */
  round: number;
  secondsLeft: number | null;
}

export interface CastingLooks {
  readonly state: Store<LooksState>;
  /**
   * From the beginning.
   *
   * @returns the new persona's id; undefined where it was cancelled, stopped by a failure or too few came out
   */
  draw(name: string, candidateId: string, looks: readonly CastScene[]): Promise<string | undefined>;
  /** What a closed page or a failure has left, where its candidate is still there and no other tab is at it. The casting has to be open. */
  left(looks: readonly CastScene[]): Promise<LooksDraft | undefined>;
  /** The same from there. @returns as `draw` */
  goOn(left: LooksDraft, looks: readonly CastScene[]): Promise<string | undefined>;
  /** Forgets the looks, and goes back to the sheet. */
  dismiss(): Promise<void>;
}

/** Times a look is drawn at most. */
const ROUNDS = 3;

/** Share of the way from a stranger to the middle of this candidate's pictures that a look has to come. */
export const SHARE = 0.6;

const NOTHING: LooksState = { phase: "idle", name: "", candidateId: null, tiles: [], round: 0, secondsLeft: null };

/** @param cosines of this candidate's pictures so far @param impostor of strangers, in the mean */
export function floorOf(cosines: readonly number[], impostor: number): number {
  const middle = cosines.toSorted((a, b) => a - b)[Math.floor(cosines.length / 2)];
  return middle === undefined ? impostor : impostor + SHARE * Math.max(0, middle - impostor);
}

const verdictOf = ({ faces, cosine }: Portrayal, floor: number): LookVerdict => {
  if (cosine === null) return "no-face";
  if (faces > 1) return "several-faces";
  return cosine >= floor ? "good" : "weak";
};

/** Whoever has just left lets go of the lock between two steps of the network. */
const PATIENCE_MS = 10_000;

async function isDrawnElsewhere(): Promise<boolean> {
  try {
    return await navigator.locks.request(LOOKS_LOCK, { signal: AbortSignal.timeout(PATIENCE_MS) }, () => false);
  } catch (error) {
    if (error instanceof DOMException && error.name === "TimeoutError") return true;
    throw error;
  }
}

interface Needs {
  readonly casting: Casting;
  readonly drafts: Drafts;
  readonly packs: Packs;
  readonly personas: Personas;
  readonly photographs: Photographs;
}

export function createCastingLooks({ casting, drafts, packs, personas, photographs }: Needs): CastingLooks {
  const [state, setState] = createStore<LooksState>(NOTHING);
  const kept = createKeptLooks(drafts);
  let latest = 0;

  /** Every look once, then those that are weak, with other seeds. @returns the good ones, in the order of the looks */
  async function drawn(
    job: CastJob,
    portray: Portray,
    person: SheetCandidate,
    draft: LooksDraft,
    looks: readonly CastScene[],
  ): Promise<readonly Portrayal[]> {
    const all = await kept.drawn(draft);
    const sitting = casting.sittingOf(person);
    const floor = (): number => {
      const cosines = [draft.cosine, ...all.flatMap((look) => look?.cosines ?? [])];
      return floorOf(
        cosines.filter((each) => each !== null),
        packs.embedded.faces.impostorCosine,
      );
    };
    const isGood = (look: DrawnLook | undefined): look is DrawnLook =>
      look !== undefined && verdictOf(look.best, floor()) === "good";
    const judge = (): void =>
      all.forEach(
        (look, i) => look && setState("tiles", i, { preview: look.best.preview, verdict: verdictOf(look.best, floor()) }),
      );

    judge();
    let pictures = 0;
    const begun = performance.now();
    for (let round = 1; round <= ROUNDS; round++) {
      const unseen = looks.flatMap((look, i) => {
        const before = all[i];
        return (before?.cosines.length ?? 0) >= round || isGood(before) ? [] : [{ look, i }];
      });
      if (unseen.length > 0) setState({ round });
      for (const [done, { look, i }] of unseen.entries()) {
        const perPicture = (performance.now() - begun) / 1000 / pictures;
        setState({ secondsLeft: pictures === 0 ? null : perPicture * (unseen.length - done) });
        setState("tiles", i, "verdict", "drawing");
        const seed = (draft.seed + round * looks.length + i) % SEED_LIMIT;
        const show = (preview: Preview): void => setState("tiles", i, { preview, verdict: "drawing" });
        const now = await portray(job, { ...look, ...sitting, seed, preset: "standard" }, show);
        if (job.stopped) return [];
        pictures++;
        const before = all[i];
        const isBetter = before === undefined || (now.cosine ?? -1) > (before.best.cosine ?? -1) || before.best.faces > 1;
        all[i] = { seed: draft.seed, best: isBetter ? now : before.best, cosines: [...(before?.cosines ?? []), now.cosine] };
        await kept.keep(i, all[i]);
        judge();
      }
    }
    return all.filter(isGood).map(({ best }) => best);
  }

  /** A persona with these photographs; one whose photographs did not all find room is gone on with. */
  async function putAway(draft: LooksDraft, good: readonly Portrayal[]): Promise<string> {
    const { name } = draft;
    const begun = draft.personaId !== null && (await personas.exists(draft.personaId));
    const id = begun ? draft.personaId : newId();
    if (!begun) {
      await kept.change({ ...draft, personaId: id });
      await personas.create({ id, name, source: "cast", consent: null });
    }
    // Handed to a thread, bytes are lost here.
    const files = good.map(({ png }, i) => ({ name: `${name} ${i + 1}.png`, arrayBuffer: () => Promise.resolve(png.slice(0)) }));
    const failure = await photographs.addMissing(id, files);
    if (failure) throw failure;
    return id;
  }

  async function work(draft: LooksDraft, looks: readonly CastScene[], begin: () => Promise<void>): Promise<string | undefined> {
    const mine = ++latest;
    const { name, candidateId } = draft;
    setState({
      ...NOTHING,
      phase: "drawing",
      name,
      candidateId,
      tiles: looks.map(() => ({ preview: null, verdict: "waiting" })),
    });
    let personaId: string | undefined;
    const draw = async (job: CastJob, portray: Portray): Promise<void> => {
      await begin();
      const person = casting.candidate(candidateId);
      if (!person || job.stopped) return;
      const good = await drawn(job, portray, person, draft, looks);
      if (job.stopped) return;
      if (good.length < FEWEST_PHOTOGRAPHS) {
        setState({ phase: "too-few", secondsLeft: null });
        return;
      }
      setState({ phase: "storing", secondsLeft: null });
      personaId = await putAway(draft, good);
      await kept.forget();
      await casting.drop();
    };
    await casting.run((job, portray) => navigator.locks.request(LOOKS_LOCK, { mode: "shared" }, () => draw(job, portray)));
    // Taken back meanwhile, and perhaps begun again.
    if (mine !== latest || state.phase === "too-few") return undefined;
    if (personaId !== undefined || casting.state.failure === null) setState(NOTHING);
    else setState({ phase: "stopped", secondsLeft: null });
    return personaId;
  }

  return {
    state,
    draw(name, candidateId, looks) {
      const draft: LooksDraft = {
        name,
        candidateId,
        packRevision: packs.embedded.revision,
        count: looks.length,
        // Not the candidate's own: drawn again after too few came out, they come out otherwise.
        seed: anySeed(),
        cosine: casting.state.portraits[candidateId]?.cosine ?? null,
        personaId: null,
      };
      return work(draft, looks, () => kept.begin(draft));
    },
    async left(looks) {
      if (await isDrawnElsewhere()) return undefined;
      const draft = await kept.left(looks.length, packs.embedded.revision);
      return draft && casting.candidate(draft.candidateId) ? draft : undefined;
    },
    goOn: (left, looks) => work(left, looks, () => Promise.resolve()),
    async dismiss() {
      latest++;
      casting.cancel();
      setState(NOTHING);
      await kept.forget();
      await casting.goOn();
    },
  };
}
