/**
 * @file A graph that draws nothing by chance: noise that it would make by itself, from a seed that nobody can say, becomes zero.
 *
 * Exporters of Stable Diffusion leave an encoder's latent to be drawn from what was read; with no noise it is the middle of that, every time.
 */
import { create } from "@bufbuild/protobuf";
import { integer, makeNode, type NodeProto, readModel, writeModel } from "./proto.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./schema/onnx_pb.ts";

const NOISE = "RandomNormalLike";

/** Zeros of the shape that the noise would have, and of its type where the node names one. */
function zeros(node: NodeProto): readonly NodeProto[] {
  const [like, made] = [node.input[0]!, node.output[0]!];
  const to = integer(node, "dtype", 0);
  if (to === 0) return [makeNode("Sub", [like, like], [made])];
  return [makeNode("Sub", [like, like], [`${made}.none`]), makeNode("Cast", [`${made}.none`], [made], { to })];
}

/** @returns the file itself where it has no such noise */
export function withoutChance(file: Uint8Array<ArrayBuffer>): Uint8Array<ArrayBuffer> {
  const { graph, $typeName: _model, $unknown: _0, ...rest } = readModel(file);
  if (!graph?.node.some(({ opType }) => opType === NOISE)) return file;
  const { $typeName: _graph, $unknown: _1, ...parts } = graph;
  const node = graph.node.flatMap((each) => (each.opType === NOISE ? zeros(each) : [each]));
  return writeModel(create(ModelProtoSchema, { ...rest, graph: create(GraphProtoSchema, { ...parts, node }) }));
}
