/**
 * @file Gradients of activation functions. SiLU and the decomposed GELUs are products of these.
 */
import { float, string } from "../proto.ts";
import { pointwise, type RuleTable } from "./rule.ts";

const TANH_GELU = { inner: Math.sqrt(2 / Math.PI), cubic: 0.044715 };

export const activations: RuleTable = {
  Sigmoid: pointwise((graph, _, y) => graph.op("Mul", [y, graph.op("Sub", [graph.scalar(1), y])])),
  Tanh: pointwise((graph, _, y) => graph.op("Sub", [graph.scalar(1), graph.op("Mul", [y, y])])),
  Relu: ({ graph, gradient, input }) => [
    graph.op("Where", [graph.op("Greater", [input(0), graph.scalar(0)]), gradient, graph.scalar(0)]),
  ],
  LeakyRelu: pointwise((graph, x, _, { node }) =>
    graph.op("Where", [graph.op("Less", [x, graph.scalar(0)]), graph.scalar(float(node, "alpha", 0.01)), graph.scalar(1)]),
  ),
  /** Its slopes are weights, which stay as they are. */
  PRelu: pointwise((graph, x, _, { input }) =>
    graph.op("Where", [graph.op("Less", [x, graph.scalar(0)]), input(1), graph.scalar(1)]),
  ),
  Softplus: pointwise((graph, x) => graph.op("Sigmoid", [x])),
  /** 2/√π · exp(−x²) */
  Erf: pointwise((graph, x) =>
    graph.op("Mul", [graph.scalar(2 / Math.sqrt(Math.PI)), graph.op("Exp", [graph.op("Neg", [graph.op("Mul", [x, x])])])]),
  ),
  /** Φ(x) + x φ(x), or the same of its tanh approximation. */
  Gelu: pointwise((graph, x, _, { node }) => {
    const [half, one] = [graph.scalar(0.5), graph.scalar(1)];
    const square = graph.op("Mul", [x, x]);
    if (string(node, "approximate", "none") === "none") {
      const distribution = graph.op("Mul", [
        half,
        graph.op("Add", [one, graph.op("Erf", [graph.op("Mul", [x, graph.scalar(Math.SQRT1_2)])])]),
      ]);
      const density = graph.op("Mul", [
        graph.scalar(1 / Math.sqrt(2 * Math.PI)),
        graph.op("Exp", [graph.op("Mul", [square, graph.scalar(-0.5)])]),
      ]);
      return graph.op("Add", [distribution, graph.op("Mul", [x, density])]);
    }
    const { inner, cubic } = TANH_GELU;
    const bent = graph.op("Mul", [x, graph.op("Add", [one, graph.op("Mul", [square, graph.scalar(cubic)])])]);
    const t = graph.op("Tanh", [graph.op("Mul", [bent, graph.scalar(inner)])]);
    const slope = graph.op("Mul", [
      graph.op("Sub", [one, graph.op("Mul", [t, t])]),
      graph.op("Add", [graph.scalar(inner), graph.op("Mul", [square, graph.scalar(3 * inner * cubic)])]),
    ]);
    return graph.op("Mul", [half, graph.op("Add", [graph.op("Add", [one, t]), graph.op("Mul", [x, slope])])]);
  }),
};
