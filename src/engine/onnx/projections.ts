/**
 * @file Products with a constant matrix, found by structure: MatMul, Gemm, and a convolution of 1 by 1.
 */
import { integer, type ModelProto, type NodeProto, type TensorProto } from "./proto.ts";

export interface Projection {
  /** The weight's own name without its suffix, or the node's where the exporter gave the weight none. */
  readonly name: string;
  readonly node: NodeProto;
  readonly from: number;
  readonly to: number;
}

/** Who makes a tensor and who takes it. */
export interface Wiring {
  readonly maker: ReadonlyMap<string, NodeProto>;
  readonly takers: ReadonlyMap<string, readonly NodeProto[]>;
  readonly weights: ReadonlyMap<string, TensorProto>;
  readonly inputs: ReadonlySet<string>;
}

export function wiringOf({ graph }: ModelProto): Wiring {
  const maker = new Map<string, NodeProto>();
  const takers = new Map<string, NodeProto[]>();
  for (const node of graph?.node ?? []) {
    for (const name of node.output) maker.set(name, node);
    for (const name of node.input) takers.set(name, [...(takers.get(name) ?? []), node]);
  }
  const weights = new Map((graph?.initializer ?? []).map((tensor) => [tensor.name, tensor]));
  const inputs = new Set((graph?.input ?? []).map(({ name }) => name).filter((name) => !weights.has(name)));
  return { maker, takers, weights, inputs };
}

const THROUGH = new Set(["Cast", "Transpose", "DequantizeLinear", "Identity"]);

/** The stored matrix behind a tensor, and whether it comes out transposed. */
function storedMatrix(wiring: Wiring, name: string) {
  let transposed = false;
  let at = name;
  for (let node = wiring.maker.get(at); node !== undefined && THROUGH.has(node.opType); node = wiring.maker.get(at)) {
    if (node.opType === "Transpose") transposed = !transposed;
    at = node.input[0] ?? "";
  }
  const tensor = wiring.weights.get(at);
  return tensor === undefined ? undefined : { name: at, shape: tensor.dims.map(Number), transposed };
}

/** As the module is called in the framework that exported it. */
const stem = (weight: string, node: NodeProto): string =>
  weight.startsWith("onnx::")
    ? node.name.replace(/^\/|\/(MatMul|Gemm|Conv)$/g, "").replaceAll("/", ".")
    : weight.replace(/\.weight$/, "");

export function projectionAt(wiring: Wiring, node: NodeProto): Projection | undefined {
  if (!["MatMul", "Gemm", "Conv"].includes(node.opType) || integer(node, "transA", 0) === 1) return undefined;
  const matrix = storedMatrix(wiring, node.input[1] ?? "");
  if (matrix === undefined) return undefined;
  const [first = 0, second = 0, ...kernel] = matrix.shape;
  if (node.opType === "Conv") {
    if (kernel.some((length) => length !== 1) || integer(node, "group", 1) !== 1) return undefined;
  } else if (matrix.shape.length !== 2) return undefined;
  // A convolution's weights are [out, in]; a product's are [in, out].
  const turned = node.opType === "Conv" || (integer(node, "transB", 0) === 1) !== matrix.transposed;
  const [from, to] = turned ? [second, first] : [first, second];
  return { name: stem(matrix.name, node), node, from, to };
}

/** All of a graph, by their names. */
export function projectionsOf(model: ModelProto): ReadonlyMap<string, Projection> {
  const wiring = wiringOf(model);
  const found = (model.graph?.node ?? []).flatMap((node) => projectionAt(wiring, node) ?? []);
  return new Map(found.map((each) => [each.name, each]));
}
