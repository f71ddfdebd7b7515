/** @file The expression layer. */
import type { Layer } from "../layer";
import { composeExpression } from "./compose";
import { expressions } from "./templates";

export const expression: Layer = {
  kind: "expression",
  title: "Expression",
  ask: "Find an expression, or describe one",
  facets: [{ id: "expression", title: "Expression", options: expressions }],
  compose: composeExpression,
};
