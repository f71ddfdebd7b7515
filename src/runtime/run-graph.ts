/**
 * @file One evaluation of one ONNX session: roles in, roles out, through the names that the pack's manifest gives them.
 */
import type { InferenceSession, Tensor } from "onnxruntime-web";
import { Failure } from "~/contracts/failure.ts";
import type { GraphRole, GraphSpec } from "~/contracts/manifest.ts";
import type { Feeds, FloatTensor, Outputs } from "~/engine/tensor/tensor.ts";

/** What is needed of ORT, whichever of its builds was loaded: a session takes only tensors of its own build. */
export interface Ort {
  readonly Tensor: typeof Tensor;
  readonly InferenceSession: { create(bytes: Uint8Array, options: InferenceSession.SessionOptions): Promise<InferenceSession> };
}

const fail = (graph: GraphRole, reason: string, cause?: unknown): Failure =>
  new Failure("graph-failed", { graph, reason }, cause === undefined ? undefined : { cause });

function toOrt(ort: Ort, graph: GraphRole, spec: GraphSpec, feeds: Feeds): InferenceSession.FeedsType {
  const named: Record<string, Tensor> = {};
  for (const [role, { shape, data }] of Object.entries(feeds)) {
    const input = spec.inputs[role];
    if (input === undefined) throw fail(graph, `takes no ${role}`);
    named[input.name] =
      data instanceof BigInt64Array ? new ort.Tensor("int64", data, shape) : new ort.Tensor("float32", data, shape);
  }
  return named;
}

export async function runGraph(
  ort: Ort,
  session: InferenceSession,
  graph: GraphRole,
  spec: GraphSpec,
  feeds: Feeds,
): Promise<Outputs> {
  const named = toOrt(ort, graph, spec, feeds);
  const results = await session.run(named).catch((error: unknown) => {
    throw fail(graph, String(error), error);
  });
  const outputs: Record<string, FloatTensor> = {};
  for (const [role, { name }] of Object.entries(spec.outputs)) {
    const result = results[name];
    if (!(result?.data instanceof Float32Array)) throw fail(graph, `gave no ${name} in float32`);
    outputs[role] = { shape: result.dims, data: result.data };
  }
  return outputs;
}
