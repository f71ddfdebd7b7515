/**
 * @file Where "on" leads in the editor: to the picture that was gone back from, as long as it was made of the one that is open.
 */
import type { Picture } from "~/contracts/records";

/**
 * @param left pictures that were gone back from, the last one at the end
 * @param all pictures of the person who is open
 * @returns those of them that still lead on from the open picture, one from the next; of other people's none do
 */
export function onwardFrom(
  left: readonly string[],
  openId: string,
  all: readonly Pick<Picture, "id" | "request">[],
): readonly string[] {
  const onward: string[] = [];
  let from = openId;
  for (const id of left.toReversed()) {
    if (all.find((each) => each.id === id)?.request.edit?.sourceId !== from) break;
    onward.unshift(id);
    from = id;
  }
  return onward;
}
