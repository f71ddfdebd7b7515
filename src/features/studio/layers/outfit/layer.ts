/** @file The outfit layer, accessories included. */
import type { Layer } from "../layer";
import { composeOutfit } from "./compose";
import { accessories, colours, garments } from "./templates";

export const outfit: Layer = {
  kind: "outfit",
  title: "Outfit",
  ask: "Find clothes, or describe them",
  facets: [
    { id: "garment", title: "Clothes", options: garments },
    { id: "colour", title: "Colour", options: colours },
    { id: "accessory", title: "Worn with it", options: accessories },
  ],
  compose: composeOutfit,
};
