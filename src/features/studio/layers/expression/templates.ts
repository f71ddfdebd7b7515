/** @file What the face says. */
import { options } from "../layer";

export const expressions = options(
  ["Neutral", "neutral expression"],
  ["Soft smile", "a soft smile"],
  ["Laughing"],
  ["Serious", "a serious look"],
  ["Surprised", "a surprised look"],
  ["Thoughtful", "a thoughtful look"],
);
