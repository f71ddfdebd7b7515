/**
 * @file Small pictures of looks for the pickers: from the cache, or drawn when nobody else needs the device.
 *
 * One is drawn at a time. The queue goes first, and so does whatever else the inference thread is asked for: that sends a tile back
 * to its place, and it is asked for again.
 */
import { createEffect, createMemo, createSignal, on, onCleanup, untrack, type Accessor } from "solid-js";
import { isAbort, isFailure, toFailure, type Failure } from "~/contracts/failure";
import type { Tile } from "~/contracts/inference-api";
import type { GenerateRequest } from "~/contracts/request";
import { newId } from "~/storage/ids";
import { readTile, saveTile, tileId } from "~/storage/tiles";
import type { Inference } from "./inference";
import type { Jobs } from "./jobs";
import type { Vault } from "./vault";

export interface Shown {
  /** Object URL, revoked with the owner. */
  readonly url: string;
  /** The look is another by now, and its picture is on its way. */
  readonly past: boolean;
}

export interface Tiles {
  /**
   * The picture of a look; undefined until there is one. Drawing stops when the owner goes.
   *
   * @param seen whether it is on the screen: those come first
   */
  of(request: Accessor<GenerateRequest>, seen: Accessor<boolean>): Accessor<Shown | undefined>;
  /** Why none is drawn any more, until somebody asks for the next one. */
  readonly failure: Accessor<Failure | null>;
}

interface Wish {
  readonly id: string;
  readonly request: GenerateRequest;
  readonly seen: Accessor<boolean>;
  readonly give: (tile: Tile) => void;
}

/** A device that was lost this often while tiles were drawn is left to the work that somebody waits for. */
const LOSSES = 2;

interface Needs {
  readonly vault: Vault;
  readonly inference: Inference;
  readonly jobs: Pick<Jobs, "busy">;
}

export function createTiles({ vault, inference, jobs }: Needs): Tiles {
  const wishes = new Set<Wish>();
  const [failure, setFailure] = createSignal<Failure | null>(null);
  let drawing: { readonly jobId: string; readonly tileId: string } | undefined;
  let losses = 0;

  const next = (): Wish | undefined => {
    const all = [...wishes];
    return all.find((wish) => untrack(wish.seen)) ?? all[0];
  };

  async function draw({ id, request }: Wish): Promise<void> {
    const jobId = newId();
    drawing = { jobId, tileId: id };
    try {
      const tile = await inference.call.tile(jobId, vault.id, request);
      for (const wish of wishes) if (wish.id === id) wish.give(tile);
      // Where there is no room for it, it is drawn again the next time.
      await saveTile(vault.id, { id, personaId: request.personaId, ...tile, usedAt: Date.now() }).catch(() => undefined);
    } catch (error) {
      // Sent back by somebody who goes first, or taken back by whoever wanted it: the wishes say which.
      if (isAbort(error)) return;
      if (isFailure(error, "device-lost") && ++losses < LOSSES) return;
      setFailure(toFailure(error));
      wishes.clear();
    } finally {
      drawing = undefined;
    }
  }

  async function drawAll(): Promise<void> {
    if (drawing) return;
    for (let wish = next(); wish && !untrack(jobs.busy); wish = next()) await draw(wish);
  }

  function make(wish: Wish): () => void {
    if (wishes.size === 0) setFailure(null);
    wishes.add(wish);
    void drawAll();
    return () => {
      wishes.delete(wish);
      const wanted = [...wishes].some(({ id }) => id === wish.id);
      if (drawing?.tileId === wish.id && !wanted) void inference.call.cancel(drawing.jobId);
    };
  }

  createEffect(on(jobs.busy, (busy) => !busy && void drawAll(), { defer: true }));

  return {
    failure,
    of(request, seen) {
      const [shown, setShown] = createSignal<Shown>();
      const show = ({ bytes, type }: Tile): void => {
        const before = shown();
        setShown({ url: URL.createObjectURL(new Blob([bytes], { type })), past: false });
        if (before) URL.revokeObjectURL(before.url);
      };
      const look = createMemo(() => JSON.stringify(request()));
      createEffect(
        on(look, () => {
          const asked = request();
          let takeBack = (): void => undefined;
          let wanted = true;
          onCleanup(() => {
            wanted = false;
            takeBack();
          });
          setShown((now) => now && { ...now, past: true });
          const find = async (): Promise<void> => {
            const id = await tileId(asked);
            const kept = await readTile(vault.id, id, Date.now());
            if (!wanted) return;
            if (kept) show(kept);
            else {
              const wish: Wish = { id, request: asked, seen, give: (tile) => (wishes.delete(wish), show(tile)) };
              takeBack = make(wish);
            }
          };
          find().catch((error: unknown) => setFailure(toFailure(error)));
        }),
      );
      onCleanup(() => {
        const now = shown();
        if (now) URL.revokeObjectURL(now.url);
      });
      return shown;
    },
  };
}
