/**
 * @file Masters: pictures at the size at which they leave, made of kept ones while nobody wants anything else of the device, and of
 * any other just before it leaves.
 *
 * What is still to be made is written down nowhere but in the rows, every kept picture that names no master: a closed tab forgets nothing.
 */
import { createEffect, createMemo, createSignal, on, untrack } from "solid-js";
import { Failure, isAbort, isFailure, toFailure } from "~/contracts/failure";
import type { Picture } from "~/contracts/records";
import { createLiveRows } from "~/platform/live";
import { newId } from "~/storage/ids";
import { mastersLock } from "~/storage/locks";
import { manifest } from "~/storage/manifest";
import { openVault } from "~/storage/vault-db";
import type { Inference } from "./inference";
import type { Jobs } from "./jobs";
import type { Packs } from "./packs";
import type { Vault } from "./vault";

/** Where a picture without one stands: it is on its way, it comes when the picture is kept or leaves, or its models cannot make any. */
export type MasterState = "waiting" | "later" | "failed" | "none";

interface MadeReport {
  readonly done: number;
  readonly of: number;
  /** Measured; null before the first one. */
  readonly secondsLeft: number | null;
}

export interface Masters {
  stateOf(picture: Picture): MasterState;
  /**
   * Makes those that these pictures lack, before anything in the background. What cannot be made leaves as it was drawn.
   *
   * @returns why the first of those could not be made; AbortError when the signal aborts
   */
  ensure(pictures: readonly Picture[], signal?: AbortSignal, report?: (at: MadeReport) => void): Promise<Failure | null>;
}

interface Needs {
  readonly vault: Vault;
  readonly inference: Inference;
  readonly packs: Packs;
  readonly jobs: Pick<Jobs, "busy">;
}

/** A device that was lost this often is left to the work that somebody waits for. */
const LOSSES = 2;

/** Whoever went first tends to come again at once. */
const RESPITE_MS = 1000;

const ownUpscaler = ({ request }: Picture): boolean =>
  manifest.packs.some(({ id, master }) => id === request.pack.id && master !== undefined);

export function createMasters({ vault, inference, packs, jobs }: Needs): Masters {
  const [failure, setFailure] = createSignal<Failure | null>(null);
  /** Made or given up; the rows follow, or never will. */
  const settled = new Set<string>();
  let making = false;
  let losses = 0;

  const tool = createMemo(() => packs.toolFor("masters"));
  /** What came in as a file has its own size, and what is made of it too. */
  const canMake = (picture: Picture): boolean => picture.origin === undefined && (tool() !== undefined || ownUpscaler(picture));
  const installed = ({ request }: Picture): boolean =>
    tool() !== undefined || packs.stateOf(request.pack.id)?.phase === "installed";
  const small = createLiveRows(
    () => null,
    async () => {
      const kept = await (await openVault(vault.id)).pictures.where("mark").equals("keep").toArray();
      return kept.filter((picture) => !picture.master && picture.deletedAt === undefined);
    },
  );
  const lacking = () => small()?.filter(canMake);
  const next = (): Picture | undefined =>
    untrack(() => {
      if (jobs.busy() || failure()) return undefined;
      return lacking()?.find((picture) => !settled.has(picture.id) && installed(picture));
    });

  async function make({ id }: Picture): Promise<void> {
    try {
      await inference.call.master(newId(), vault.id, id, "idle");
      settled.add(id);
    } catch (error) {
      if (isAbort(error)) await new Promise((resolve) => setTimeout(resolve, RESPITE_MS));
      else if (isFailure(error, "picture-missing")) settled.add(id);
      else if (!isFailure(error, "device-lost") || ++losses >= LOSSES) setFailure(toFailure(error));
    }
  }

  /** In one tab at a time: the others wait for the lock and look again. */
  async function makeAll(): Promise<void> {
    if (making || !next()) return;
    making = true;
    try {
      await navigator.locks.request(mastersLock(vault.id), async () => {
        for (let picture = next(); picture; picture = next()) await make(picture);
      });
    } catch (error) {
      setFailure(toFailure(error));
    } finally {
      making = false;
    }
  }

  createEffect(
    on(
      () => (lacking() ?? []).map(({ id }) => id).join(),
      () => {
        // Somebody keeps another one, or has made room.
        setFailure(null);
        void makeAll();
      },
    ),
  );
  createEffect(on([jobs.busy, packs.list], () => void makeAll(), { defer: true }));

  return {
    stateOf(picture) {
      if (!canMake(picture)) return "none";
      if (picture.mark !== "keep") return "later";
      return failure() ? "failed" : "waiting";
    },
    async ensure(pictures, signal, report) {
      const missing = pictures.filter((picture) => !picture.master && canMake(picture));
      const foreign = missing.find((picture) => !installed(picture));
      if (foreign) return new Failure("pack-missing", { packId: foreign.request.pack.id });
      const start = performance.now();
      for (const [done, { id }] of missing.entries()) {
        const each = (performance.now() - start) / 1000 / done;
        report?.({ done, of: missing.length, secondsLeft: done === 0 ? null : each * (missing.length - done) });
        const jobId = newId();
        const cancel = (): void => void inference.call.cancel(jobId);
        signal?.addEventListener("abort", cancel);
        try {
          signal?.throwIfAborted();
          await inference.persist(() => inference.call.master(jobId, vault.id, id));
        } catch (error) {
          if (isAbort(error)) throw error;
          return toFailure(error);
        } finally {
          signal?.removeEventListener("abort", cancel);
        }
      }
      return null;
    },
  };
}
