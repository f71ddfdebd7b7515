/**
 * @file From what is set on the controls to what is asked of the prior.
 */
import type { Wish } from "./condition.ts";
import { readAttribute, type Control, type Level, type Prior } from "./prior.ts";

/** Control to level, by name; a control that is absent asks nothing. */
export type Choices = Readonly<Record<string, string>>;

/**
 * What is asked, and what a lock holds of the one chosen, is met to within this share of its reading's noise. People are drawn as they
 * are read, so that all of the noise would only blur the wish; none at all would pull somebody who is asked for much far from anybody.
 */
const HELD = 0.25;

const levelOf = (control: Control, choices: Choices): Level | undefined =>
  control.levels.find(({ name }) => name === choices[control.name]);

/** Names and levels the prior does not have fall away. */
export const known = ({ controls }: Prior, choices: Choices): Choices =>
  Object.fromEntries(controls.filter((control) => levelOf(control, choices)).map(({ name }) => [name, choices[name]!]));

const attributesOf = ({ levels }: Control): readonly string[] => [
  ...new Set(levels.flatMap(({ values }) => Object.keys(values))),
];

/**
 * A later control has the last word about an attribute.
 *
 * @param held where given, locked controls without a level keep this person's own
 */
export function wishesOf(
  prior: Prior,
  choices: Choices,
  held?: { readonly z: readonly number[]; readonly locks: readonly string[] },
): readonly Wish[] {
  const wishes = new Map<string, Wish>();
  const wish = (attribute: string, value: number): void => {
    wishes.set(attribute, { attribute, value, noise: HELD * prior.readings[attribute]!.noise });
  };
  for (const control of prior.controls) {
    const level = levelOf(control, choices);
    if (level) for (const [attribute, value] of Object.entries(level.values)) wish(attribute, value);
    else if (held?.locks.includes(control.name))
      for (const attribute of attributesOf(control)) wish(attribute, readAttribute(prior, attribute, held.z));
  }
  return [...wishes.values()];
}

/** What is asked, in words a caption would use. */
export const said = (prior: Prior, choices: Choices): string =>
  prior.controls
    .map((control) => levelOf(control, choices)?.words[0])
    .filter((word) => word !== undefined)
    .join(", ");
