/** @file The export worker: packs lookbooks, draws contact sheets, reads looks back. */
import type { ExportApi } from "~/contracts/export-api";
import { serve } from "~/threads/serve";
import { packLookbook } from "./pack.ts";
import { readLooks } from "./read.ts";
import { drawSheet } from "./sheet.ts";

const running = new Map<string, AbortController>();

serve({
  async pack(jobId, vaultId, lookbookId, options, report) {
    const controller = new AbortController();
    running.set(jobId, controller);
    try {
      return await packLookbook(vaultId, lookbookId, options, report, controller.signal);
    } finally {
      running.delete(jobId);
    }
  },
  cancel: (jobId) => running.get(jobId)?.abort(),
  sheet: drawSheet,
  read: readLooks,
} satisfies ExportApi);
