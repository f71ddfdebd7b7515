/**
 * @file What the inspector lets in: of a thousand pictures without a drawn person to read, and of drawings of people.
 *
 * Let in means that the app would learn a face from the picture: a face, and no finding that refuses. `faces` counts more, every
 * answer but "no face I can read" and "this is a photograph". Pictures with shapes, and the drawings, come from
 * toolkit/atelier/limits_set.py; noises, patterns and camera photographs are made here.
 */
import { readdirSync, readFileSync } from "node:fs";
import { decode } from "jpeg-js";
import { isUsable } from "~/contracts/faces.ts";
import { inspectPhotograph } from "~/engine/faces/inspect.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { retaken } from "./cameras.ts";
import { chanceOf } from "./chance.ts";
import type { OpenPack } from "./pack.ts";
import { NOISES, paintPattern, PATTERNS } from "./patterns.ts";

type Place = readonly [offset: number, bytes: number];

interface LimitsFile {
  readonly width: number;
  /** Width that they were drawn at: the inspector's limits on size are about that. */
  readonly drawn: number;
  readonly negatives: readonly { readonly kind: string; readonly what: string; readonly unseen: boolean; readonly file: Place }[];
  readonly turned: readonly { readonly what: string; readonly file: Place }[];
  readonly drawings: readonly { readonly shown: Readonly<Record<string, string>>; readonly file: Place }[];
}

/** A picture to ask about, made only then. */
export interface Question {
  readonly kind: string;
  readonly what: string;
  /** Nothing such was shown in training. */
  readonly unseen: boolean;
  image(): Raster;
  /** Pixels of the image per pixel of the photograph that it stands for. */
  readonly scale: number;
}

const COUNTS = { noise: 160, patterns: 90, photographs: 120 };
const SIZE = { width: 192, height: 256 };
/** Width of a drawing as the world draws it, of which those are half. */
const WHOLE = 384;
const here = new URL("../../tests/eval/", import.meta.url);
const photographs = [new URL("../fixtures/photographs/", here), new URL("photographs/", here)];
/** Photographs with a face in them; every second one is of these. */
const PORTRAITS = /^(astronaut|hopper)\./;

function rasterOf(jpeg: Uint8Array): Raster {
  const { width, height, data } = decode(jpeg, { useTArray: true });
  return { width, height, data: new Uint8ClampedArray(data) };
}

function made(kind: string, makers: typeof NOISES | typeof PATTERNS, count: number): readonly Question[] {
  const all = Object.entries(makers);
  return Array.from({ length: count }, (_, k) => {
    const [what, make] = all[k % all.length]!;
    const image = (): Raster => paintPattern(make, k, SIZE.width, SIZE.height);
    return { kind, what, unseen: true, image, scale: SIZE.width / WHOLE };
  });
}

function taken(count: number): readonly Question[] {
  const files = photographs.flatMap((folder) => readdirSync(folder).map((name) => ({ name, url: new URL(name, folder) })));
  const images = new Map(
    files.filter(({ name }) => name.endsWith(".jpg")).map(({ name, url }) => [name, rasterOf(readFileSync(url))]),
  );
  const names = [...images.keys()].sort();
  const portraits = names.filter((name) => PORTRAITS.test(name));
  const others = names.filter((name) => !PORTRAITS.test(name));
  return Array.from({ length: count }, (_, k) => {
    const from = k % 2 === 0 ? portraits : others;
    const name = from[(k >> 1) % from.length]!;
    const image = (): Raster => retaken(images.get(name)!, chanceOf(k));
    return { kind: "photographs", what: name.replace(".jpg", ""), unseen: true, image, scale: 1 };
  });
}

export interface Limits {
  readonly negatives: readonly Question[];
  readonly turned: readonly Question[];
  readonly drawings: readonly (Question & { readonly shown: Readonly<Record<string, string>> })[];
}

