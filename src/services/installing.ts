/**
 * @file Getting a pack from whichever screen needs it: where it stands, what it costs, and the verbs, as `Acquire` takes them.
 */
import { type Failure, isAbort, isFailure } from "~/contracts/failure";
import { failureDetails, failureWords, type FailureWords } from "./failure-words";
import type { Packs, PackState } from "./packs";

export interface Installing {
  readonly state: PackState;
  readonly name: string;
  /** Bytes of the whole pack. */
  readonly total: number;
  readonly failure: (FailureWords & { readonly details: string }) | undefined;
  onGet(): void;
  onPause(): void;
}

const told = (failure: Failure) => ({ ...failureWords(failure), details: failureDetails(failure) });

/** Its values are read afresh at every access, so that a screen may follow them. */
export function installing(packs: Packs, packId: string): Installing {
  const entry = () => packs.list()?.find(({ pack }) => pack.id === packId);
  return {
    get state() {
      return entry()?.state ?? { phase: "absent" };
    },
    get name() {
      return entry()?.pack.name ?? "";
    },
    get total() {
      return entry()?.bytes ?? 0;
    },
    get failure() {
      const state = entry()?.state;
      return state?.phase === "failed" ? told(state.failure) : undefined;
    },
    onGet() {
      packs.install(packId).catch((error: unknown) => {
        // The state shows a failure, and a pause is what was asked for.
        if (!isFailure(error) && !isAbort(error)) throw error;
      });
    },
    onPause: () => packs.pause(packId),
  };
}
