/**
 * @file The packs of the manifest and where each stands on this device.
 *
 * It knows files and bytes, never what a pack is used for. Bytes are fetched and hashed by the download worker.
 */
import { createEffect, on, onCleanup, type Accessor } from "solid-js";
import { createStore } from "solid-js/store";
import { besideOf, equipped } from "~/contracts/beside";
import type { DownloadApi, FileVerdict, ImportVerdict, InstallReport } from "~/contracts/download-api";
import { Failure, isAbort, isFailure, toFailure } from "~/contracts/failure";
import type { DeviceVerdict } from "~/contracts/inference-api";
import { type Bundle, isPack, packBytes, type Pack, type Tool } from "~/contracts/manifest";
import type { Persona } from "~/contracts/records";
import { createLive } from "~/platform/live";
import { packLock } from "~/storage/locks";
import { bundleOf, bundles, manifest } from "~/storage/manifest";
import { fallenBack, type FallenBack } from "~/storage/trials";
import { held, type Held } from "~/storage/weights";
import type { Thread } from "~/threads/spawn";
import { lackedMemory } from "./device";

export type PackState =
  | { readonly phase: "absent" }
  /** Some parts are here: a pause, a closed tab or a damaged file. Install goes on from there. */
  | { readonly phase: "paused"; readonly bytesDone: number }
  | { readonly phase: "installing"; readonly report: InstallReport }
  | { readonly phase: "failed"; readonly bytesDone: number; readonly failure: Failure }
  | { readonly phase: "installed"; readonly at: number };

export interface PackEntry {
  readonly pack: Bundle;
  readonly bytes: number;
  readonly state: PackState;
  /** SHA-256 by path, of files that go by a hub's record because the manifest pins none. */
  readonly recorded: Held["recorded"];
  /** Revisions from before that are still here, for what was learned with them. */
  readonly earlier: Held["earlier"];
}

/** Whether a revision from before is here, and the manifest's has not been asked for. */
export const isUpdate = ({ state, earlier }: Pick<PackEntry, "state" | "earlier">): boolean =>
  state.phase === "absent" && earlier.length > 0;

export interface Packs {
  /** Packs and then tools, in the manifest's order; undefined until storage has been read. */
  readonly list: Accessor<readonly PackEntry[] | undefined>;
  /** The first of the manifest, which comes with the app: whoever is invented is drawn by it. */
  readonly embedded: Pack;
  /** The pack that a persona is learned and drawn with. */
  of(persona: Pick<Persona, "packId"> | undefined): Pack;
  isReady(pack: Pick<Pack, "id">): boolean;
  /** Whether only a graphics card has room for its networks and none will draw them here, as far as that is known. */
  lacksGraphics(pack: Pick<Bundle, "id" | "needs">): boolean;
  /** Those that a persona may be given: installed, with room for them here; and the embedded one, which is a click away. */
  readonly usable: Accessor<readonly Pack[]>;
  /** What serves so, of those that are installed, with room for them here. */
  toolFor(purpose: Tool["serves"]): Tool | undefined;
  stateOf(packId: string): PackState | undefined;
  /** What of it the processor does in the graphics card's place: found out when it is first run here; undefined until storage has been read. */
  fallenBack(packId: string): FallenBack | undefined;
  /** With what tools that are installed bring to it. */
  equipped(pack: Pack): Pack;
  /** Tools that would bring it what it still has none of. */
  couldBring(pack: Pack): readonly Tool[];
  /** The revision that something was made with, equipped: the manifest's, or one from before that is still here. */
  revisionOf(made: Pick<Pack, "id" | "revision">): Pack | undefined;
  /** Settles when installed. Rejects with the Failure that `state` shows too, or with an AbortError after `pause`. */
  install(packId: string): Promise<void>;
  /** From the person's disk. Where not every file was among them, what was is kept. */
  takeIn(packId: string, files: readonly File[]): Promise<readonly ImportVerdict[]>;
  /** Into a folder that the person has opened; `pause` ends it. */
  copyOut(packId: string, folder: FileSystemDirectoryHandle, report: (at: InstallReport) => void): Promise<void>;
  /** Bytes in a second, measured with a small piece. */
  probe(packId: string): Promise<number>;
  /** Rejects with `storage-full` where what is missing would not fit. */
  checkRoom(packId: string): Promise<void>;
  /** In whichever tab it is being copied. */
  pause(packId: string): void;
  /** Hashes what is stored; damaged parts are dropped, so that `install` repairs them. */
  verify(packId: string): Promise<readonly FileVerdict[]>;
  remove(packId: string): Promise<void>;
  removeEarlier(packId: string, revision: string): Promise<void>;
}