/** @param folder with limits.json and limits.bin, a URL that ends in a slash */
export function readLimits(folder: URL = here): Limits {
  const file = JSON.parse(readFileSync(new URL("limits.json", folder), "utf8")) as LimitsFile;
  const bytes = readFileSync(new URL("limits.bin", folder));
  const stored = ([offset, length]: Place) => ({
    image: () => rasterOf(bytes.subarray(offset, offset + length)),
    scale: file.width / file.drawn,
  });
  return {
    negatives: [
      ...made("noise", NOISES, COUNTS.noise),
      ...made("patterns", PATTERNS, COUNTS.patterns),
      ...file.negatives.map(({ file: place, ...rest }) => ({ ...rest, ...stored(place) })),
      ...taken(COUNTS.photographs),
    ],
    turned: file.turned.map(({ what, file: place }) => ({ kind: "turned", what, unseen: true, ...stored(place) })),
    drawings: file.drawings.map(({ shown, file: place }) => ({
      kind: "drawings",
      what: "drawing",
      unseen: true,
      shown,
      ...stored(place),
    })),
  };
}

interface Answer {
  /** The app would learn from it. */
  readonly taken: boolean;
  /** Neither "no face I can read" nor "this is a photograph". */
  readonly face: boolean;
}

export async function ask({ run, pack }: Pick<OpenPack, "run" | "pack">, { image, scale }: Question): Promise<Answer> {
  const inspection = await inspectPhotograph(run, pack, image(), scale);
  const refused = inspection.findings.some(({ code }) => code === "no-face" || code === "photograph");
  return { taken: isUsable(inspection), face: !refused };
}

/** How many of the pictures of each group there are, were taken in, and were said to have a face. */
interface Count {
  pictures: number;
  taken: number;
  faces: number;
}

function countBy<Asked>(answers: readonly (readonly [Asked, Answer])[], group: (asked: Asked) => string): Record<string, Count> {
  const counts: Record<string, Count> = {};
  for (const [asked, answer] of answers) {
    const count = (counts[group(asked)] ??= { pictures: 0, taken: 0, faces: 0 });
    count.pictures += 1;
    count.taken += Number(answer.taken);
    count.faces += Number(answer.face);
  }
  return counts;
}

/** @param share of each of the three, 0..1 */
export async function measureLimits(open: Pick<OpenPack, "run" | "pack">, limits: Limits, share = 1) {
  async function askAll<Asked extends Question>(questions: readonly Asked[]): Promise<readonly (readonly [Asked, Answer])[]> {
    const step = Math.round(1 / share);
    const answers: (readonly [Asked, Answer])[] = [];
    for (const question of questions.filter((_, k) => k % step === 0)) answers.push([question, await ask(open, question)]);
    return answers;
  }
  const shareOf = (answers: readonly (readonly [Question, Answer])[], yes: boolean): number =>
    answers.filter(([, { taken: was }]) => was === yes).length / answers.length;

  const negatives = await askAll(limits.negatives);
  const drawings = await askAll(limits.drawings);
  const turned = await askAll(limits.turned);
  const groupings = Object.keys(limits.drawings[0]?.shown ?? {});
  return {
    falseAccepts: shareOf(negatives, true),
    falseFaces: negatives.filter(([, { face }]) => face).length / negatives.length,
    falseRefusals: shareOf(drawings, false),
    limits: {
      negatives: negatives.length,
      drawings: drawings.length,
      byKind: countBy(negatives, ({ kind }) => kind),
      bySort: countBy(negatives, ({ kind, what }) => `${kind}: ${what}`),
      neverShown: countBy(
        negatives.filter(([{ unseen }]) => unseen),
        ({ kind }) => kind,
      ),
      turned: countBy(turned, ({ what }) => what),
      drawingsBy: Object.fromEntries(groupings.map((name) => [name, countBy(drawings, ({ shown }) => shown[name]!)])),
    },
  };
}
