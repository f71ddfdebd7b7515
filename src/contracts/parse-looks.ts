/**
 * @file Looks as a file: written, and read from whatever somebody hands in. What passes may be trusted.
 *
 * Only known fields are taken over; the first thing that is wrong is named, and nothing is taken from such a file.
 */
import { Failure } from "./failure.ts";
import { LAYER_KINDS, MAX_STRENGTH, type LayerChoice, type LayerKind } from "./layers.ts";
import { MAX_LOOK_NAME, MAX_LOOKS, type Collection, type LookWords } from "./looks.ts";
import { MAX_PROMPT_CHARACTERS, type Size } from "./request.ts";

const FORMAT = "likeness-looks";
const VERSION = 1;
/** Two hundred looks of six layers in the longest words are half of it. */
const MAX_BYTES = 1_000_000;
const MAX_SIDE = 4096;

type Fields = Readonly<Record<string, unknown>>;

/** Refuses in the name of one file. */
const refusing =
  (name: string) =>
  (field: string, reason: string): never => {
    throw new Failure("looks-invalid", { name, field, reason });
  };

type Refuse = ReturnType<typeof refusing>;

const fields = (value: unknown, field: string, refuse: Refuse): Fields =>
  typeof value === "object" && value !== null && !Array.isArray(value) ? (value as Fields) : refuse(field, "is not an object");

/** Control characters, and marks that turn text around, have no place in words on a screen. */
function text(value: unknown, field: string, longest: number, refuse: Refuse): string {
  if (typeof value !== "string") return refuse(field, "is not text");
  const clean = value
    .normalize("NFC")
    .replaceAll(/[\p{C}\s]+/gu, " ")
    .trim();
  return clean.length > longest ? refuse(field, `is longer than ${longest} characters`) : clean;
}

function named(value: unknown, field: string, refuse: Refuse): string {
  const name = text(value, field, MAX_LOOK_NAME, refuse);
  return name === "" ? refuse(field, "is empty") : name;
}

function layersOf(value: unknown, at: string, refuse: Refuse): readonly LayerChoice[] {
  const given = fields(value, `${at}.layers`, refuse);
  const unknown = Object.keys(given).find((kind) => !(LAYER_KINDS as readonly string[]).includes(kind));
  if (unknown !== undefined) refuse(`${at}.layers`, `has a layer that is not known here, “${unknown.slice(0, 40)}”`);
  const kinds = LAYER_KINDS.filter((kind) => Object.hasOwn(given, kind));
  if (kinds.length === 0) refuse(`${at}.layers`, "has no layer");
  return kinds.map((kind: LayerKind) => {
    const { words, strength = 1 } = fields(given[kind], `${at}.layers.${kind}`, refuse);
    if (typeof strength !== "number" || !(strength >= 0 && strength <= MAX_STRENGTH))
      return refuse(`${at}.layers.${kind}.strength`, `is not a number from 0 to ${MAX_STRENGTH}`);
    return { kind, words: text(words, `${at}.layers.${kind}.words`, MAX_PROMPT_CHARACTERS, refuse), strength };
  });
}

function cameraOf(value: unknown, at: string, refuse: Refuse): Size | null {
  if (value === undefined || value === null) return null;
  const { width, height } = fields(value, `${at}.camera`, refuse);
  const isSide = (side: unknown): side is number =>
    typeof side === "number" && Number.isInteger(side) && side > 0 && side <= MAX_SIDE;
  return isSide(width) && isSide(height) ? { width, height } : refuse(`${at}.camera`, "is not a size in pixels");
}

function lookOf(value: unknown, at: string, refuse: Refuse): LookWords {
  const { name, layers, camera } = fields(value, at, refuse);
  return { name: named(name, `${at}.name`, refuse), layers: layersOf(layers, at, refuse), camera: cameraOf(camera, at, refuse) };
}

/** @param name the file's, for the words about what is wrong @throws Failure `looks-invalid` */
export function parseLooks(name: string, content: string): Collection {
  const refuse = refusing(name);
  if (content.length > MAX_BYTES) refuse("file", "is larger than any file of looks");
  let value: unknown;
  try {
    value = JSON.parse(content);
  } catch {
    refuse("file", "is not JSON");
  }
  const given = fields(value, "file", refuse);
  if (given["format"] !== FORMAT) refuse("format", "is not that of looks");
  if (given["version"] !== VERSION) refuse("version", "is not one that is read here");
  const { looks } = given;
  if (!Array.isArray(looks)) return refuse("looks", "is not a list");
  if (looks.length === 0) refuse("looks", "is empty");
  if (looks.length > MAX_LOOKS) refuse("looks", `has more than ${MAX_LOOKS}`);
  return { name: named(given["name"], "name", refuse), looks: looks.map((look, i) => lookOf(look, `looks[${i}]`, refuse)) };
}

/** What `parseLooks` reads. */
export function writeLooks({ name, looks }: Collection): string {
  const layers = (list: readonly LayerChoice[]) =>
    Object.fromEntries(list.map(({ kind, words, strength }) => [kind, { words, strength }]));
  const plain = looks.map((look) => ({
    name: look.name,
    layers: layers(look.layers),
    ...(look.camera && { camera: { width: look.camera.width, height: look.camera.height } }),
  }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, looks: plain }, null, 2)}\n`;
}
