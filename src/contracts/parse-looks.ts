/**
 * @file Looks as a file: written, and read from whatever somebody hands in. What passes may be trusted.
 *
 * Only known fields are taken over; the first thing that is wrong is named, and nothing is taken from such a file.
 */
import { MAX_LOOKS, type Collection, type LookWords } from "./looks.ts";
import { fields, layersOf, named, readJson, refusing, writtenLayers, type Refuse } from "./read-file.ts";
import type { Size } from "./request.ts";

const FORMAT = "likeness-looks";
const VERSION = 1;
const MAX_SIDE = 4096;

function cameraOf(value: unknown, at: string, refuse: Refuse): Size | null {
  if (value === undefined || value === null) return null;
  const { width, height } = fields(value, `${at}.camera`, refuse);
  const isSide = (side: unknown): side is number =>
    typeof side === "number" && Number.isInteger(side) && side > 0 && side <= MAX_SIDE;
  return isSide(width) && isSide(height) ? { width, height } : refuse(`${at}.camera`, "is not a size in pixels");
}

function lookOf(value: unknown, at: string, refuse: Refuse): LookWords {
  const { name, layers, camera } = fields(value, at, refuse);
  const dressed = layersOf(layers, at, refuse);
  if (dressed.length === 0) refuse(`${at}.layers`, "has no layer");
  return { name: named(name, `${at}.name`, refuse), layers: dressed, camera: cameraOf(camera, at, refuse) };
}

/** @param name the file's, for the words about what is wrong @throws Failure `looks-invalid` */
export function parseLooks(name: string, content: string): Collection {
  const refuse = refusing(name);
  const given = readJson(content, refuse);
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
  const plain = looks.map((look) => ({
    name: look.name,
    layers: writtenLayers(look.layers),
    ...(look.camera && { camera: { width: look.camera.width, height: look.camera.height } }),
  }));
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, looks: plain }, null, 2)}\n`;
}
