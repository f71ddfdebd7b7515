/** @file The light layer. */
import type { Layer } from "../layer";
import { composeLight } from "./compose";
import { lights } from "./templates";

export const light: Layer = {
  kind: "light",
  title: "Light",
  ask: "Find a light, or describe one",
  facets: [{ id: "light", title: "Light", options: lights }],
  compose: composeLight,
};
