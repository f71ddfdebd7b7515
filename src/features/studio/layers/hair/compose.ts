/** @file A hairstyle with its colour; a colour alone still says whose it is. */
import { colour, type Picked } from "../layer";

export function composeHair(picked: Picked): string {
  const style = picked("style");
  const shade = picked("colour");
  if (style) return colour(style.words, shade?.words);
  return shade ? `${shade.words} hair` : "";
}
