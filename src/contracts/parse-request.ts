/**
 * @file A request that comes from outside: out of a picture or a manifest that somebody dropped. What passes may be trusted.
 *
 * Only known fields are taken over. Whether it can be drawn on this device is asked before drawing, not here.
 */
import { Failure } from "./failure.ts";
import { readMoves, readSpot } from "./mask-moves.ts";
import { LAYER_KINDS, MAX_STRENGTH, type LayerChoice, type LayerKind } from "./layers.ts";
import {
  EDIT_VERBS,
  GRADES,
  MAX_PROMPT_CHARACTERS,
  MIN_EDIT_STRENGTH,
  REGION_LAYERS,
  SEED_LIMIT,
  type Edit,
  type EditVerb,
  type GenerateRequest,
  type Grade,
  type Place,
  type Pose,
  type RegionLayer,
  type Size,
} from "./request.ts";
import { SAMPLER_NAMES, type SamplerName } from "./sampler.ts";

/** Of pictures that came in as files; what is drawn is far smaller. */
const MAX_SIDE = 16_384;
const MAX_STEPS = 100;
const MAX_GUIDANCE = 20;
const MAX_PICTURES = 64;
const ID = /^[\w.-]{1,64}$/;
const HASH = /^([0-9a-f]{64})?$/;

type Fields = Readonly<Record<string, unknown>>;

const refuse = (field: string, reason: string): never => {
  throw new Failure("request-invalid", { field, reason });
};

const fields = (value: unknown, field: string): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : refuse(field, "not an object");

function number(value: unknown, field: string, low: number, high: number): number {
  if (typeof value !== "number" || !(value >= low && value <= high)) return refuse(field, `not a number from ${low} to ${high}`);
  return value;
}

function whole(value: unknown, field: string, low: number, high: number): number {
  const found = number(value, field, low, high);
  return Number.isInteger(found) ? found : refuse(field, "not a whole number");
}

function id(value: unknown, field: string): string {
  return typeof value === "string" && ID.test(value) ? value : refuse(field, "not an id");
}

/** Control characters, and marks that turn text around, have no place in words on a screen. */
function text(value: unknown, field: string): string {
  if (typeof value !== "string") return refuse(field, "not text");
  const clean = value.normalize("NFC").replaceAll(/[\p{Cc}\p{Cf}]/gu, "");
  return clean.length > MAX_PROMPT_CHARACTERS ? refuse(field, `longer than ${MAX_PROMPT_CHARACTERS} characters`) : clean;
}

function list(value: unknown, field: string, most: number): readonly unknown[] {
  if (!Array.isArray(value)) return refuse(field, "not a list");
  return value.length > most ? refuse(field, `more than ${most}`) : (value as readonly unknown[]);
}

function layer(value: unknown): LayerChoice {
  const { kind, words, strength } = fields(value, "layers");
  if (!LAYER_KINDS.includes(kind as LayerKind)) return refuse("layers", "an unknown kind");
  return { kind: kind as LayerKind, words: text(words, "layers"), strength: number(strength, "layers", 0, MAX_STRENGTH) };
}

const POSES: Readonly<Record<keyof Pose, readonly [low: number, high: number]>> = {
  yaw: [-90, 90],
  pitch: [-90, 90],
  roll: [-90, 90],
  gazeX: [-1, 1],
  gazeY: [-1, 1],
  mouth: [0, 1],
  eyes: [0, 1],
};

function pose(value: unknown): Partial<Pose> | null {
  if (value === null) return null;
  const given = fields(value, "pose");
  const said = Object.entries(POSES).filter(([name]) => given[name] !== undefined);
  return Object.fromEntries(said.map(([name, [low, high]]) => [name, number(given[name], `pose.${name}`, low, high)]));
}

function size(value: unknown): Size {
  const { width, height } = fields(value, "size");
  return { width: whole(width, "size.width", 1, MAX_SIDE), height: whole(height, "size.height", 1, MAX_SIDE) };
}

function place(value: unknown): Place {
  const { left, top } = fields(value, "edit.at");
  return { left: whole(left, "edit.at.left", 0, MAX_SIDE), top: whole(top, "edit.at.top", 0, MAX_SIDE) };
}

