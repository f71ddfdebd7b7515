/**
 * @file A recipe as a file: written, and read from whatever somebody hands in. What passes may be trusted.
 */
import { MAX_STRENGTH } from "./layers.ts";
import { fields, layersOf, named, readJson, refusing, text, writtenLayers, type Refuse } from "./read-file.ts";
import { EDIT_VERBS, GRADES, MAX_PROMPT_CHARACTERS, MIN_EDIT_STRENGTH, REGION_LAYERS } from "./request.ts";
import { MAX_STEPS_IN_A_ROW, type Step, type StepList } from "./steps.ts";

const FORMAT = "likeness-recipe";
const VERSION = 1;

const oneOf = <Value extends string>(list: readonly Value[], value: unknown): Value | undefined =>
  list.find((each) => each === value);

function stepOf(value: unknown, at: string, refuse: Refuse): Step {
  const { verb, strength, region = null, held = [], grade = null, layers = {}, prompt = null } = fields(value, at, refuse);
  const known = oneOf(EDIT_VERBS, verb);
  if (known === undefined || known === "back" || known === "expand")
    return refuse(`${at}.verb`, "is not one that can be done again");
  if (typeof strength !== "number" || !(strength >= MIN_EDIT_STRENGTH && strength <= Math.min(1, MAX_STRENGTH)))
    return refuse(`${at}.strength`, `is not a number from ${MIN_EDIT_STRENGTH} to 1`);
  if (region !== null && oneOf(REGION_LAYERS, region) === undefined) refuse(`${at}.region`, "is not a layer that has a region");
  if (!Array.isArray(held) || held.length > REGION_LAYERS.length || held.some((each) => oneOf(REGION_LAYERS, each) === undefined))
    refuse(`${at}.held`, "is not a list of layers that have a region");
  const graded = grade === null ? null : (oneOf(GRADES, grade) ?? refuse(`${at}.grade`, "is not one that is known here"));
  if ((known === "grade") !== (graded !== null)) refuse(`${at}.grade`, "belongs to grading, and to nothing else");
  return {
    verb: known,
    strength,
    region: oneOf(REGION_LAYERS, region) ?? null,
    held: REGION_LAYERS.filter((each) => (held as readonly unknown[]).includes(each)),
    grade: graded,
    layers: layersOf(layers, at, refuse),
    prompt: prompt === null ? null : text(prompt, `${at}.prompt`, MAX_PROMPT_CHARACTERS, refuse),
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
  if (!Array.isArray(steps)) return refuse("steps", "is not a list");
  if (steps.length > MAX_STEPS_IN_A_ROW) refuse("steps", `has more than ${MAX_STEPS_IN_A_ROW}`);
  return {
    name: named(given["name"], "name", refuse),
    start: {
      layers: layersOf(start["layers"], "start", refuse),
      prompt: text(start["prompt"], "start.prompt", MAX_PROMPT_CHARACTERS, refuse),
    },
    steps: steps.map((step, i) => stepOf(step, `steps[${i}]`, refuse)),
  };
}

/** What `parseSteps` reads. */
export function writeSteps({ name, start, steps }: StepList): string {
  const plain = steps.map((step) => ({ ...step, layers: writtenLayers(step.layers) }));
  const begun = { layers: writtenLayers(start.layers), prompt: start.prompt };
  return `${JSON.stringify({ format: FORMAT, version: VERSION, name, start: begun, steps: plain }, null, 2)}\n`;
}
