/**
 * @file Shapes of what is computed element by element, with broadcasting.
 */
import { DataType, integer } from "../proto.ts";
import { broadcast } from "../shapes.ts";
import type { Infer, InferTable } from "./rule.ts";

const same: Infer = ({ info }) => [{ type: info(0).type, shape: info(0).shape }];

const spread: Infer = ({ node, info }) => [{ type: info(0).type, shape: broadcast(node.input.map((_, i) => info(i).shape)) }];

const compare: Infer = (inputs) => spread(inputs).map(({ shape }) => ({ type: DataType.BOOL, shape }));

const choose: Infer = (inputs) => spread(inputs).map(({ shape }) => ({ type: inputs.info(1).type, shape }));

const table = (rule: Infer, ops: string): InferTable => Object.fromEntries(ops.split(" ").map((op) => [op, rule]));

export const elementwise: InferTable = {
  ...table(
    same,
    "Abs Ceil Clip Cos CumSum Erf Exp Floor Gelu HardSigmoid HardSwish Identity LeakyRelu Log LogSoftmax Mish Neg Not PRelu QuickGelu Reciprocal Relu Round Sigmoid Sign Sin Softmax Softplus Sqrt Tanh Dropout",
  ),
  ...table(spread, "Add Sub Mul Div Pow Min Max Mod Sum"),
  ...table(compare, "Equal Less LessOrEqual Greater GreaterOrEqual And Or"),
  Where: choose,
  Cast: ({ node, info }) => [{ type: integer(node, "to", DataType.FLOAT), shape: info(0).shape }],
  DequantizeLinear: ({ info }) => [{ type: info(1).type, shape: info(0).shape }],
};
