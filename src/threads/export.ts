/** @file Starts the export worker. End it when the archive has been handed over. */
import type { ExportApi } from "~/contracts/export-api";
import { spawn, type Thread } from "./spawn.ts";

export const openExport = (): Thread<ExportApi> =>
  spawn(() => new Worker(new URL("../../workers/export/main.ts", import.meta.url), { type: "module", name: "export" }));
