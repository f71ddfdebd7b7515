/**
 * @file A lookbook as an archive: masters, JPEG derivatives, captions, a manifest with every request and hash, and a read-me.
 *
 * Pictures are made one by one; the manifest comes last, because it knows the hashes of everything before it.
 */
import { Failure } from "~/contracts/failure";
import type { Archive, ExportOptions, ExportReport } from "~/contracts/export-api";
import { dayOf, pictureName, safePart } from "~/contracts/file-names";
import { suggestedAlt } from "~/contracts/look-words";
import { masterId, type Lookbook, type LookbookPage, type Persona, type Picture } from "~/contracts/records";
import type { Size } from "~/contracts/request";
import { readBlob } from "~/storage/images";
import { manifest as packs } from "~/storage/manifest";
import { sha256Hex } from "~/storage/sha256";
import { guarded } from "~/storage/storage-failure";
import { openVault } from "~/storage/vault-db";
import { zip, type ZipEntry } from "./archive.ts";
import { csv } from "./csv.ts";
import { KIND, type FileEntry, type LookbookManifest, type PictureEntry } from "./manifest.ts";
import { readMe } from "./read-me.ts";
import { SOURCE_TYPES, withDisclosure, type SourceType } from "./xmp.ts";

const JPEG_QUALITY = 0.95;

interface Page {
  readonly number: number;
  readonly page: LookbookPage;
  readonly picture: Picture;
  readonly persona: Persona;
  /** Without folder and ending. */
  readonly name: string;
  /** Of its files: the master's, or where there is none the drawn picture's. */
  readonly size: Size;
}

/** The book's pages whose pictures are there, in order. */
const pagesOf = (vaultId: string, lookbookId: string): Promise<{ readonly book: Lookbook; readonly pages: readonly Page[] }> =>
  guarded(async () => {
    const db = await openVault(vaultId);
    const book = await db.lookbooks.get(lookbookId);
    if (!book) throw new Failure("lookbook-empty", { lookbookId });
    const pages: Page[] = [];
    for (const page of book.pages) {
      const picture = await db.pictures.get(page.pictureId);
      const persona = picture && (await db.personas.get(picture.personaId));
      if (!picture || !persona || picture.deletedAt !== undefined || persona.erasedAt !== undefined) continue;
      const number = pages.length + 1;
      const name = pictureName(persona.name, picture.request.model.version, String(number).padStart(3, "0"));
      const { width, height } = picture.master ?? picture;
      pages.push({ number, page, picture, persona, name, size: { width, height } });
    }
    if (pages.length === 0) throw new Failure("lookbook-empty", { lookbookId });
    return { book, pages };
  });

async function masterOf({ picture }: Page, vaultId: string): Promise<ArrayBuffer> {
  const blob = await readBlob(vaultId, picture.master ? masterId(picture.id) : picture.id);
  if (!blob) throw new Failure("picture-missing", { pictureId: picture.id });
  return blob.bytes;
}

async function jpegOf(master: ArrayBuffer): Promise<Uint8Array<ArrayBuffer>> {
  const bitmap = await createImageBitmap(new Blob([master]));
  const canvas = new OffscreenCanvas(bitmap.width, bitmap.height);
  const context = canvas.getContext("2d", { alpha: false });
  if (!context) throw new Failure("unexpected", { reason: "no two-dimensional canvas" });
  context.drawImage(bitmap, 0, 0);
  bitmap.close();
  const blob = await canvas.convertToBlob({ type: "image/jpeg", quality: JPEG_QUALITY });
  return new Uint8Array(await blob.arrayBuffer());
}

const altOf = ({ page, persona, picture }: Page): string => page.alt ?? suggestedAlt(persona.name, picture.request);
const masterPath = ({ name }: Page): string => `masters/${name}.png`;
const jpegPath = ({ name }: Page): string => `jpeg/${name}.jpg`;

/** What a person has drawn and a model has changed is both's; what only came in is no model's. */
function sourceType({ origin, imported }: Picture): SourceType | undefined {
  if (imported) return undefined;
  return origin ? "composite" : "drawn";
}

