/**
 * @file A graph in single precision, with what is dear of it in half (as PyTorch's autocast does): products and convolutions take and make halves,
 * and what moves or adds up halves makes halves again. Sums, normalisations, exponentials and whatever meets a single stay as they are.
 *
 * What is given and what comes out stays in single precision. It knows no loss; whoever goes back through the graph scales theirs.
 */
import { create } from "@bufbuild/protobuf";
import { knownFrom } from "./constants.ts";
import { DataType, integer, makeNode, type ModelProto, type NodeProto, rewired } from "./proto.ts";
import { GraphProtoSchema, ModelProtoSchema } from "./schema/onnx_pb.ts";

const PRODUCTS = new Set("Conv ConvTranspose Gemm MatMul".split(" "));
/** In half where all that they take is. */
const FOLLOWING = new Set(
  (
    "Add Concat DepthToSpace Expand Flatten Gather Mul Neg Pad Relu Reshape Sigmoid Slice SpaceToDepth Split Squeeze Sub Tanh Tile " +
    "Transpose Unsqueeze Where"
  ).split(" "),
);

/** Normal numbers of binary16. */
const [LEAST, MOST] = [2 ** -14, 65_504];
const fits = (value: number): boolean => value === 0 || (Math.abs(value) >= LEAST && Math.abs(value) <= MOST);

/** @param typeOf type of any tensor of the model in single precision */
export function narrowed(model: ModelProto, typeOf: (name: string) => DataType): ModelProto {
  const { graph } = model;
  if (graph === undefined) return model;
  const outputs = new Set(graph.output.map(({ name }) => name));
  /** Halves by the name of what they are halves of, and singles of what is made in half. */
  const [halves, singles] = [new Map<string, string>(), new Map<string, string>()];
  const made = new Set<string>();
  const nodes: NodeProto[] = [];
  const cast = (known: Map<string, string>, name: string, to: DataType): string => {
    const found = known.get(name);
    if (found !== undefined) return found;
    const own = `${name}.${to === DataType.FLOAT16 ? "half" : "single"}`;
    nodes.push(makeNode("Cast", [name], [own], { to }));
    known.set(name, own);
    return own;
  };
  const isReal = (name: string): boolean => name !== "" && typeOf(name) === DataType.FLOAT;
  const inHalf = (name: string): string => (!isReal(name) || made.has(name) ? name : cast(halves, name, DataType.FLOAT16));
  const inSingle = (name: string): string => (made.has(name) ? cast(singles, name, DataType.FLOAT) : name);
  const small = new Set(
    graph.initializer.flatMap((each) => {
      const known = each.dataType === DataType.FLOAT ? knownFrom(each) : undefined;
      return known !== undefined && known.data.length === 1 && known.data.every(fits) ? [each.name] : [];
    }),
  );
  const stored = new Set(graph.initializer.filter((each) => each.dataType === DataType.FLOAT16).map(({ name }) => name));
  for (const node of graph.node) {
    const reals = node.input.filter(isReal);
    const follows = FOLLOWING.has(node.opType) && reals.some((name) => made.has(name));
    const narrow =
      !node.output.some((name) => outputs.has(name)) &&
      (PRODUCTS.has(node.opType) || (follows && reals.every((name) => made.has(name) || small.has(name))));
    // Weights that are stored as halves are halves already.
    const [source = ""] = node.input;
    if (node.opType === "Cast" && integer(node, "to", 0) === DataType.FLOAT && stored.has(source))
      halves.set(node.output[0] ?? "", source);
    if (narrow) for (const name of node.output) made.add(name);
    const input = node.input.map(narrow ? inHalf : inSingle);
    nodes.push(input.every((name, i) => name === node.input[i]) ? node : rewired(node, node.name, input, node.output));
  }
  const { $typeName: _graph, $unknown: _0, ...parts } = graph;
  const { $typeName: _model, $unknown: _1, ...rest } = model;
  return create(ModelProtoSchema, { ...rest, graph: create(GraphProtoSchema, { ...parts, node: nodes }) });
}
