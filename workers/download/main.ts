/** @file The download worker: the only room that fetches. */
import type { DownloadApi } from "~/contracts/download-api";
import { packOf } from "~/storage/manifest";
import { serve } from "~/threads/serve";
import { installPack, removeEarlier, removePack, verifyPack } from "./packs.ts";
import { fetchSample } from "./sample.ts";

const installing = new Map<string, AbortController>();

serve({
  async install(packId, report) {
    const controller = new AbortController();
    installing.set(packId, controller);
    await installPack(packOf(packId), report, controller.signal);
  },
  pause: (packId) => installing.get(packId)?.abort(),
  verify: (packId) => verifyPack(packOf(packId)),
  remove(packId) {
    installing.get(packId)?.abort();
    return removePack(packId);
  },
  removeEarlier,
  sample: fetchSample,
} satisfies DownloadApi);
