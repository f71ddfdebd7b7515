/**
 * @file Lookbooks on their way out as archives, and looks on their way back in from files.
 *
 * The worker lives as long as the work: it starts with it and is ended after it, so that its memory goes too.
 */
import type { Archive, ContactSheet, ExportReport, Returned } from "~/contracts/export-api";
import { dayOf, safePart } from "~/contracts/file-names";
import { aborted, Failure, isFailure } from "~/contracts/failure";
import type { Picture } from "~/contracts/records";
import { saveFile } from "~/platform/save-file";
import { holdAwake } from "~/platform/wake-lock";
import { newId } from "~/storage/ids";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import { openExport } from "~/threads/export";
import type { Drafts } from "./drafts";
import type { Masters } from "./masters";
import type { Personas } from "./personas";
import type { Vault } from "./vault";

export interface ExportOptions {
  /** Says in the files that a model has made the pictures. */
  readonly disclosure: boolean;
}

export interface Exports {
  /** @throws Failure `lookbook-empty`, `picture-missing`; AbortError when the signal aborts */
  pack(lookbookId: string, options: ExportOptions, signal: AbortSignal, report: (at: ExportReport) => void): Promise<Archive>;
  /** Hands the archive to the browser's downloads. */
  save(archive: Archive): void;
  /** Hands a contact sheet to the browser's downloads, as a JPEG. @throws Failure `picture-missing` where none of it has a file */
  saveSheet(sheet: ContactSheet): Promise<void>;
  /** The looks in a picture, a lookbook ZIP or a manifest. @throws Failure `look-unreadable` */
  read(file: File): Promise<readonly Returned[]>;
  /** Leaves the look for the studio. @throws Failure `persona-unknown` where nobody here is drawn with it */
  putBack(look: Returned): Promise<void>;
}

interface Needs {
  readonly vault: Vault;
  readonly personas: Personas;
  readonly drafts: Drafts;
  readonly masters: Masters;
}

export function createExports({ vault, personas, drafts, masters }: Needs): Exports {
  const shownIn = (lookbookId: string): Promise<readonly Picture[]> =>
    guarded(async () => {
      const db = await openVault(vault.id);
      const pages = (await db.lookbooks.get(lookbookId))?.pages ?? [];
      const rows = await db.pictures.bulkGet(pages.map(({ pictureId }) => pictureId));
      return rows.filter((row) => row !== undefined && row.deletedAt === undefined) as readonly Picture[];
    });

  return {
    async pack(lookbookId, { disclosure }, signal, report) {
      const thread = openExport();
      const letSleep = holdAwake();
      const jobId = newId();
      const cancel = (): void => void thread.call.cancel(jobId);
      signal.addEventListener("abort", cancel);
      try {
        if (signal.aborted) throw aborted();
        // Whatever cannot be enlarged leaves as it was drawn, and the archive says so.
        await masters.ensure(await shownIn(lookbookId), signal, (at) => report({ stage: "masters", ...at }));
        return await thread.call.pack(jobId, vault.id, lookbookId, { disclosure, at: Date.now() }, report);
      } finally {
        signal.removeEventListener("abort", cancel);
        letSleep();
        thread.end();
      }
    },
    save: ({ name, file }) => saveFile(name, file),
    async saveSheet(sheet) {
      const thread = openExport();
      try {
        const file = await thread.call.sheet(vault.id, sheet);
        saveFile(`${safePart(sheet.title, "contact-sheet")}_${dayOf(Date.now())}.jpg`, file);
      } finally {
        thread.end();
      }
    },
    async read(file) {
      const thread = openExport();
      try {
        return await thread.call.read(file.name, file);
      } catch (error) {
        // Whatever the file did to the worker, it took nothing with it.
        throw isFailure(error, "device-lost") ? new Failure("look-unreadable", { name: file.name, reason: "damaged" }) : error;
      } finally {
        thread.end();
      }
    },
    async putBack({ request, personaName }) {
      const { personaId } = request;
      if (!(await personas.exists(personaId))) throw new Failure("persona-unknown", { personaId, name: personaName });
      drafts.putBack({ request, seed: request.seeds[0]!, pictureId: null });
    },
  };
}
