/** @file The words of casting: what is asked, who came, and what becomes of the chosen one. */
import type { LookVerdict } from "~/services/casting-looks";
import { counted, seconds } from "~/ui/text/numbers";

const left = (time: number | null): string => (time === null ? "" : ` · about ${seconds(Math.max(1, Math.round(time)))} left`);

export const words = {
  title: "Cast someone",
  lede: "Say whom you are looking for, or leave it to chance. Everybody here is invented.",
  back: "Personas",
  needs: (pack: string): string => `Casting needs ${pack}, the pack that invents and draws faces.`,
  install: "Install the models",
  ask: {
    title: "Who",
    words: "In your own words",
    hint: "A freckled woman in her fifties with green eyes.",
    unknown: (unknown: readonly string[]): string =>
      `Not understood, and left out: ${unknown.map((word) => `“${word}”`).join(", ")}.`,
    more: "More of the face",
    any: "any",
    hold: (control: string): string => `Hold ${control}`,
    holding: "What is held stays the same on the next sheets.",
    cast: (count: number): string => `Cast ${count}`,
  },
  sheet: {
    label: "Candidates",
    empty: "Nobody has been cast yet.",
    emptyNext: "Twelve people who fit will appear here, one by one.",
    candidate: (index: number, of: number): string => `Candidate ${index} of ${of}`,
    waiting: "not drawn yet",
    drawing: "being drawn",
    few: (count: number): string =>
      `So much is asked that only ${counted(count, "person", "people")} came who differ. Leave something to chance for more.`,
    progress: "Drawing the candidates",
    done: (done: number, of: number, time: number | null): string => `${done} of ${of}${left(time)}`,
    cancel: "Stop",
    goOn: "Draw the rest",
    drawn: (count: number): string => `${counted(count, "candidate")} drawn.`,
    keys: "Arrow keys walk, Enter chooses. Choose one to go on with, or two to mix.",
    like: "More like this",
    mix: "Mix these two",
    surprise: "Surprise me",
    back: "The sheet before",
    temporary: "Candidates are drawn only for this page. Nothing of them is stored until one is taken.",
  },
  take: {
    title: "This one",
    name: "Name",
    nameMissing: "A name is needed.",
    draw: "Draw in eight looks",
    note: "Eight photographs in different hair, clothes, places and light. Training follows.",
  },
  looks: {
    title: (name: string): string => `${name} in eight looks`,
    lede: "Each picture is checked for one face and for looking like the one you chose. Weak ones are drawn again.",
    label: "Looks",
    look: (index: number, of: number): string => `Look ${index} of ${of}`,
    progress: "Drawing the looks",
    done: (good: number, of: number, round: number, time: number | null): string =>
      `${good} of ${of} are good${round > 1 ? `, time ${round}` : ""}${left(time)}`,
    storing: "Putting the photographs away",
    cancel: "Back to the sheet",
    tooFew: (good: number, needed: number): string =>
      `Only ${good} of the looks resemble the one you chose; ${needed} are needed to train.`,
    again: "Draw again",
    verdict: {
      waiting: "waiting",
      drawing: "being drawn",
      good: "good",
      weak: "not alike enough",
      "no-face": "no face found",
      "several-faces": "more than one face",
    } satisfies Readonly<Record<LookVerdict, string>>,
  },
} as const;
