/**
 * @file What edits lie between two pictures, in sentences: what was done to the one to get to the other, or how their own edits differ.
 */
import type { Picture } from "~/contracts/records";
import type { Edit } from "~/contracts/request";
import { words } from "./words";

export type Compared = Pick<Picture, "id" | "request" | "seed" | "imported" | "origin" | "tools">;

/** A picture by its id; undefined where it is not here. */
export type Find = (id: string) => Compared | undefined;

const { edited } = words.changes;

const whereOf = ({ maskId, moves, region }: Edit): string => {
  if (moves) return words.replay.within(moves);
  if (maskId !== undefined) return edited.byHand;
  return region === null ? edited.everywhere : edited.within(region);
};

/** Whether it may change some of the picture and not the rest. */
const isPlaced = ({ verb }: Edit): boolean => verb !== "grade" && verb !== "back" && verb !== "expand";

/** "Graded, warm"; "Filled within a mask drawn by hand, strength 0.70, hair locked". */
function inWords(edit: Edit): string {
  const { verb, region, grade, strength, held = [] } = edit;
  if (verb === "grade") return edited.graded(grade ?? "true");
  if (verb === "back") return edited.back(region);
  const how = isPlaced(edit) ? [`${edited.verbs[verb]} ${whereOf(edit)}`, edited.strength(strength)] : [edited.verbs[verb]];
  return [...how, ...(held.length > 0 ? [edited.locked(held)] : [])].join(", ");
}

/** One sentence for each thing in which two edits of the same kind differ. */
function betweenAlike(from: Edit, to: Edit): readonly string[] {
  const [before, after] = [whereOf(from), whereOf(to)];
  const isOther = (field: keyof Edit): boolean => JSON.stringify(from[field]) !== JSON.stringify(to[field]);
  const said: readonly (readonly [boolean, string])[] = [
    [isOther("sourceId"), edited.otherSource],
    [isOther("grade"), edited.instead(inWords(to), inWords(from))],
    [isPlaced(to) && before !== after, edited.place(after, before)],
    [before === after && (isOther("maskId") || isOther("moves") || isOther("face")), edited.otherMask],
    [isOther("strength"), edited.otherStrength(from.strength, to.strength)],
    [isOther("held"), edited.otherLocked(from.held ?? [], to.held ?? [])],
    [isOther("toId"), edited.otherLayer],
    [isOther("at"), edited.otherFrame],
  ];
  return said.flatMap(([isSo, sentence]) => (isSo ? [sentence] : []));
}

/** The edits that made `to` of `from`, the first one first; undefined where it was not made of it. */
function leading(from: Compared, to: Compared, find: Find): readonly Edit[] | undefined {
  const edits: Edit[] = [];
  const seen = new Set<string>();
  for (let at: Compared | undefined = to; at && at.id !== from.id; at = find(at.request.edit?.sourceId ?? "")) {
    const { edit } = at.request;
    if (!edit || seen.has(at.id)) return undefined;
    seen.add(at.id);
    edits.unshift(edit);
    if (edit.sourceId === from.id) return edits;
  }
  return undefined;
}

/** Whether the one was made of the other by edits. */
export const isMadeOf = (from: Compared, to: Compared, find: Find): boolean => leading(from, to, find) !== undefined;

export function editsBetween(from: Compared, to: Compared, find: Find): readonly string[] {
  const done = leading(from, to, find);
  if (done) return done.map((edit) => edited.done(inWords(edit)));
  const undone = leading(to, from, find);
  if (undone) return undone.toReversed().map((edit) => edited.undone(inWords(edit)));
  const [before, after] = [from.request.edit, to.request.edit];
  if (before && after) {
    if (before.verb === after.verb && (after.verb !== "back" || before.region === after.region))
      return betweenAlike(before, after);
    const other = edited.instead(inWords(after), inWords(before));
    return before.sourceId === after.sourceId ? [other] : [other, edited.otherSource];
  }
  if (after) return [edited.begun(inWords(after))];
  return before ? [edited.notBegun(inWords(before))] : [];
}
