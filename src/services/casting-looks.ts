/**
 * @file From a chosen candidate to a persona with photographs: the candidate in eight looks, each checked, the weak ones drawn again.
 *
 * How alike a look must be is measured and not fixed: by the middle of what this candidate's own pictures reach, so that a weak
 * generator is held to itself and a strong one to more.
 */
import { createStore, type Store } from "solid-js/store";
import { FEWEST_PHOTOGRAPHS } from "~/contracts/faces";
import type { Preview, Portrayal } from "~/contracts/inference-api";
import { SEED_LIMIT } from "~/contracts/request";
import { anySeed, type CastJob, type CastScene, type Casting, type Portray } from "./casting";
import type { SheetCandidate } from "./cast-draft";
import type { Packs } from "./packs";
import type { Personas } from "./personas";
import type { Photographs } from "./photographs";

export type LookVerdict = "waiting" | "drawing" | "good" | "weak" | "no-face" | "several-faces";

export interface LookTile {
  preview: Preview | null;
  verdict: LookVerdict;
}

export type LooksPhase = "idle" | "drawing" | "storing" | "too-few";

/** Written by this room alone. */
export interface LooksState {
  phase: LooksPhase;
  candidateId: string | null;
  tiles: LookTile[];
  /** Which time round; 1 draws every look, the others only weak ones. */
  round: number;
  secondsLeft: number | null;
}

export interface CastingLooks {
  readonly state: Store<LooksState>;
  /** @returns the new persona's id; undefined where it was cancelled, failed (see the casting's failure) or too few came out */
  draw(name: string, candidateId: string, looks: readonly CastScene[]): Promise<string | undefined>;
  /** Back to the sheet. */
  dismiss(): void;
}

/** Times a look is drawn at most. */
const ROUNDS = 3;

/** Share of the way from a stranger to the middle of this candidate's pictures that a look has to come. */
export const SHARE = 0.6;

const NOTHING: LooksState = { phase: "idle", candidateId: null, tiles: [], round: 0, secondsLeft: null };

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

interface Needs {
  readonly casting: Casting;
  readonly packs: Packs;
  readonly personas: Personas;
  readonly photographs: Photographs;
}

export function createCastingLooks({ casting, packs, personas, photographs }: Needs): CastingLooks {
  const [state, setState] = createStore<LooksState>(NOTHING);

  /** Every look once, then those that are weak, with other seeds. */
  async function drawn(
    job: CastJob,
    portray: Portray,
    person: SheetCandidate,
    looks: readonly CastScene[],
  ): Promise<readonly Portrayal[]> {
    const best: (Portrayal | undefined)[] = looks.map(() => undefined);
    const cosines: number[] = [];
    const own = casting.state.portraits[person.id]?.cosine;
    if (own != null) cosines.push(own);
    const sitting = casting.sittingOf(person);
    const floor = (): number => floorOf(cosines, packs.current.faces.impostorCosine);
    const isGood = (each: Portrayal | undefined): boolean => each !== undefined && verdictOf(each, floor()) === "good";
    const judge = (): void =>
      best.forEach((each, i) => each && setState("tiles", i, { preview: each.preview, verdict: verdictOf(each, floor()) }));

    // Not the candidate's own: drawn again after too few came out, they come out otherwise.
    const first = anySeed();
    let pictures = 0;
    const begun = performance.now();
    for (let round = 1; round <= ROUNDS; round++) {
      const todo = looks.flatMap((look, i) => (isGood(best[i]) ? [] : [{ look, i }]));
      if (todo.length === 0) break;
      setState({ round });
      for (const [done, { look, i }] of todo.entries()) {
        const perPicture = (performance.now() - begun) / 1000 / pictures;
        setState({ secondsLeft: pictures === 0 ? null : perPicture * (todo.length - done) });
        setState("tiles", i, "verdict", "drawing");
        const seed = (first + round * looks.length + i) % SEED_LIMIT;
        const show = (preview: Preview): void => setState("tiles", i, { preview, verdict: "drawing" });
        const now = await portray(job, { ...look, ...sitting, seed, preset: "standard" }, show);
        if (job.stopped) return [];
        pictures++;
        if (now.cosine !== null) cosines.push(now.cosine);
        const before = best[i];
        const isBetter = before === undefined || (now.cosine ?? -1) > (before.cosine ?? -1) || before.faces > 1;
        best[i] = isBetter ? now : before;
        judge();
      }
    }
    return best.filter((each) => each !== undefined).filter(isGood);
  }

  return {
    state,
    async draw(name, candidateId, looks) {
      const person = casting.candidate(candidateId);
      if (!person) return undefined;
      setState({ ...NOTHING, phase: "drawing", candidateId, tiles: looks.map(() => ({ preview: null, verdict: "waiting" })) });
      let personaId: string | undefined;
      await casting.run(async (job, portray) => {
        const good = await drawn(job, portray, person, looks);
        if (job.stopped) return;
        if (good.length < FEWEST_PHOTOGRAPHS) {
          setState({ phase: "too-few", secondsLeft: null });
          return;
        }
        setState({ phase: "storing", secondsLeft: null });
        const id = await personas.create({ name, source: "cast", consent: null });
        const files = good.map(({ png }, i) => ({ name: `${name} ${i + 1}.png`, arrayBuffer: () => Promise.resolve(png) }));
        await photographs.add(id, files);
        await casting.drop();
        personaId = id;
      });
      if (state.phase !== "too-few") setState(NOTHING);
      return personaId;
    },
    dismiss() {
      casting.cancel();
      setState(NOTHING);
    },
  };
}
