/** @file Starts the download worker. */
import type { DownloadApi } from "~/contracts/download-api";
import { spawn, type Thread } from "./spawn.ts";

export const openDownload = (): Thread<DownloadApi> =>
  spawn(() => new Worker(new URL("../../workers/download/main.ts", import.meta.url), { type: "module", name: "download" }));
