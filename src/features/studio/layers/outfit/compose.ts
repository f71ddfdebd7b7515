/** @file What is worn, and with what. */
import { colour, type Picked } from "../layer";

export function composeOutfit(picked: Picked): string {
  const garment = picked("garment");
  const shade = picked("colour");
  const accessory = picked("accessory");
  const worn = garment ? `wearing ${colour(garment.words, shade?.words)}` : shade ? `dressed in ${shade.words}` : "";
  return [worn, accessory && `with ${accessory.words}`].filter(Boolean).join(", ");
}
