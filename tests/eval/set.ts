/**
 * @file The evaluation set as toolkit/atelier/evaluation_set.py wrote it: its index, and its pictures by place.
 */
import { readFileSync } from "node:fs";
import { inflateSync } from "node:zlib";
import { decode } from "jpeg-js";
import type { Point } from "~/contracts/faces.ts";
import type { LayerKind } from "~/contracts/layers.ts";
import type { Raster } from "~/engine/image/raster.ts";

type Place = readonly [offset: number, bytes: number];
type Corners = readonly [x: number, y: number, width: number, height: number];

export interface Case {
  /** Faces of the same number show the same person. */
  readonly person: number;
  readonly layers: Readonly<Record<LayerKind, string>>;
  /** Attribute to class; one that cannot be seen is left out. */
  readonly look: Readonly<Record<string, number>>;
  readonly seed: number;
}

export interface Turn extends Case {
  /** Yaw, pitch, roll, gaze x and y, mouth, eyes. */
  readonly poses: readonly [readonly number[], readonly number[]];
  /** Of the drawn pair. */
  readonly landmarks: readonly [readonly Point[], readonly Point[]];
}

export interface EvaluationSet {
  /** Names of the classes. */
  readonly attributes: Readonly<Record<string, readonly string[]>>;
  readonly faces: readonly { readonly person: number; readonly file: Place; readonly landmarks: readonly Point[] }[];
  readonly pictures: readonly {
    readonly file: Place;
    readonly landmarks: readonly Point[];
    readonly box: Corners;
    readonly parsing: Place;
  }[];
  readonly mosaics: readonly {
    readonly file: Place;
    readonly boxes: readonly Corners[];
    readonly landmarks: readonly (readonly Point[])[];
  }[];
  readonly cases: readonly Case[];
  readonly turns: readonly Turn[];
}

const here = (name: string): URL => new URL(`../../tests/eval/${name}`, import.meta.url);

export const readSet = (): EvaluationSet => JSON.parse(readFileSync(here("set.json"), "utf8")) as EvaluationSet;

let files: Buffer | undefined;

function bytesAt([offset, length]: Place): Buffer {
  files ??= readFileSync(here("set.bin"));
  return files.subarray(offset, offset + length);
}

export function pictureAt(place: Place): Raster {
  const { width, height, data } = decode(bytesAt(place), { useTArray: true });
  return { width, height, data: Uint8ClampedArray.from(data) };
}

/** Class of each pixel of a map of 96×128. */
export const parsingAt = (place: Place): Uint8Array => inflateSync(bytesAt(place));
