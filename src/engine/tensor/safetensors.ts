/**
 * @file The safetensors format: named float32 tensors behind a JSON header, nothing executable.
 *
 * The reader trusts nothing: every length is checked against the file before anything is allocated, and the tensors must
 * tile the data exactly (github.com/huggingface/safetensors, "Format"). It knows no persona and no pack.
 */
import { Failure } from "~/contracts/failure.ts";
import { sizeOf, type FloatTensor } from "./tensor.ts";

export interface Safetensors {
  readonly tensors: ReadonlyMap<string, FloatTensor>;
  readonly metadata: Readonly<Record<string, string>>;
}

const LENGTH_BYTES = 8;
const MAX_HEADER_BYTES = 16 * 1024 * 1024;
const MAX_TENSORS = 50_000;
const MAX_RANK = 8;
const METADATA = "__metadata__";
const FLOAT_BYTES = 4;

const refuse = (reason: string): never => {
  throw new Failure("safetensors-invalid", { reason });
};

const isObject = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);

const isLength = (value: unknown): value is number => Number.isSafeInteger(value) && (value as number) >= 0;

/** JSON.parse keeps the last of two equal keys, other readers the first; a file that means two things is refused. */
function refuseRepeatedNames(header: string): void {
  const names = new Set<string>();
  let depth = 0;
  for (const token of header.matchAll(/"(?:[^"\\]|\\.)*"(\s*:)?|[{}[\]]/g)) {
    if (token[0] === "{" || token[0] === "[") depth++;
    else if (token[0] === "}" || token[0] === "]") depth--;
    else if (depth === 1 && token[1] !== undefined) {
      const name = JSON.parse(token[0].slice(0, -token[1].length)) as string;
      if (names.has(name)) refuse("a name appears twice");
      names.add(name);
    }
  }
}

function parseHeader(bytes: Uint8Array): Record<string, unknown> {
  try {
    const text = new TextDecoder("utf-8", { fatal: true }).decode(bytes);
    const header: unknown = JSON.parse(text);
    if (!isObject(header)) return refuse("the header is not an object");
    refuseRepeatedNames(text);
    return header;
  } catch (error) {
    if (error instanceof Failure) throw error;
    return refuse("the header is not JSON");
  }
}

function parseMetadata(value: unknown): Record<string, string> {
  if (value === undefined) return {};
  if (!isObject(value)) return refuse("the metadata is not an object");
  const entries = Object.entries(value);
  if (!entries.every((entry): entry is [string, string] => typeof entry[1] === "string"))
    return refuse("the metadata holds something other than text");
  return Object.fromEntries(entries);
}

interface Placed {
  readonly name: string;
  readonly shape: readonly number[];
  readonly from: number;
  readonly to: number;
}

function parseEntry(name: string, entry: unknown): Placed {
  if (name === "__proto__" || !isObject(entry)) return refuse("an entry is not a tensor");
  const { dtype, shape, data_offsets: offsets } = entry;
  if (dtype !== "F32") return refuse("a tensor is not float32");
  if (!Array.isArray(shape) || shape.length > MAX_RANK || !shape.every(isLength)) return refuse("a shape is not one");
  if (!Array.isArray(offsets) || offsets.length !== 2 || !offsets.every(isLength)) return refuse("offsets are not two lengths");
  const [from, to] = offsets as [number, number];
  if (to - from !== sizeOf(shape) * FLOAT_BYTES) return refuse("a shape does not fill its bytes");
  return { name, shape, from, to };
}

/** @throws Failure `safetensors-invalid` for any file that is not exactly what the format says */
export function readSafetensors(file: ArrayBuffer): Safetensors {
  if (file.byteLength < LENGTH_BYTES) return refuse("shorter than its length field");
  const declared = new DataView(file).getBigUint64(0, true);
  if (declared > BigInt(Math.min(MAX_HEADER_BYTES, file.byteLength - LENGTH_BYTES))) return refuse("the header is too long");
  const dataStart = LENGTH_BYTES + Number(declared);
  const { [METADATA]: metadata, ...entries } = parseHeader(new Uint8Array(file, LENGTH_BYTES, Number(declared)));
  const names = Object.keys(entries);
  if (names.length > MAX_TENSORS) return refuse("too many tensors");
  const placed = names.map((name) => parseEntry(name, entries[name])).sort((a, b) => a.from - b.from || a.to - b.to);
  let covered = 0;
  for (const { from, to } of placed) {
    if (from !== covered) return refuse("tensors overlap or leave a gap");
    covered = to;
  }
  if (dataStart + covered !== file.byteLength) return refuse("tensors do not cover the file");
  const tensors = new Map<string, FloatTensor>();
  for (const { name, shape, from, to } of placed)
    tensors.set(name, { shape, data: new Float32Array(file.slice(dataStart + from, dataStart + to)) });
  return { tensors, metadata: parseMetadata(metadata) };
}

/** Same tensors and metadata in the same order: same bytes. */
export function writeSafetensors({ tensors, metadata }: Safetensors): ArrayBuffer {
  const header: Record<string, unknown> = { [METADATA]: metadata };
  let offset = 0;
  for (const [name, { shape, data }] of tensors) {
    header[name] = { dtype: "F32", shape, data_offsets: [offset, offset + data.byteLength] };
    offset += data.byteLength;
  }
  const json = JSON.stringify(header);
  const text = new TextEncoder().encode(json + " ".repeat((8 - (new TextEncoder().encode(json).length % 8)) % 8));
  const file = new ArrayBuffer(LENGTH_BYTES + text.length + offset);
  new DataView(file).setBigUint64(0, BigInt(text.length), true);
  new Uint8Array(file).set(text, LENGTH_BYTES);
  let at = LENGTH_BYTES + text.length;
  for (const { data } of tensors.values()) {
    new Uint8Array(file).set(new Uint8Array(data.buffer, data.byteOffset, data.byteLength), at);
    at += data.byteLength;
  }
  return file;
}
