/**
 * @file A recipe as a file: written, and read from whatever somebody hands in. What passes may be trusted.
 */
import { MAX_STRENGTH } from "./layers.ts";
import { readMoves, readSpot } from "./mask-moves.ts";
import { fields, layersOf, named, readJson, refusing, text, writtenLayers, type Refuse } from "./read-file.ts";
import { EDIT_VERBS, GRADES, MAX_PROMPT_CHARACTERS, MIN_EDIT_STRENGTH, REGION_LAYERS } from "./request.ts";
import { SAMPLER_NAMES } from "./sampler.ts";
import { MAX_DRAWN, MAX_FRAME, MAX_STEPS_IN_A_ROW, type Step, type StepFrame, type StepList, type StepMask } from "./steps.ts";

const FORMAT = "likeness-recipe";
const VERSION = 1;

const oneOf = <Value extends string>(list: readonly Value[], value: unknown): Value | undefined =>
  list.find((each) => each === value);

function maskOf(value: unknown, at: string, refuse: Refuse): StepMask {
  const { moves, drawn, face } = fields(value, at, refuse);
  const made = readMoves(moves);
  if (made) return { moves: made };
  const spot = readSpot(face);
  if (
    typeof drawn !== "string" ||
    drawn.length > MAX_DRAWN ||
    drawn.length % 4 > 0 ||
    !/^[A-Za-z\d+/]+={0,2}$/u.test(drawn) ||
    !spot
  )
    return refuse(at, "is neither made by commands nor drawn beside a face");
  return { drawn, face: spot };
}

function frameOf(value: unknown, at: string, refuse: Refuse): StepFrame {
  const given = fields(value, at, refuse);
  const share = (side: keyof StepFrame): number => {
    const each = given[side];
    return typeof each === "number" && each >= 0 && each <= MAX_FRAME.share
      ? each
      : refuse(`${at}.${side}`, `is not a number from 0 to ${MAX_FRAME.share}`);
  };
  return { top: share("top"), right: share("right"), bottom: share("bottom"), left: share("left") };
}

function stepOf(value: unknown, at: string, refuse: Refuse): Step {
  const given = fields(value, at, refuse);
  const { verb, strength, region = null, held = [], grade = null, layers = {}, prompt = null } = given;
  const known = oneOf(EDIT_VERBS, verb);
  if (known === undefined || known === "back") return refuse(`${at}.verb`, "is not one that can be done again");
  if (typeof strength !== "number" || !(strength >= MIN_EDIT_STRENGTH && strength <= Math.min(1, MAX_STRENGTH)))
    return refuse(`${at}.strength`, `is not a number from ${MIN_EDIT_STRENGTH} to 1`);
  if (region !== null && oneOf(REGION_LAYERS, region) === undefined) refuse(`${at}.region`, "is not a layer that has a region");
  if (!Array.isArray(held) || held.length > REGION_LAYERS.length || held.some((each) => oneOf(REGION_LAYERS, each) === undefined))
    refuse(`${at}.held`, "is not a list of layers that have a region");
  const graded = grade === null ? null : (oneOf(GRADES, grade) ?? refuse(`${at}.grade`, "is not one that is known here"));
  if ((known === "grade") !== (graded !== null)) refuse(`${at}.grade`, "belongs to grading, and to nothing else");
  const mask = given["mask"] === undefined ? undefined : maskOf(given["mask"], `${at}.mask`, refuse);
  if ((known === "expand") !== (given["frame"] !== undefined)) refuse(`${at}.frame`, "belongs to expanding, and to nothing else");
  return {
    verb: known,
    strength,
    region: oneOf(REGION_LAYERS, region) ?? null,
    held: REGION_LAYERS.filter((each) => (held as readonly unknown[]).includes(each)),
    grade: graded,
    layers: layersOf(layers, at, refuse),
    prompt: prompt === null ? null : text(prompt, `${at}.prompt`, MAX_PROMPT_CHARACTERS, refuse),
    ...(mask && { mask }),
    ...(known === "expand" && { frame: frameOf(given["frame"], `${at}.frame`, refuse) }),
  };
}

/** @param name the file's, for the words about what is wrong @throws Failure `looks-invalid` */
export function parseSteps(name: string, content: string): StepList {
  const refuse = refusing(name);
  const given = readJson(content, refuse);
  if (given["format"] !== FORMAT) refuse("format", "is not that of a recipe");
  if (given["version"] !== VERSION) refuse("version", "is not one that is read here");
  const start = fields(given["start"], "start", refuse);
  const { steps } = given;
  const { sampler } = start;
  const walked = oneOf(SAMPLER_NAMES, sampler);
  if (sampler !== undefined && !walked) refuse("start.sampler", "is not one that is known here");
  if (!Array.isArray(steps)) return refuse("steps", "is not a list");
  if (steps.length > MAX_STEPS_IN_A_ROW) refuse("steps", `has more than ${MAX_STEPS_IN_A_ROW}`);
  return {
    name: named(given["name"], "name", refuse),
    start: {
      layers: layersOf(start["layers"], "start", refuse),
      prompt: text(start["prompt"], "start.prompt", MAX_PROMPT_CHARACTERS, refuse),
      ...(walked && { sampler: walked }),
    },
    steps: steps.map((step, i) => stepOf(step, `steps[${i}]`, refuse)),
  };
}

/** What `parseSteps` reads. */
export function writeSteps({ name, start, steps }: StepList): string {
  const plain = steps.map((step) => ({ ...step, layers: writtenLayers(step.layers) }));
  const begun = { layers: writtenLayers(start.layers), prompt: start.prompt, ...(start.sampler && { sampler: start.sampler }) };
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, start: begun, steps: plain }, null, 2)}\n`;
}