interface Activity {
  readonly report?: InstallReport | undefined;
  readonly failure?: Failure | undefined;
}

/** @param elsewhere whether another tab is at it */
function phaseOf(pack: Bundle, here: Held, activity: Activity | undefined, elsewhere: boolean): PackState {
  // The last report stays until the row says so: in between, the pack would seem to have been paused.
  if (here.installedAt !== null) return { phase: "installed", at: here.installedAt };
  if (activity?.report) return { phase: "installing", report: activity.report };
  if (activity?.failure) return { phase: "failed", bytesDone: here.bytesDone, failure: activity.failure };
  if (here.wanted && elsewhere) {
    // The other tab measures; what it has got done lies in the rows.
    const report = { packId: pack.id, file: "", bytesDone: here.bytesDone, bytesTotal: packBytes(pack), secondsLeft: null };
    return { phase: "installing", report };
  }
  return here.wanted ? { phase: "paused", bytesDone: here.bytesDone } : { phase: "absent" };
}

const isCutOff = (failure: Failure | undefined): boolean =>
  isFailure(failure, "download-failed") && (failure.details.reason === "offline" || failure.details.reason === "stalled");

/**
 * @param verdict null until the thread that draws has been asked
 * @param installed told after each installation
 */
export function createPacks(
  download: Thread<DownloadApi>,
  verdict: Accessor<DeviceVerdict | null>,
  installed: () => void,
): Packs {
  const [activity, setActivity] = createStore<Record<string, Activity>>({});
  const [elsewhere, setElsewhere] = createStore<Record<string, boolean>>({});
  const running = new Map<string, Promise<unknown>>();

  /** Whoever copies a pack holds its lock; asked whenever a row has changed, and once more when the lock is free. */
  async function look(packId: string): Promise<void> {
    const { held: locks = [] } = await navigator.locks.query();
    if (elsewhere[packId] === true || !locks.some((lock) => lock.name === packLock(packId))) return;
    setElsewhere(packId, true);
    await navigator.locks.request(packLock(packId), { mode: "shared" }, () => setElsewhere(packId, false));
  }
  const pausing = new BroadcastChannel("likeness-pause");
  pausing.onmessage = ({ data }: MessageEvent<string>) => void download.call.pause(data);
  onCleanup(() => pausing.close());

  const rows = createLive(
    () => null,
    () => Promise.all(bundles.map((pack) => held(pack))),
  );
  const places = createLive(
    () => null,
    () => Promise.all(bundles.map((pack) => fallenBack(pack))),
  );
  createEffect(
    on(rows, () => {
      for (const { id } of bundles) void look(id);
    }),
  );
  // What was in the way of a download is gone: whoever waits for it need not press anything.
  const online = (): void => {
    for (const { id } of bundles) if (isCutOff(activity[id]?.failure)) install(id).catch(() => undefined);
  };
  window.addEventListener("online", online);
  onCleanup(() => window.removeEventListener("online", online));

  const list = () =>
    rows()?.map((here, index): PackEntry => {
      const pack = bundles[index]!;
      const state = phaseOf(pack, here, activity[pack.id], elsewhere[pack.id] === true);
      return { pack, bytes: packBytes(pack), state, recorded: here.recorded, earlier: here.earlier };
    });
  const stateOf = (packId: string) => list()?.find((entry) => entry.pack.id === packId)?.state;
  const isReady = ({ id }: Pick<Bundle, "id">): boolean => stateOf(id)?.phase === "installed";
  const fallenBackOf = (packId: string) => places()?.[bundles.findIndex(({ id }) => id === packId)];
  const lacksGraphics: Packs["lacksGraphics"] = ({ id, needs }) => {
    if (!needs.graphics) return false;
    const fallen = fallenBackOf(id) ?? [];
    return verdict()?.backend === "wasm" || fallen === "all" || fallen.includes("denoiser");
  };
  const canRun = (bundle: Bundle): boolean => isReady(bundle) && lackedMemory(bundle) === undefined && !lacksGraphics(bundle);

  /** One piece of work on a pack, with its reports shown. */
  async function run<Answer>(packId: string, work: (report: (at: InstallReport) => void) => Promise<Answer>): Promise<Answer> {
    const bytesTotal = packBytes(bundleOf(packId));
    const report = (at: InstallReport): void => {
      if (running.has(packId)) setActivity(packId, { report: at, failure: undefined });
    };
    report({ packId, file: "", bytesDone: (await held(bundleOf(packId))).bytesDone, bytesTotal, secondsLeft: null });
    try {
      const answer = await work(report);
      running.delete(packId);
      installed();
      return answer;
    } catch (error) {
      running.delete(packId);
      setActivity(packId, { report: undefined, failure: isAbort(error) ? undefined : toFailure(error) });
      throw error;
    }
  }

  async function install(packId: string): Promise<void> {
    const known = running.get(packId);
    if (known) return void (await known);
    const started = Promise.resolve().then(() => run(packId, (report) => download.call.install(packId, report)));
    running.set(packId, started);
    await started;
  }

  const forget = (packId: string): void => setActivity(packId, { report: undefined, failure: undefined });

  const equip = (pack: Pack): Pack => equipped(pack, manifest.tools.filter(canRun));

  const [embedded] = manifest.packs;
  if (!embedded) throw new Failure("manifest-invalid", { reason: "no packs" });

  return {
    list,
    embedded,
    // One that the manifest has let go of draws nobody any more.
    of: (persona) => manifest.packs.find(({ id }) => id === persona?.packId) ?? embedded,
    isReady,
    lacksGraphics,
    usable: () => manifest.packs.filter((pack) => pack === embedded || canRun(pack)),
    toolFor: (purpose) => manifest.tools.find((tool) => tool.serves === purpose && canRun(tool)),
    stateOf,
    fallenBack: fallenBackOf,
    equipped: equip,
    couldBring: (pack) => besideOf(pack, manifest.tools),
    revisionOf({ id, revision }) {
      const shipped = manifest.packs.find((pack) => pack.id === id);
      if (shipped?.revision === revision) return equip(shipped);
      const earlier = list()?.find(({ pack }) => pack.id === id)?.earlier ?? [];
      const kept = earlier.find((pack) => pack.revision === revision);
      return kept && isPack(kept) ? equip(kept) : undefined;
    },
    install,
    async takeIn(packId, files) {
      await running.get(packId);
      const started = Promise.resolve().then(() => run(packId, (report) => download.call.takeIn(packId, files, report)));
      running.set(packId, started);
      try {
        return await started;
      } finally {
        // Not every file may have been there: then no row says that it is over.
        setActivity(packId, { report: undefined });
      }
    },
    copyOut: (packId, folder, report) => download.call.copyOut(packId, folder, report),
    probe: (packId) => download.call.probe(packId),
    checkRoom: (packId) => download.call.checkRoom(packId),
    pause(packId) {
      void download.call.pause(packId);
      pausing.postMessage(packId);
    },
    verify(packId) {
      forget(packId);
      return download.call.verify(packId);
    },
    remove(packId) {
      forget(packId);
      return download.call.remove(packId);
    },
    removeEarlier: (packId, revision) => download.call.removeEarlier(packId, revision),
  };
}
