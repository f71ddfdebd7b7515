/**
 * @file What is different between two pictures, one sentence for each thing, from the one to the other.
 */
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers";
import { differences, layerSaid, type Difference } from "~/contracts/look-words";
import type { Picture } from "~/contracts/records";
import type { GenerateRequest } from "~/contracts/request";
import { words } from "./words";

type Compared = Pick<Picture, "request" | "seed">;

const isLayer = (difference: Difference): difference is LayerKind => (LAYER_KINDS as readonly string[]).includes(difference);

const strengthOf = (request: GenerateRequest, kind: LayerKind): number =>
  request.layers.find((layer) => layer.kind === kind)?.strength ?? 0;

function ofLayer(kind: LayerKind, from: GenerateRequest, to: GenerateRequest): string {
  const [before, after] = [layerSaid(from, kind), layerSaid(to, kind)];
  if (before === after) return words.changes.strength(kind, strengthOf(from, kind), strengthOf(to, kind));
  if (before === "") return words.changes.added(kind, after);
  return after === "" ? words.changes.left(kind, before) : words.changes.other(kind, before, after);
}

function sentence(difference: Exclude<Difference, LayerKind>, from: GenerateRequest, to: GenerateRequest): string {
  switch (difference) {
    case "prompt":
      return words.changes.prompt(from.prompt, to.prompt);
    case "identity":
      return words.changes.identity(from.identityStrength, to.identityStrength);
    case "turn":
      return words.changes.turn(from.pose?.yaw ?? 0, to.pose?.yaw ?? 0);
    case "size":
      return words.changes.size(from.size, to.size);
    case "quality":
      return words.changes.quality(from, to);
    case "model":
      return from.personaId === to.personaId ? words.changes.model(from.model.version, to.model.version) : words.changes.person;
    default:
      return difference satisfies never;
  }
}

export function changesBetween(from: Compared, to: Compared): readonly string[] {
  const changed = differences(from.request, to.request).map((difference) =>
    isLayer(difference) ? ofLayer(difference, from.request, to.request) : sentence(difference, from.request, to.request),
  );
  return from.seed === to.seed ? changed : [...changed, words.changes.seed(from.seed, to.seed)];
}

/** How a picture came about from the one before it, in a few words. */
export function cameAbout(parent: Picture | undefined, { request, imported }: Picture): string {
  if (imported) return words.tree.imported;
  const { edit } = request;
  if (edit) return words.edits[edit.verb] + (edit.region === null ? "" : `: ${words.layerNames[edit.region].toLowerCase()}`);
  return parent === undefined ? words.tree.first : words.verb(differences(parent.request, request));
}
