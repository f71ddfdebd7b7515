/**
 * @file The files of a ZIP archive, read where they lie: the list from the archive's end, and one file's bytes as a stream, so that an archive
 * of gigabytes takes no memory.
 *
 * Format: PKWARE APPNOTE 6.3.10, stored and deflated entries, ZIP64. Names are only compared, never used as paths; how much comes out of
 * an entry is counted by whoever reads it.
 */

export interface ZipEntry {
  readonly name: string;
  /** As the archive says. */
  readonly bytes: number;
  open(): Promise<ReadableStream<Uint8Array>>;
}

const END = 0x06054b50;
const END64 = 0x06064b50;
const LOCATOR64 = 0x07064b50;
const CENTRAL = 0x02014b50;
const LOCAL = 0x04034b50;
const EXTRA64 = 0x0001;

const MOST_ENTRIES = 10_000;
const MOST_DIRECTORY_BYTES = 16 * 1024 * 1024;
/** A comment may follow the end record. */
const END_BYTES = 22;
const MOST_COMMENT_BYTES = 0xffff;

const broken = (what: string): never => {
  throw new TypeError(`not a ZIP archive: ${what}`);
};

const viewOf = async (blob: Blob): Promise<DataView> => new DataView(await blob.arrayBuffer());

/** Sizes and offsets are kept in 64 bits, of which JavaScript counts 53. */
function long(view: DataView, at: number): number {
  const value = Number(view.getBigUint64(at, true));
  return Number.isSafeInteger(value) ? value : broken("too large");
}

interface Directory {
  readonly start: number;
  readonly bytes: number;
  readonly entries: number;
}

async function findDirectory(archive: Blob): Promise<Directory> {
  const from = Math.max(0, archive.size - END_BYTES - MOST_COMMENT_BYTES - 20);
  const tail = await viewOf(archive.slice(from));
  let at = tail.byteLength - END_BYTES;
  while (at >= 0 && tail.getUint32(at, true) !== END) at--;
  if (at < 0) broken("no end");
  const directory = {
    entries: tail.getUint16(at + 10, true),
    bytes: tail.getUint32(at + 12, true),
    start: tail.getUint32(at + 16, true),
  };
  if (at < 20 || tail.getUint32(at - 20, true) !== LOCATOR64) return directory;
  const record = await viewOf(archive.slice(long(tail, at - 12), long(tail, at - 12) + 56));
  if (record.byteLength < 56 || record.getUint32(0, true) !== END64) broken("no 64-bit end");
  return { entries: long(record, 32), bytes: long(record, 40), start: long(record, 48) };
}

/** Sizes and the offset of an entry, from its 64-bit field where 32 bits were too few. */
function numbersOf(view: DataView, at: number): { packed: number; bytes: number; offset: number } {
  const numbers = {
    bytes: view.getUint32(at + 24, true),
    packed: view.getUint32(at + 20, true),
    offset: view.getUint32(at + 42, true),
  };
  const start = at + 46 + view.getUint16(at + 28, true);
  const end = start + view.getUint16(at + 30, true);
  for (let field = start; field + 4 <= end; field += 4 + view.getUint16(field + 2, true)) {
    if (view.getUint16(field, true) !== EXTRA64) continue;
    let value = field + 4;
    for (const name of ["bytes", "packed", "offset"] as const)
      if (numbers[name] === 0xffffffff) {
        numbers[name] = long(view, value);
        value += 8;
      }
  }
  return numbers;
}

async function open(archive: Blob, offset: number, packed: number, method: number): Promise<ReadableStream<Uint8Array>> {
  const header = await viewOf(archive.slice(offset, offset + 30));
  if (header.byteLength < 30 || header.getUint32(0, true) !== LOCAL) broken("an entry is not where it should be");
  const start = offset + 30 + header.getUint16(26, true) + header.getUint16(28, true);
  const stream = archive.slice(start, start + packed).stream();
  return method === 0 ? stream : stream.pipeThrough(new DecompressionStream("deflate-raw"));
}

/** @throws TypeError where it is no archive, or one that cannot be read here */
export async function readZip(archive: Blob): Promise<readonly ZipEntry[]> {
  const directory = await findDirectory(archive);
  if (directory.entries > MOST_ENTRIES || directory.bytes > MOST_DIRECTORY_BYTES) broken("too many entries");
  const view = await viewOf(archive.slice(directory.start, directory.start + directory.bytes));
  if (view.byteLength !== directory.bytes) broken("its list is cut short");
  const entries: ZipEntry[] = [];
  for (let at = 0, count = 0; count < directory.entries; count++) {
    if (at + 46 > view.byteLength || view.getUint32(at, true) !== CENTRAL) broken("its list is damaged");
    const [flags, method, length] = [view.getUint16(at + 8, true), view.getUint16(at + 10, true), view.getUint16(at + 28, true)];
    const name = new TextDecoder().decode(new Uint8Array(view.buffer, at + 46, Math.min(length, view.byteLength - at - 46)));
    const { bytes, packed, offset } = numbersOf(view, at);
    const isReadable = (flags & 1) === 0 && (method === 0 || method === 8);
    if (isReadable && !name.endsWith("/")) entries.push({ name, bytes, open: () => open(archive, offset, packed, method) });
    at += 46 + length + view.getUint16(at + 30, true) + view.getUint16(at + 32, true);
  }
  return entries;
}
