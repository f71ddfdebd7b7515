/** @file The hair layer. */
import type { Layer } from "../layer";
import { composeHair } from "./compose";
import { colours, styles } from "./templates";

export const hair: Layer = {
  kind: "hair",
  title: "Hair",
  ask: "Find a style, or describe one",
  facets: [
    { id: "style", title: "Style", options: styles },
    { id: "colour", title: "Colour", options: colours },
  ],
  compose: composeHair,
};
