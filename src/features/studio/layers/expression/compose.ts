/** @file The expression. */
import type { Picked } from "../layer";

export const composeExpression = (picked: Picked): string => picked("expression")?.words ?? "";