function entryOf(at: Page, disclosure: boolean): PictureEntry {
  const { number, page, picture, persona } = at;
  const { seed, seconds, likeness, mark, request, width, height, origin, masterBy, tools } = picture;
  const type = disclosure && origin ? sourceType(picture) : undefined;
  return {
    page: number,
    id: picture.id,
    master: masterPath(at),
    jpeg: jpegPath(at),
    ...at.size,
    drawn: { width, height },
    ...(masterBy !== undefined && { enlargedBy: masterBy }),
    persona: { id: persona.id, name: persona.name },
    modelVersion: request.model.version,
    caption: page.caption,
    altText: altOf(at),
    seed,
    seconds,
    likeness,
    mark,
    stars: picture.stars ?? null,
    tags: picture.tags ?? [],
    createdAt: new Date(picture.createdAt).toISOString(),
    ...(origin && { origin }),
    ...(tools && { tools }),
    ...(type && { digitalSourceType: SOURCE_TYPES[type] }),
    request: { ...request, seeds: [seed] },
  };
}

const captionsOf = (pages: readonly Page[]): string =>
  csv([
    ["filename", "caption", "alt_text", "tags"],
    ...pages.map((at) => [masterPath(at), at.page.caption, altOf(at), (at.picture.tags ?? []).join("; ")]),
  ]);

function readMeOf(book: Lookbook, pages: readonly Page[], { at, disclosure }: ExportOptions): string {
  const used = new Set(pages.flatMap(({ picture: { request, tools = [] } }) => [request.pack.id, ...tools.map(({ id }) => id)]));
  return readMe({
    book: book.name,
    day: dayOf(at),
    pictures: pages.length,
    enlarged: pages.filter(({ picture }) => picture.master !== undefined).length,
    enlargers: [...new Set(pages.flatMap(({ picture }) => picture.masterBy ?? []))],
    files: [...new Set(pages.flatMap(({ picture }) => picture.origin?.name ?? []))],
    people: [...new Set(pages.map(({ persona }) => persona.name))],
    licences: [...packs.packs, ...packs.tools]
      .filter(({ id }) => used.has(id))
      .map(({ name, licence }) => `${name}: ${licence.name}. ${licence.limits}`),
    disclosure,
  });
}

/** @throws Failure `lookbook-empty`, `picture-missing`; AbortError when the signal aborts */
export async function packLookbook(
  vaultId: string,
  lookbookId: string,
  options: ExportOptions,
  report: (at: ExportReport) => void,
  signal: AbortSignal,
): Promise<Archive> {
  const { book, pages } = await pagesOf(vaultId, lookbookId);
  const files: FileEntry[] = [];
  const text = new TextEncoder();
  const start = performance.now();
  report({ stage: "files", done: 0, of: pages.length, secondsLeft: null });

  /** Notes what it is, on its way into the archive. */
  const noted = async (path: string, bytes: Uint8Array<ArrayBuffer>): Promise<Uint8Array> => {
    files.push({ path, bytes: bytes.length, sha256: await sha256Hex(bytes) });
    return bytes;
  };
  const finished = (done: number): void => {
    const each = (performance.now() - start) / 1000 / done;
    report({ stage: "files", done, of: pages.length, secondsLeft: each * (pages.length - done) });
  };
  const pictures = pages.flatMap((at): ZipEntry[] => [
    { path: masterPath(at), make: async () => noted(masterPath(at), new Uint8Array(await masterOf(at, vaultId))) },
    {
      path: jpegPath(at),
      make: async () => {
        const jpeg = await jpegOf(await masterOf(at, vaultId));
        const type = options.disclosure ? sourceType(at.picture) : undefined;
        const bytes = await noted(jpegPath(at), type ? withDisclosure(jpeg, type) : jpeg);
        finished(at.number);
        return bytes;
      },
    },
  ]);
  const written = (path: string, words: () => string): ZipEntry => ({ path, make: () => noted(path, text.encode(words())) });
  const manifest = (): LookbookManifest => ({
    schema: 1,
    kind: KIND,
    lookbook: { id: book.id, name: book.name },
    exportedAt: new Date(options.at).toISOString(),
    ...(options.disclosure && { aiGenerated: true, digitalSourceType: SOURCE_TYPES.drawn }),
    pictures: pages.map((at) => entryOf(at, options.disclosure)),
    files,
  });

  const file = await zip(
    [
      ...pictures,
      written("captions.csv", () => captionsOf(pages)),
      written("README.txt", () => readMeOf(book, pages, options)),
      { path: "manifest.json", make: () => Promise.resolve(text.encode(`${JSON.stringify(manifest(), null, 2)}\n`)) },
    ],
    options.at,
    signal,
  );
  return {
    name: `${safePart(book.name, "lookbook")}_${dayOf(options.at)}.zip`,
    file,
    pictures: pages.length,
    asDrawn: pages.filter(({ picture }) => picture.master === undefined).length,
  };
}
