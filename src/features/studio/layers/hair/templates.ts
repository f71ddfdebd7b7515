/** @file Hairstyles and hair colours. `{c}` is where the colour goes. */
import { options } from "../layer";

export const styles = options(
  ["Long and straight", "long straight {c} hair"],
  ["Straight to the shoulders", "straight shoulder-length {c} hair"],
  ["Blunt bob", "a blunt {c} bob"],
  ["Bob with a fringe", "a {c} bob with a fringe"],
  ["Pixie cut", "a {c} pixie cut"],
  ["Long waves", "long wavy {c} hair"],
  ["Waves to the shoulders", "wavy shoulder-length {c} hair"],
  ["Long curls", "long curly {c} hair"],
  ["Short curls", "short curly {c} hair"],
  ["Afro", "a {c} afro"],
  ["Short coils", "short {c} coils"],
  ["Box braids", "{c} box braids"],
  ["Two braids", "two {c} braids"],
  ["Locs", "{c} locs"],
  ["Bun", "a {c} bun"],
  ["Ponytail", "a {c} ponytail"],
  ["Side part", "short side-parted {c} hair"],
  ["Slicked back", "slicked-back {c} hair"],
  ["Buzz cut", "a {c} buzz cut"],
  ["Bald", "a bald head"],
);

export const colours = options(
  ["Black"],
  ["Dark brown"],
  ["Chestnut"],
  ["Light brown"],
  ["Dark blonde"],
  ["Blonde"],
  ["Platinum"],
  ["Ginger"],
  ["Red"],
  ["Grey"],
  ["White"],
  ["Blue"],
);
