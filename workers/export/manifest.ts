/**
 * @file `manifest.json` of a lookbook that leaves: everything that decided each picture, and the SHA-256 of every other file.
 *
 * It is written for whoever gets the archive and read back by `read.ts`; nothing in it needs this app to be understood.
 */
import { Failure } from "~/contracts/failure";
import type { Returned } from "~/contracts/export-api";
import { parseRequest } from "~/contracts/parse-request";
import type { Mark, Origin, Stars, ToolUsed } from "~/contracts/records";
import type { GenerateRequest, Size } from "~/contracts/request";

export interface FileEntry {
  readonly path: string;
  readonly bytes: number;
  /** Lower-case hex. */
  readonly sha256: string;
}

export interface PictureEntry {
  readonly page: number;
  readonly id: string;
  readonly master: string;
  readonly jpeg: string;
  /** Of the files, px. */
  readonly width: number;
  readonly height: number;
  /** As it was drawn: smaller than the files where an upscaler has enlarged it. */
  readonly drawn: Size;
  /** The network of others that enlarged it; absent where the pack's own did, or none. */
  readonly enlargedBy?: string;
  readonly persona: { readonly id: string; readonly name: string };
  readonly modelVersion: number;
  readonly caption: string;
  readonly altText: string;
  readonly seed: number;
  readonly seconds: number;
  /** 0..1; null where no face was found. */
  readonly likeness: number | null;
  readonly mark: Mark | null;
  readonly stars: Stars | null;
  readonly tags: readonly string[];
  readonly createdAt: string;
  /** The file that it, or the picture that it was edited from, came in as; absent where all of it was drawn here. */
  readonly origin?: Origin;
  /** Tools beside the pack that had a part in it; absent where there were none, or nobody wrote it down. */
  readonly tools?: readonly ToolUsed[];
  /** IPTC's word for how it came about; absent where nobody asked for it, or no model had a part in it. */
  readonly digitalSourceType?: string;
  /** With this picture's seed alone: drawn again, it gives this picture. */
  readonly request: GenerateRequest;
}

export interface LookbookManifest {
  readonly schema: 1;
  readonly kind: "likeness-lookbook";
  readonly lookbook: { readonly id: string; readonly name: string };
  readonly exportedAt: string;
  /** Absent where it was asked to be left out. */
  readonly aiGenerated?: true;
  readonly digitalSourceType?: string;
  readonly pictures: readonly PictureEntry[];
  readonly files: readonly FileEntry[];
}

export const KIND = "likeness-lookbook";

const MAX_PICTURES = 2000;
const MAX_NAME = 200;

const fields = (value: unknown): Readonly<Record<string, unknown>> =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Record<string, unknown>) : {};

const shortText = (value: unknown): string | null =>
  typeof value === "string"
    ? value
        .normalize("NFC")
        .replaceAll(/[\p{Cc}\p{Cf}]/gu, "")
        .trim()
        .slice(0, MAX_NAME) || null
    : null;

/**
 * The looks of a manifest that came from outside.
 *
 * @param name of the file, for the words
 * @throws Failure `look-unreadable`
 */
export function looksOf(name: string, value: unknown): readonly Returned[] {
  const { schema, kind, pictures } = fields(value);
  if (kind !== KIND || schema !== 1) throw new Failure("look-unreadable", { name, reason: "not-ours" });
  if (!Array.isArray(pictures) || pictures.length === 0) throw new Failure("look-unreadable", { name, reason: "no-request" });
  if (pictures.length > MAX_PICTURES) throw new Failure("look-unreadable", { name, reason: "too-large" });
  try {
    return pictures.map((entry: unknown, index): Returned => {
      const { master, persona, request } = fields(entry);
      return {
        label: shortText(master) ?? String(index + 1),
        personaName: shortText(fields(persona)["name"]),
        request: parseRequest(request),
      };
    });
  } catch (cause) {
    throw new Failure("look-unreadable", { name, reason: "damaged" }, { cause });
  }
}
