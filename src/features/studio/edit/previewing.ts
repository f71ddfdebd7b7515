/**
 * @file What an edit would come to, in Draft, while somebody still says what it is to be. It is never kept.
 *
 * It waits until the hand rests and nothing else is drawn; another wish takes its place at once, wherever it has come to.
 */
import { createEffect, createSignal, on, onCleanup, type Accessor } from "solid-js";
import { toFailure, type Failure } from "~/contracts/failure";
import type { Preview } from "~/contracts/inference-api";
import { parseRequest } from "~/contracts/parse-request";
import type { GenerateRequest } from "~/contracts/request";
import type { Mask } from "~/engine/image/mask";
import type { Edits } from "~/services/edits";
import type { Jobs } from "~/services/jobs";

/** After the last move of a slider, or the last letter. */
const REST_MS = 300;

export interface Wish {
  readonly request: GenerateRequest;
  /** null where the request says by itself where it may change. */
  readonly mask: Mask | null;
}

export interface Previewing {
  readonly shown: Accessor<Preview | null>;
  readonly drawing: Accessor<boolean>;
  /** Why there is none; said once, and no reason not to draw the edit itself. */
  readonly failure: Accessor<Failure | null>;
  /** The noise that is looked at: an edit that is asked for now begins with the same. */
  readonly seed: Accessor<number>;
  want(wish: Wish | null): void;
  /** Another noise from here on. */
  renew(): void;
}

export function createPreviewing(
  { preview }: Pick<Edits, "preview">,
  { busy }: Pick<Jobs, "busy">,
  randomSeed: () => number,
): Previewing {
  const [wish, want] = createSignal<Wish | null>(null);
  const [seed, setSeed] = createSignal(randomSeed());
  const [shown, setShown] = createSignal<Preview | null>(null);
  const [drawing, setDrawing] = createSignal(false);
  const [failure, setFailure] = createSignal<Failure | null>(null);

  const draw = async ({ request, mask }: Wish, signal: AbortSignal): Promise<void> => {
    setDrawing(true);
    try {
      const seen = await preview(parseRequest(request), mask, signal);
      if (!signal.aborted) setShown(seen);
    } catch (error) {
      if (!signal.aborted) setFailure(toFailure(error));
    } finally {
      if (!signal.aborted) setDrawing(false);
    }
  };
  createEffect(
    on([wish, busy], ([now, elsewhere]) => {
      setShown(null);
      setDrawing(false);
      setFailure(null);
      if (!now || elsewhere) return;
      const controller = new AbortController();
      const timer = setTimeout(() => void draw(now, controller.signal), REST_MS);
      onCleanup(() => {
        clearTimeout(timer);
        controller.abort();
      });
    }),
  );

  return { shown, drawing, failure, seed, want, renew: () => setSeed(randomSeed()) };
}
