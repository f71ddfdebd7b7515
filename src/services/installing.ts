/**
 * @file Getting the current pack from whichever screen needs it: where it stands, what it costs, and the verbs, ready for a button.
 */
import { type Failure, isAbort, isFailure } from "~/contracts/failure";
import { failureDetails, failureWords, type FailureWords } from "./failure-words";
import type { Packs, PackState } from "./packs";

export interface Installing {
  readonly state: PackState;
  /** Bytes of the whole pack. */
  readonly total: number;
  readonly failure: (FailureWords & { readonly details: string }) | undefined;
  begin(): void;
  pause(): void;
}

const told = (failure: Failure) => ({ ...failureWords(failure), details: failureDetails(failure) });

/** Its values are read afresh at every access, so that a screen may follow them. */
export const installing = (packs: Packs, packId: string): Installing => ({
  get state() {
    return packs.stateOf(packId) ?? { phase: "absent" };
  },
  get total() {
    return packs.list()?.find((entry) => entry.pack.id === packId)?.bytes ?? 0;
  },
  get failure() {
    const state = packs.stateOf(packId);
    return state?.phase === "failed" ? told(state.failure) : undefined;
  },
  begin() {
    packs.install(packId).catch((error: unknown) => {
      // The state shows a failure, and a pause is what was asked for.
      if (!isFailure(error) && !isAbort(error)) throw error;
    });
  },
  pause: () => packs.pause(packId),
});
