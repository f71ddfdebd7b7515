/**
 * @file Looks that are saved: some of the layers a portrait is dressed in, and its shape. They say nothing of whom they were made with.
 */
import type { LayerChoice } from "./layers.ts";
import type { Size } from "./request.ts";

export interface LookWords {
  readonly name: string;
  /** A layer that is not there stays as it is when the look is put on; one without words is left out of the picture. */
  readonly layers: readonly LayerChoice[];
  /** The size it was made at; a pack takes its own size of the nearest shape. null keeps the shape. */
  readonly camera: Size | null;
}

/** The row of one that somebody saved. */
export interface SavedLook extends LookWords {
  readonly id: string;
  /** Milliseconds since the epoch. */
  readonly createdAt: number;
}

export interface Collection {
  readonly name: string;
  readonly looks: readonly LookWords[];
}

export const MAX_LOOK_NAME = 60;
export const MAX_LOOKS = 200;