const regionLayer = (value: unknown, field: string): RegionLayer =>
  REGION_LAYERS.includes(value as RegionLayer) ? (value as RegionLayer) : refuse(field, "a layer without a region");

function edit(value: unknown): Edit {
  const { verb, sourceId, strength, region, maskId, held, grade, toId, at, ...made } = fields(value, "edit");
  const moves =
    made["moves"] === undefined ? undefined : (readMoves(made["moves"]) ?? refuse("edit.moves", "not how a mask is made"));
  const face =
    made["face"] === undefined ? undefined : (readSpot(made["face"]) ?? refuse("edit.face", "not where a face can be"));
  if (!EDIT_VERBS.includes(verb as EditVerb)) return refuse("edit.verb", "an unknown one");
  if (grade !== undefined && !GRADES.includes(grade as Grade)) return refuse("edit.grade", "an unknown one");
  if ((verb === "grade") !== (grade !== undefined)) return refuse("edit.grade", "of grading, and of nothing else");
  if ((verb === "back") !== (toId !== undefined)) return refuse("edit.toId", "of going back, and of nothing else");
  if ((verb === "expand") !== (at !== undefined)) return refuse("edit.at", "of expanding, and of nothing else");
  return {
    verb: verb as EditVerb,
    sourceId: id(sourceId, "edit.sourceId"),
    strength: number(strength, "edit.strength", MIN_EDIT_STRENGTH, 1),
    region: region === null ? null : regionLayer(region, "edit.region"),
    ...(maskId !== undefined && { maskId: id(maskId, "edit.maskId") }),
    ...(moves !== undefined && { moves }),
    ...(face !== undefined && { face }),
    ...(held !== undefined && {
      held: list(held, "edit.held", REGION_LAYERS.length).map((each) => regionLayer(each, "edit.held")),
    }),
    ...(grade !== undefined && { grade: grade as Grade }),
    ...(toId !== undefined && { toId: id(toId, "edit.toId") }),
    ...(at !== undefined && { at: place(at) }),
  };
}

/** @throws Failure `request-invalid` naming the first field that is wrong */
export function parseRequest(value: unknown): GenerateRequest {
  const given = fields(value, "request");
  if (given["schema"] !== 1) refuse("schema", "not a request of this version");
  const pack = fields(given["pack"], "pack");
  const model = fields(given["model"], "model");
  const sha256 = model["sha256"];
  if (typeof sha256 !== "string" || !HASH.test(sha256)) refuse("model.sha256", "not a hash");
  if (!SAMPLER_NAMES.includes(given["sampler"] as SamplerName)) refuse("sampler", "an unknown one");
  const layers = list(given["layers"], "layers", LAYER_KINDS.length).map(layer);
  if (new Set(layers.map(({ kind }) => kind)).size !== layers.length) refuse("layers", "a kind appears twice");
  const seeds = list(given["seeds"], "seeds", MAX_PICTURES).map((seed) => whole(seed, "seeds", 0, SEED_LIMIT - 1));
  if (seeds.length === 0) refuse("seeds", "none");
  return {
    schema: 1,
    pack: { id: id(pack["id"], "pack.id"), revision: id(pack["revision"], "pack.revision") },
    personaId: id(given["personaId"], "personaId"),
    model: {
      id: id(model["id"], "model.id"),
      version: whole(model["version"], "model.version", 1, 1e6),
      sha256: sha256 as string,
    },
    layers,
    prompt: text(given["prompt"], "prompt"),
    size: size(given["size"]),
    sampler: given["sampler"] as SamplerName,
    steps: whole(given["steps"], "steps", 1, MAX_STEPS),
    guidance: number(given["guidance"], "guidance", 0, MAX_GUIDANCE),
    identityStrength: number(given["identityStrength"], "identityStrength", 0, MAX_STRENGTH),
    pose: pose(given["pose"]),
    seeds,
    ...(given["edit"] !== undefined && { edit: edit(given["edit"]) }),
  };
}
