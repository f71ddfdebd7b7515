/** @file Ways the light falls. */
import { options } from "../layer";

export const lights = options(
  ["Soft, from the left", "soft light from the left"],
  ["Soft, from the right", "soft light from the right"],
  ["Golden hour", "golden hour light"],
  ["Dramatic side light", "dramatic side light"],
  ["Backlit", "backlit"],
  ["Flat and bright", "flat and bright light"],
);
