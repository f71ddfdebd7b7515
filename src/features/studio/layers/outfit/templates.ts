/** @file Clothes, their colours, and what is worn with them. `{c}` is where the colour goes. */
import { options } from "../layer";

export const garments = options(
  ["Blazer and shirt", "a {c} blazer and shirt"],
  ["Suit and tie", "a {c} suit and tie"],
  ["Turtleneck", "a {c} turtleneck"],
  ["T-shirt", "a {c} t-shirt"],
  ["Hoodie", "a {c} hoodie"],
  ["Leather jacket", "a {c} leather jacket"],
  ["Denim jacket", "a {c} denim jacket"],
  ["Trench coat", "a {c} trench coat"],
  ["Knit sweater", "a {c} knit sweater"],
  ["Summer dress", "a {c} summer dress"],
  ["Silk blouse", "a {c} silk blouse"],
  ["Linen shirt", "a {c} linen shirt"],
  ["Evening gown", "a {c} evening gown"],
  ["Lab coat", "a lab coat over a {c} shirt"],
  ["Scrubs", "{c} scrubs"],
  ["Academic gown", "an academic gown with a {c} hood"],
);

export const colours = options(
  ["Black"],
  ["White"],
  ["Navy"],
  ["Grey"],
  ["Beige"],
  ["Red"],
  ["Burgundy"],
  ["Forest green"],
  ["Sage"],
  ["Sky blue"],
  ["Mustard"],
  ["Pink"],
);

export const accessories = options(["Glasses"], ["Sunglasses"], ["Hat", "a hat"], ["Earrings"], ["Scarf", "a scarf"]);
