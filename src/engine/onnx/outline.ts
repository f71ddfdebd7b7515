/**
 * @file What an ONNX file says of itself, read past its weights: inputs and outputs, operators, and where it says that more of it lies.
 *
 * A file may be gigabytes and somebody's malice: only as much of it is read as its structure takes, and every length is held against what is
 * there. The numbers are the fields of the published schema (onnx.proto3).
 */

/** A file that can be read anywhere. */
export interface Source {
  readonly length: number;
  /** Bytes `start … end - 1`. */
  read(start: number, end: number): Promise<Uint8Array>;
}

export interface Value {
  readonly name: string;
  /** As TensorProto.DataType numbers them. */
  readonly type: number;
  readonly rank: number;
}

export interface Outline {
  readonly inputs: readonly Value[];
  readonly outputs: readonly Value[];
  /** As `domain.operator`; without a domain it is one of ONNX's own. */
  readonly operators: ReadonlySet<string>;
  /** Where weights are said to lie that are not in the file, and how many bytes there they need. */
  readonly external: ReadonlyMap<string, number>;
  /** Whether it brings operators of its own. */
  readonly functions: boolean;
}

export class MalformedModel extends Error {}

const WINDOW = 1 << 16;
const utf8 = new TextDecoder();

/** Moves over the file, with a window of it at hand. */
class Cursor {
  #window: Uint8Array = new Uint8Array(0);
  #from = 0;
  readonly #source: Source;
  constructor(source: Source) {
    this.#source = source;
  }

  async bytes(start: number, end: number): Promise<Uint8Array> {
    if (end > this.#source.length) throw new MalformedModel("it ends before it should");
    if (start < this.#from || end > this.#from + this.#window.length) {
      this.#window = await this.#source.read(start, Math.min(this.#source.length, Math.max(end, start + WINDOW)));
      this.#from = start;
    }
    return this.#window.subarray(start - this.#from, end - this.#from);
  }

  /** @param limit where what holds it ends; @returns the number and where it ended */
  async varint(at: number, limit: number): Promise<readonly [value: number, next: number]> {
    const seen = await this.bytes(at, Math.min(at + 10, limit));
    let value = 0;
    for (let i = 0; i < seen.length; i++) {
      value += (seen[i]! & 0x7f) * 2 ** (7 * i);
      if (seen[i]! < 0x80) return [value, at + i + 1];
    }
    throw new MalformedModel("a number does not end");
  }

  text = async ({ start, end }: Field): Promise<string> => utf8.decode(await this.bytes(start, end));
}

interface Field {
  readonly number: number;
  /** Of numbers. */
  readonly value: number;
  /** Of what has a length. */
  readonly start: number;
  readonly end: number;
}

async function* fields(cursor: Cursor, { start, end }: Pick<Field, "start" | "end">): AsyncGenerator<Field> {
  for (let at = start; at < end;) {
    const [tag, next] = await cursor.varint(at, end);
    const number = Math.floor(tag / 8);
    const field = { number, value: 0, start: next, end: next };
    switch (tag % 8) {
      case 0: {
        const [value, after] = await cursor.varint(next, end);
        yield { ...field, value };
        at = after;
        break;
      }
      case 1:
      case 5:
        at = next + (tag % 8 === 1 ? 8 : 4);
        break;
      case 2: {
        const [length, after] = await cursor.varint(next, end);
        at = after + length;
        if (at > end) throw new MalformedModel("it ends before it should");
        yield { ...field, start: after, end: at };
        break;
      }
      default:
        throw new MalformedModel("it is no ONNX file");
    }
    if (at > end) throw new MalformedModel("it ends before it should");
  }
}

class Reader {
  readonly #cursor: Cursor;
  readonly operators = new Set<string>();
  readonly external = new Map<string, number>();
  readonly inputs: Value[] = [];
  readonly outputs: Value[] = [];
  functions = false;
  graphs = 0;
  constructor(source: Source) {
    this.#cursor = new Cursor(source);
  }

  async model(length: number): Promise<void> {
    for await (const field of fields(this.#cursor, { start: 0, end: length })) {
      if (field.number === 7) {
        this.graphs += 1;
        await this.#graph(field, true);
      }
      if (field.number === 25) this.functions = true;
    }
  }

  async #graph(graph: Field, outermost: boolean): Promise<void> {
    for await (const field of fields(this.#cursor, graph)) {
      if (field.number === 1) await this.#node(field);
      if (field.number === 5) await this.#tensor(field);
      if (field.number === 15)
        for await (const part of fields(this.#cursor, field)) if (part.number <= 2) await this.#tensor(part);
      if (outermost && field.number === 11) this.inputs.push(await this.#value(field));
      if (outermost && field.number === 12) this.outputs.push(await this.#value(field));
    }
  }

  async #node(node: Field): Promise<void> {
    let [operator, domain] = ["", ""];
    for await (const field of fields(this.#cursor, node)) {
      if (field.number === 4) operator = await this.#cursor.text(field);
      if (field.number === 7) domain = await this.#cursor.text(field);
      if (field.number === 5)
        for await (const part of fields(this.#cursor, field)) {
          if (part.number === 5 || part.number === 10) await this.#tensor(part);
          if (part.number === 6 || part.number === 11) await this.#graph(part, false);
        }
    }
    this.operators.add(domain === "" || domain === "ai.onnx" ? operator : `${domain}.${operator}`);
  }

  async #tensor(tensor: Field): Promise<void> {
    const told = new Map<string, string>();
    for await (const field of fields(this.#cursor, tensor)) {
      if (field.number !== 13) continue;
      let [key, value] = ["", ""];
      for await (const part of fields(this.#cursor, field)) {
        if (part.number === 1) key = await this.#cursor.text(part);
        if (part.number === 2) value = await this.#cursor.text(part);
      }
      told.set(key, value);
    }
    const location = told.get("location");
    if (location === undefined) return;
    const end = Number(told.get("offset") ?? 0) + Number(told.get("length") ?? 0);
    if (!Number.isSafeInteger(end) || end < 0) throw new MalformedModel("it says nothing sensible of where its weights lie");
    this.external.set(location, Math.max(end, this.external.get(location) ?? 0));
  }

  async #value(info: Field): Promise<Value> {
    let [name, type, rank] = ["", 0, 0];
    for await (const field of fields(this.#cursor, info)) {
      if (field.number === 1) name = await this.#cursor.text(field);
      if (field.number !== 2) continue;
      for await (const tensor of fields(this.#cursor, field)) {
        if (tensor.number !== 1) continue;
        for await (const part of fields(this.#cursor, tensor)) {
          if (part.number === 1) type = part.value;
          if (part.number === 2) for await (const dimension of fields(this.#cursor, part)) if (dimension.number === 1) rank += 1;
        }
      }
    }
    return { name, type, rank };
  }
}

/** @throws MalformedModel */
export async function readOutline(source: Source): Promise<Outline> {
  const reader = new Reader(source);
  await reader.model(source.length);
  if (reader.graphs !== 1) throw new MalformedModel("it holds no graph");
  return reader;
}
