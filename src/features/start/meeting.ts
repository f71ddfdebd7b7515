/**
 * @file Meeting a sample person: the pack first, where it is missing, then their eight drawings.
 *
 * It holds which step it is at; bytes and rows belong to the services.
 */
import { useNavigate } from "@solidjs/router";
import { createSignal, type Accessor } from "solid-js";
import { type Failure, isAbort, toFailure } from "~/contracts/failure";
import { useServices } from "~/services/context";
import { announce } from "~/ui/text/announce";
import { failureWords } from "~/services/failure-words";
import type { Sample } from "./samples";

export type Meeting =
  | { readonly phase: "idle" }
  | { readonly phase: "installing"; readonly sample: Sample }
  | { readonly phase: "arriving"; readonly sample: Sample }
  | { readonly phase: "failed"; readonly sample: Sample; readonly failure: Failure };

export interface MeetingRoom {
  readonly at: Accessor<Meeting>;
  meet(sample: Sample): Promise<void>;
  pause(): void;
}

export function createMeeting(): MeetingRoom {
  const { packs, photographs } = useServices();
  const navigate = useNavigate();
  const [at, setAt] = createSignal<Meeting>({ phase: "idle" });

  return {
    at,
    async meet(sample) {
      try {
        if (!packs.isReady(packs.embedded)) {
          setAt({ phase: "installing", sample });
          await packs.install(packs.embedded.id);
        }
        setAt({ phase: "arriving", sample });
        const personaId = await photographs.meetSample(sample.name);
        navigate(`/personas/${personaId}/training?begin=yes`);
      } catch (error) {
        if (isAbort(error)) {
          setAt({ phase: "idle" });
          return;
        }
        const failure = toFailure(error);
        announce(failureWords(failure).happened, "assertive");
        setAt({ phase: "failed", sample, failure });
      }
    },
    pause: () => packs.pause(packs.embedded.id),
  };
}
