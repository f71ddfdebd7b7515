/** @file Places a portrait can be set in, each with the preposition it takes. */
import { options } from "../layer";

export const places = options(
  ["Plain studio", "in a plain studio"],
  ["Dark studio", "in a dark studio"],
  ["Window-lit room", "in a window-lit room"],
  ["Café", "in a café"],
  ["Library", "in a library"],
  ["Garden", "in a garden"],
  ["Forest", "in a forest"],
  ["Beach", "at the beach"],
  ["Mountains", "in the mountains"],
  ["City street", "on a city street"],
  ["Neon street at night", "on a neon street at night"],
  ["Rooftop at sunset", "on a rooftop at sunset"],
  ["Office", "in an office"],
  ["Stage", "on stage"],
  ["Snow", "in the snow"],
  ["Desert", "in the desert"],
  ["Kitchen", "in a kitchen"],
  ["Gallery", "in a gallery"],
);
