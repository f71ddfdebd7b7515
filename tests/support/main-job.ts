/** @file The main job from the first page to the ZIP, with any hand, in Draft: the way that several tests go. */
import { readFile } from "node:fs/promises";
import { expect } from "vitest";
import { openArchive } from "../../scripts/demo/archive.mjs";
import type { personAt } from "../../scripts/demo/journey.mjs";

type Person = ReturnType<typeof personAt>;

/** Ends in the studio, with the first sketch of them. */
export async function meetInStudio(person: Person, name: string): Promise<void> {
  await person.meet(name);
  await person.packCopied();
  await person.drawingsInspected();
  await person.trained();
  await person.openStudio();
}

/** And so many drafts of them, in the studio. */
export async function drawnInStudio(person: Person, name: string, drafts: number): Promise<void> {
  await meetInStudio(person, name);
  await person.set("Draft", drafts);
  await person.generate();
  await person.drawn(drafts);
}

export interface MainJob {
  readonly name: string;
  /** A tile of each layer's picker. */
  readonly look: Readonly<Record<string, string>>;
  readonly pictures: number;
  readonly book: string;
}

/** @returns the masters that left in the ZIP */
export async function doMainJob(person: Person, { name, look, pictures, book }: MainJob): Promise<readonly Uint8Array[]> {
  await meetInStudio(person, name);
  for (const [layer, option] of Object.entries(look)) {
    await person.openPicker(layer);
    await person.pick(option);
    await person.closePicker();
  }
  await person.set("Draft", pictures);
  await person.generate();
  await person.drawn(pictures);
  expect(await person.keepAll()).toHaveLength(pictures);
  await person.makeLookbook(book, pictures);
  const download = await person.takeAway();
  const masters = await openArchive(await readFile(await download.path()), pictures);
  return masters.map(({ bytes }) => bytes);
}
