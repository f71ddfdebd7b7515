/**
 * @file One evaluation of one ONNX session: roles in, roles out, through the names, the element types and the batch that the pack's graphs have.
 *
 * The engine calculates in single precision, one picture at a time, and knows none of this.
 */
import type { InferenceSession, Tensor } from "onnxruntime-web";
import { Failure } from "~/contracts/failure.ts";
import type { GraphRole, GraphSpec, TensorSpec } from "~/contracts/manifest.ts";
import { fromHalf, toHalf } from "~/engine/tensor/half.ts";
import type { Feeds, FloatTensor, Outputs } from "~/engine/tensor/tensor.ts";

/** What is needed of ORT, whichever of its builds was loaded: a session takes only tensors of its own build. */
export interface Ort {
  readonly Tensor: typeof Tensor;
  readonly InferenceSession: { create(bytes: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
}

/** What is needed of a session, wherever its tensors are. */
export type Session = Pick<InferenceSession, "inputMetadata" | "outputMetadata" | "release"> & {
  run(feeds: InferenceSession.FeedsType): Promise<InferenceSession.ReturnType>;
};

const fail = (graph: GraphRole, reason: string, cause?: unknown): Failure =>
  new Failure("graph-failed", { graph, reason }, cause === undefined ? undefined : { cause });

type Declared = InferenceSession.ValueMetadata & { readonly isTensor: true };

const declared = (list: readonly InferenceSession.ValueMetadata[], name: string): Declared | undefined =>
  list.find((each): each is Declared => each.isTensor && each.name === name);

const allows = (dtype: TensorSpec["dtype"], type: string): boolean =>
  dtype === type || (dtype === "float" && (type === "float32" || type === "float16"));

/**
 * A pack whose manifest is wrong about a graph is not run at all.
 *
 * @throws Failure `graph-failed` naming the first tensor that the graph lacks or has otherwise
 */
export function checkSession(session: Session, graph: GraphRole, { inputs, outputs }: GraphSpec): void {
  const compare = (specs: GraphSpec["inputs"], list: readonly InferenceSession.ValueMetadata[]): void => {
    for (const { name, dtype, shape } of Object.values(specs)) {
      const found = declared(list, name);
      if (!found) throw fail(graph, `has no ${name}`);
      if (!allows(dtype, found.type)) throw fail(graph, `has ${name} in ${found.type}, not ${dtype}`);
      if (found.shape.length !== shape.length)
        throw fail(graph, `has ${name} of rank ${found.shape.length}, not ${shape.length}`);
    }
  };
  compare(inputs, session.inputMetadata);
  compare(outputs, session.outputMetadata);
}

/** The same values in the type that the graph takes them in; a time between two that it was taught becomes the nearer one. */
function cast(ort: Ort, type: string, data: Float32Array | BigInt64Array, dims: readonly number[]): Tensor {
  const whole = (): number[] => Array.from(data as ArrayLike<number | bigint>, (value) => Math.round(Number(value)));
  switch (type) {
    case "float16":
      return new ort.Tensor("float16", toHalf(data instanceof Float32Array ? data : Float32Array.from(whole())), dims);
    case "int64":
      return new ort.Tensor("int64", data instanceof BigInt64Array ? data : BigInt64Array.from(whole(), BigInt), dims);
    case "int32":
      return new ort.Tensor("int32", Int32Array.from(whole()), dims);
    default:
      return new ort.Tensor("float32", data instanceof Float32Array ? data : Float32Array.from(whole()), dims);
  }
}

/** One row as often as the graph's fixed batch wants it. */
function repeated<Data extends Float32Array | BigInt64Array>(data: Data, times: number): Data {
  if (times === 1) return data;
  const all = new (data.constructor as new (length: number) => Data)(data.length * times);
  for (let i = 0; i < times; i++) all.set(data as never, i * data.length);
  return all;
}

/** How often the rows of a feed are repeated, by the first of them that the graph takes in a larger batch of fixed size. */
const timesOf = ({ inputs }: GraphSpec, feeds: Feeds): number =>
  Math.max(
    1,
    ...Object.entries(feeds).map(([role, { shape }]) => (shape[0] === 1 && shape.length > 1 ? (inputs[role]?.shape[0] ?? 1) : 1)),
  );

/** Lengths of every input as the graph is given it, by its name there. */
export function lengthsOf(spec: GraphSpec, feeds: Feeds): Readonly<Record<string, readonly number[]>> {
  const times = timesOf(spec, feeds);
  return Object.fromEntries(
    Object.entries(feeds).map(([role, { shape }]) => {
      const { name = role, shape: allowed = [] } = spec.inputs[role] ?? {};
      return [name, [(allowed[0] === times ? times : 1) * (shape[0] ?? 1), ...shape.slice(1)]];
    }),
  );
}

function toOrt(ort: Ort, session: Session, graph: GraphRole, spec: GraphSpec, feeds: Feeds): InferenceSession.FeedsType {
  const named: Record<string, Tensor> = {};
  const times = timesOf(spec, feeds);
  const lengths = lengthsOf(spec, feeds);
  for (const [role, { data }] of Object.entries(feeds)) {
    const input = spec.inputs[role];
    if (input === undefined) throw fail(graph, `takes no ${role}`);
    const type = input.dtype === "float" ? (declared(session.inputMetadata, input.name)?.type ?? "float32") : input.dtype;
    const rows = input.shape[0] === times ? times : 1;
    named[input.name] = cast(ort, type, repeated(data, rows), lengths[input.name] ?? []);
  }
  return named;
}

/** What a tensor holds, as single precision, yes as 1 and no as 0; undefined where it holds no such numbers. */
function floatsOf({ type, data }: Tensor): Float32Array | undefined {
  if (type === "bool") return Float32Array.from(data as Uint8Array);
  if (type !== "float16") return data instanceof Float32Array ? data : undefined;
  const halves = data as Uint16Array;
  // Where the browser has Float16Array, `data` is one; its bits are what is wanted.
  return fromHalf(new Uint16Array(halves.buffer, halves.byteOffset, halves.length));
}

export async function runGraph(ort: Ort, session: Session, graph: GraphRole, spec: GraphSpec, feeds: Feeds): Promise<Outputs> {
  const named = toOrt(ort, session, graph, spec, feeds);
  const times = timesOf(spec, feeds);
  const results = await session.run(named).catch((error: unknown) => {
    throw fail(graph, String(error), error);
  });
  const outputs: Record<string, FloatTensor> = {};
  for (const [role, { name }] of Object.entries(spec.outputs)) {
    const result = results[name];
    const data = result && floatsOf(result);
    if (!data) throw fail(graph, `gave no ${name} in floats`);
    const [rows = 1, ...rest] = result.dims;
    // Rows that were only there to fill the batch are left out.
    outputs[role] =
      times === 1 ? { shape: result.dims, data } : { shape: [rows / times, ...rest], data: data.slice(0, data.length / times) };
  }
  return outputs;
}
