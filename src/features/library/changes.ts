/**
 * @file What is different between two pictures, one sentence for each thing, from the one to the other.
 */
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { differences, layerSaid, type Difference } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";
import { isStill, type GenerateRequest } from "~/contracts/request";
import { editsBetween, isMadeOf, type Compared, type Find } from "./edits-between";
import { words } from "./words";

/** What the sentences have to ask for besides the two. */
export interface Known {
  readonly picture: Find;
  /** A pack's name, or a tool's. */
  readonly pack: (id: string) => string;
}

const isLayer = (difference: Difference): difference is LayerKind => (LAYER_KINDS as readonly string[]).includes(difference);

const strengthOf = (request: GenerateRequest, kind: LayerKind): number =>
  request.layers.find((layer) => layer.kind === kind)?.strength ?? 0;

function ofLayer(kind: LayerKind, from: GenerateRequest, to: GenerateRequest): string {
  const [before, after] = [layerSaid(from, kind), layerSaid(to, kind)];
  if (before === after) return words.changes.strength(kind, strengthOf(from, kind), strengthOf(to, kind));
  if (before === "") return words.changes.added(kind, after);
  return after === "" ? words.changes.left(kind, before) : words.changes.other(kind, before, after);
}

function ofModel(from: GenerateRequest, to: GenerateRequest): string {
  if (from.personaId !== to.personaId) return words.changes.person;
  const [before, after] = [from.model.version, to.model.version];
  return before === after ? words.changes.otherModel : words.changes.model(before, after);
}

type Said = Exclude<Difference, LayerKind | "edit">;

function sentence(difference: Said, from: GenerateRequest, to: GenerateRequest, packName: Known["pack"]): string {
  switch (difference) {
    case "prompt":
      return words.changes.prompt(from.prompt, to.prompt);
    case "identity":
      return words.changes.identity(from.identityStrength, to.identityStrength);
    case "turn":
      return words.changes.turn(from.pose?.yaw ?? 0, to.pose?.yaw ?? 0);
    case "pose":
      return words.changes.pose;
    case "size":
      return words.changes.size(from.size, to.size);
    case "quality":
      return words.changes.quality(from, to);
    case "sampler":
      return words.changes.sampler(from.sampler, to.sampler);
    case "pack":
      return from.pack.id === to.pack.id
        ? words.changes.revision(packName(to.pack.id))
        : words.changes.pack(packName(from.pack.id), packName(to.pack.id));
    case "model":
      return ofModel(from, to);
    default:
      return difference satisfies never;
  }
}

/** How a picture was drawn, which says nothing of one that no network drew. */
const OF_DRAWING: ReadonlySet<Difference> = new Set(["identity", "turn", "pose", "quality", "sampler", "pack", "model"]);

const isDrawn = ({ request, imported }: Compared): boolean => !imported && !(request.edit && isStill(request.edit));

const isAnotherPerson = (from: Compared, to: Compared): boolean => from.request.personaId !== to.request.personaId;

function cameIn(from: Compared, to: Compared): readonly string[] {
  if (from.imported && to.imported) return from.id === to.id ? [] : [words.changes.otherFile];
  if (from.imported) return [words.changes.fromFile];
  return to.imported ? [words.changes.toFile] : [];
}

/**
 * Tools of another revision, and those that had a part in only one of two that the same was asked of: other edits are made with other tools. Where it
 * was not written down, nobody knows.
 */
function ofTools(from: Compared, to: Compared, isSameEdit: boolean, name: Known["pack"]): readonly string[] {
  const [before, after] = [from.tools, to.tools];
  if (!before || !after) return [];
  const ids = [...new Set([...before, ...after].map(({ id }) => id))];
  return ids.flatMap((id) => {
    const [old, now] = [before, after].map((tools) => tools.find((tool) => tool.id === id)?.revision);
    if (old === now) return [];
    if (old !== undefined && now !== undefined) return words.changes.revision(name(id));
    if (!isSameEdit) return [];
    return old === undefined ? words.changes.withTool(name(id)) : words.changes.withoutTool(name(id));
  });
}

export function changesBetween(from: Compared, to: Compared, known: Known): readonly string[] {
  const isKin = isMadeOf(from, to, known.picture) || isMadeOf(to, from, known.picture);
  const drawn = isDrawn(from) && isDrawn(to);
  const different = differences(from.request, to.request);
  const changed = different.flatMap((difference) => {
    if (difference === "edit") return [];
    if (isLayer(difference)) return ofLayer(difference, from.request, to.request);
    if (!drawn && OF_DRAWING.has(difference) && !(difference === "model" && isAnotherPerson(from, to))) return [];
    return sentence(difference, from.request, to.request, known.pack);
  });
  return [
    ...(isKin ? [] : cameIn(from, to)),
    ...editsBetween(from, to, known.picture),
    ...changed,
    ...ofTools(from, to, !different.includes("edit"), known.pack),
    ...(drawn && from.seed !== to.seed ? [words.changes.seed(from.seed, to.seed)] : []),
  ];
}

/** How a picture came about from the one before it, in a few words. */
export function cameAbout(parent: Picture | undefined, { request, imported }: Picture): string {
  if (imported) return words.tree.imported;
  const { edit } = request;
  if (edit) return words.edits[edit.verb] + (edit.region === null ? "" : `: ${words.layerNames[edit.region].toLowerCase()}`);
  if (parent === undefined) return words.tree.first;
  const changed = differences(parent.request, request).filter((difference) => difference !== "edit");
  return parent.request.edit ? words.anew(changed) : words.verb(changed);
}
