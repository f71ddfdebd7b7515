/** @file How near the picture is. */
import { options } from "../layer";

export const framings = options(
  ["Tight headshot"],
  ["Head and shoulders", "head-and-shoulders portrait"],
  ["Half body", "half-body portrait"],
);
