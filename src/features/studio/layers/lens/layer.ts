/** @file The lens layer. */
import type { Layer } from "../layer";
import { composeLens } from "./compose";
import { framings } from "./templates";

export const lens: Layer = {
  kind: "lens",
  title: "Lens",
  ask: "Find a framing, or describe one",
  facets: [{ id: "framing", title: "Framing", options: framings }],
  compose: composeLens,
};
