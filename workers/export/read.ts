/**
 * @file Reads looks out of a file that somebody dropped: a picture that carries its request, a lookbook ZIP, or its manifest.
 *
 * The file is a stranger's until proven. Its kind is decided by its first bytes; of a ZIP only the list of entries and one entry are
 * read, and that entry is counted while it is being inflated, because the sizes a ZIP states about itself are somebody's claim.
 */
import JSZip from "jszip";
import { Failure } from "~/contracts/failure";
import type { Returned } from "~/contracts/export-api";
import { parseRequest } from "~/contracts/parse-request";
import { textOf } from "~/engine/image/png-text";
import { looksOf } from "./manifest.ts";

const READ_LIMITS = {
  fileBytes: 512 * 1024 * 1024,
  pngBytes: 64 * 1024 * 1024,
  entries: 10_000,
  textBytes: 16 * 1024 * 1024,
} as const;

type Reason = "not-ours" | "no-request" | "damaged" | "too-large";

const MANIFEST = "manifest.json";

/** End of central directory (APPNOTE 4.3.16): it lies within the last 65,557 bytes. @returns its number of entries, null where there is none */
function entriesOf(bytes: Uint8Array): number | null {
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  for (let at = bytes.length - 22; at >= Math.max(0, bytes.length - 65_557); at--)
    if (view.getUint32(at, true) === 0x06054b50) return view.getUint16(at + 10, true);
  return null;
}

/** One entry as text; given up as soon as more has come out than any manifest has. */
function inflate(entry: JSZip.JSZipObject, tooLarge: Failure): Promise<string> {
  // Its typings leave out the streaming reader that the library documents for objects.
  const stream = (entry as unknown as { internalStream(type: "uint8array"): JSZip.JSZipStreamHelper<Uint8Array> }).internalStream(
    "uint8array",
  );
  const decoder = new TextDecoder("utf-8", { fatal: true });
  let count = 0;
  let text = "";
  return new Promise((resolve, reject) => {
    stream.on("data", (chunk) => {
      count += chunk.length;
      if (count > READ_LIMITS.textBytes) {
        stream.pause();
        reject(tooLarge);
        return;
      }
      try {
        text += decoder.decode(chunk, { stream: true });
      } catch (cause) {
        stream.pause();
        reject(cause);
      }
    });
    stream.on("error", reject);
    stream.on("end", () => resolve(text));
    stream.resume();
  });
}

async function manifestIn(bytes: Uint8Array, fail: (reason: Reason, cause?: unknown) => Failure): Promise<string> {
  const entries = entriesOf(bytes);
  if (entries === null) throw fail("damaged");
  if (entries > READ_LIMITS.entries) throw fail("too-large");
  let archive: JSZip;
  try {
    archive = await JSZip.loadAsync(bytes);
  } catch (cause) {
    throw fail("damaged", cause);
  }
  const entry = archive.file(MANIFEST);
  if (!entry) throw fail("not-ours");
  try {
    return await inflate(entry, fail("too-large"));
  } catch (cause) {
    throw cause instanceof Failure ? cause : fail("damaged", cause);
  }
}

/** @throws Failure `look-unreadable` */
export async function readLooks(name: string, file: Blob): Promise<readonly Returned[]> {
  const fail = (reason: Reason, cause?: unknown): Failure => new Failure("look-unreadable", { name, reason }, { cause });
  if (file.size > READ_LIMITS.fileBytes) throw fail("too-large");
  const head = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  const begins = (...bytes: readonly number[]): boolean => bytes.every((byte, index) => head[index] === byte);
  const json = (text: string): unknown => {
    try {
      return JSON.parse(text);
    } catch (cause) {
      throw fail("damaged", cause);
    }
  };

  if (begins(0x89, 0x50, 0x4e, 0x47)) {
    if (file.size > READ_LIMITS.pngBytes) throw fail("too-large");
    const text = textOf(await file.arrayBuffer(), "likeness");
    if (text === null) throw fail("no-request");
    const request = json(text);
    try {
      return [{ label: name, personaName: null, request: parseRequest(request) }];
    } catch (cause) {
      throw fail("damaged", cause);
    }
  }
  if (begins(0x50, 0x4b)) return looksOf(name, json(await manifestIn(new Uint8Array(await file.arrayBuffer()), fail)));
  // A text that begins like JSON; anything else is no file of ours.
  if (/^[\uFEFF\s]*[{[]/.test(new TextDecoder().decode(head))) {
    if (file.size > READ_LIMITS.textBytes) throw fail("too-large");
    return looksOf(name, json((await file.text()).replace(/^\uFEFF/, "")));
  }
  throw fail("not-ours");
}
