/**
 * @file The vector-Jacobian rule of every operator that has one.
 */
import type { NodeProto } from "../proto.ts";
import { refuse } from "../shapes.ts";
import { activations } from "./activations.ts";
import { convolution } from "./convolution.ts";
import { elementwise } from "./elementwise.ts";
import { gather } from "./gather.ts";
import { gridSample } from "./grid-sample.ts";
import { matrix } from "./matrix.ts";
import { movement } from "./movement.ts";
import { normalisation } from "./normalisation.ts";
import { reduction } from "./reduction.ts";
import { resize } from "./resize.ts";
import type { Rule, RuleTable } from "./rule.ts";

const RULES: RuleTable = {
  ...activations,
  ...convolution,
  ...elementwise,
  ...gather,
  ...matrix,
  ...movement,
  ...normalisation,
  ...reduction,
  GridSample: gridSample,
  Resize: resize,
};

/** Operators whose results are constant between jumps: nothing flows back through them. */
export const FLAT = new Set(
  "Shape Floor Ceil Round Sign Equal Less LessOrEqual Greater GreaterOrEqual And Or Not ConstantOfShape Range".split(" "),
);

export const ruleOf = (node: NodeProto): Rule =>
  (node.domain === "" ? RULES[node.opType] : undefined) ?? refuse(`no gradient rule for ${node.domain} ${node.opType}`);
