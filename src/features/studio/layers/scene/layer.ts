/** @file The scene layer. */
import type { Layer } from "../layer";
import { composeScene } from "./compose";
import { places } from "./templates";

export const scene: Layer = {
  kind: "scene",
  title: "Scene",
  ask: "Find a place, or describe one",
  facets: [{ id: "place", title: "Place", options: places }],
  compose: composeScene,
};
