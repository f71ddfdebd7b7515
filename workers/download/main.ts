/** @file The download worker: the only room that fetches. */
import type { DownloadApi } from "~/contracts/download-api";
import { packBytes } from "~/contracts/manifest";
import { checkManifest } from "~/storage/checked-manifest";
import { bundleOf } from "~/storage/manifest";
import { held } from "~/storage/weights";
import { serve } from "~/threads/serve";
import { exportPack } from "./export.ts";
import { importPack } from "./import.ts";
import { account, installPack, removeEarlier, removePack, verifyPack } from "./packs.ts";
import { probe } from "./probe.ts";
import { checkRoom } from "./room.ts";
import { fetchSample } from "./sample.ts";

checkManifest();

const running = new Map<string, AbortController>();

/** The signal that a pause of this pack aborts. */
function begin(packId: string): AbortSignal {
  const controller = new AbortController();
  running.set(packId, controller);
  return controller.signal;
}

serve({
  install: (packId, report) => installPack(bundleOf(packId), report, begin(packId)),
  pause: (packId) => running.get(packId)?.abort(),
  verify: (packId) => verifyPack(bundleOf(packId)),
  remove(packId) {
    running.get(packId)?.abort();
    return removePack(packId);
  },
  removeEarlier,
  probe: (packId) => probe(bundleOf(packId), account),
  async checkRoom(packId) {
    const pack = bundleOf(packId);
    await checkRoom(packBytes(pack) - (await held(pack)).bytesDone);
  },
  takeIn: (packId, files, report) => importPack(bundleOf(packId), files, report, begin(packId)),
  copyOut: (packId, folder, report) => exportPack(bundleOf(packId), folder, report, begin(packId)),
  sample: fetchSample,
} satisfies DownloadApi);
