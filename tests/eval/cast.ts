/**
 * @file Does a description alone cast what it says: from words, as the casting screen does it, to a picture, whose face is read back.
 *
 * What a face is like is read from its embedding, by the prior's own readings. That ruler is not sure of everything, so it is held to
 * drawings of known people too; where it is low there, the row says nothing.
 */
import type { LayerKind } from "~/contracts/layers.ts";
import { embeddingOf, readAttribute, type Control, type Level, type Prior } from "~/engine/casting/prior.ts";
import { castSheet } from "~/engine/casting/sheet.ts";
import { said, wishesOf, type Choices } from "~/engine/casting/wishes.ts";
import { understand } from "~/engine/casting/words.ts";
import { projectIdentity } from "~/engine/pipelines/learn-identity.ts";
import { mean } from "../../scripts/eval/metrics.mjs";
import { embedPicture, type Embedded } from "./faces.ts";
import { coordinatesOf } from "./invented.ts";
import type { OpenPack } from "./pack.ts";
import type { Bands } from "./people.ts";
import { drawn } from "./pictures.ts";

/** Things said in one description. */
const ASKS = 4;
const LAYERS: Readonly<Record<LayerKind, string>> = {
  hair: "short side-parted dark brown hair",
  outfit: "a black turtleneck",
  scene: "plain studio",
  light: "soft light from the left",
  lens: "head and shoulders",
  expression: "neutral expression",
};
const FRONT = { yaw: 0, pitch: 0, roll: 0, gazeX: 0, gazeY: 0, mouth: 0, eyes: 0.85 };

export interface Description {
  readonly text: string;
  /** Control to level. */
  readonly asked: Choices;
}

const attributesOf = ({ values }: Level): readonly string[] => Object.keys(values);

/** Each level of each control is asked for as often as any other, in changing words, with three of other controls. */
export function descriptionsOf({ controls }: Pick<Prior, "controls">): readonly Description[] {
  const pairs = controls.flatMap((control) => control.levels.map((level) => ({ control, level })));
  const apart = Math.floor(pairs.length / ASKS);
  return pairs.map((_, first) => {
    const asked: Record<string, string> = {};
    const words: string[] = [];
    const spoken = new Set<string>();
    for (let k = 0; k < ASKS; k++) {
      const { control, level } = pairs[(first + k * apart) % pairs.length]!;
      // A woman with a full beard would be asked for two things of one beard.
      if (attributesOf(level).some((name) => spoken.has(name)) || control.name in asked) continue;
      for (const name of attributesOf(level)) spoken.add(name);
      asked[control.name] = level.name;
      words.push(level.words[first % level.words.length]!);
    }
    return { text: words.join(", "), asked };
  });
}

/** How far a person is from a level, in what the readings are unsure by. */
function distance({ readings }: Prior, { values }: Level, value: (attribute: string) => number): number {
  return mean(Object.entries(values).map(([name, wanted]) => ((value(name) - wanted) / readings[name]!.noise) ** 2));
}

/** A control of one level is either that or ordinary. */
const ORDINARY = "ordinary";
const levelsOf = ({ readings }: Prior, { levels }: Control): readonly Level[] => {
  const [only, ...others] = levels;
  if (only === undefined || others.length > 0) return levels;
  const values = Object.fromEntries(attributesOf(only).map((name) => [name, readings[name]!.bias]));
  return [{ name: ORDINARY, values, words: [] }, only];
};

/** @returns names of the levels, the nearest first */
export function levelsNear(prior: Prior, control: Control, value: (attribute: string) => number): readonly string[] {
  const near = levelsOf(prior, control).map((level) => ({ name: level.name, far: distance(prior, level, value) }));
  return near.sort((a, b) => a.far - b.far).map(({ name }) => name);
}

/** Where somebody's true values are nearer to a level than to any other by this much, nobody would call them anything else. */
const CLEAR = 0.25;

/** Of drawings of people who are clearly of one level, the share that is read as it. */
function rulerOf(prior: Prior, control: Control, embedded: readonly Embedded[], { attribute }: Bands): number | null {
  const right: number[] = [];
  for (const { person, vector } of embedded) {
    const levels = levelsOf(prior, control).map((level) => ({
      name: level.name,
      far: distance(prior, level, (name) => attribute(person, name)),
    }));
    const [nearest, next] = levels.sort((a, b) => a.far - b.far);
    if (!nearest || !next || nearest.far > CLEAR * next.far) continue;
    const z = coordinatesOf(prior, vector);
    right.push(Number(levelsNear(prior, control, (name) => readAttribute(prior, name, z))[0] === nearest.name));
  }
  return right.length > 0 ? mean(right) : null;
}

interface Answers {
  readonly understood: number[];
  readonly cast: number[];
  readonly drawn: number[];
}

/** @param doing told of each description */
export async function measureCast(
  open: OpenPack,
  prior: Prior,
  descriptions: readonly Description[],
): Promise<ReadonlyMap<string, Answers>> {
  const { pack, run } = open;
  const answers = new Map<string, Answers>();
  for (const [index, { text, asked }] of descriptions.entries()) {
    const { choices } = understand(prior, text);
    const seed = 1000 * index;
    const [candidate] = castSheet(prior, { kind: "anybody" }, wishesOf(prior, choices), seed, 1);
    const embedding = embeddingOf(prior, candidate!.z);
    const person = { tensors: await projectIdentity(run, pack, embedding) };
    const manner = { pose: FRONT, words: said(prior, choices), preset: "draft" } as const;
    const face = await embedPicture(open, await drawn(open, person, { layers: LAYERS, seed }, manner));
    const z = face && coordinatesOf(prior, face);
    const own = coordinatesOf(prior, embedding);
    for (const control of prior.controls) {
      const level = asked[control.name];
      if (level === undefined) continue;
      const each = answers.get(control.name) ?? { understood: [], cast: [], drawn: [] };
      answers.set(control.name, each);
      each.understood.push(Number(choices[control.name] === level));
      each.cast.push(Number(levelsNear(prior, control, (name) => readAttribute(prior, name, own))[0] === level));
      // A face that cannot be found is nobody's.
      each.drawn.push(Number(z !== null && levelsNear(prior, control, (name) => readAttribute(prior, name, z))[0] === level));
    }
  }
  return answers;
}

/** Of each control: how often it was asked, and the shares that the words, the embedding and the picture show, beside the ruler's own. */
export function castTable(prior: Prior, answers: ReadonlyMap<string, Answers>, embedded: readonly Embedded[], bands: Bands) {
  return prior.controls.flatMap((control) => {
    const own = answers.get(control.name);
    if (!own) return [];
    const { understood, cast, drawn: pictures } = own;
    const ruler = rulerOf(prior, control, embedded, bands);
    return [
      { control: control.name, asked: cast.length, understood: mean(understood), cast: mean(cast), drawn: mean(pictures), ruler },
    ];
  });
}
