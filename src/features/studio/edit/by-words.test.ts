import { expect, test } from "vitest";
import type { LayerKind } from "~/contracts/layers.ts";
import { spokenOf } from "~/contracts/spoken.ts";
import { wordsAfter } from "./by-words.ts";

test.each<[string, readonly LayerKind[]]>([
  ["make the jacket navy", ["outfit"]],
  ["give them long red curls", ["hair"]],
  ["put them in a library", ["scene"]],
  ["golden hour light", ["light"]],
  ["laughing", ["expression"]],
  ["a red hat and shorter hair", ["hair", "outfit"]],
  ["in a window-lit room", ["scene"]],
  ["more pizzazz", []],
  ["", []],
])("%j speaks of %j", (text, kinds) => expect(spokenOf(text)).toEqual(kinds));

test.each<[LayerKind, string, string, string]>([
  ["outfit", "make the blazer red", "wearing a navy blazer and shirt", "wearing a red blazer and shirt"],
  ["outfit", "Turn the suit burgundy.", "wearing a suit and tie", "wearing a burgundy suit and tie"],
  ["hair", "make the hair dark brown", "a blunt ginger bob", "a blunt dark brown bob"],
  ["hair", "give them long red curls", "a blunt ginger bob", "long red curls"],
  ["outfit", "change the outfit to a red evening gown", "wearing a navy suit", "wearing a red evening gown"],
  ["scene", "put them in a library", "at the beach", "in a library"],
  ["scene", "change the background to a forest", "at the beach", "in a forest"],
  ["expression", "make them laughing", "a soft smile", "laughing"],
  ["light", "golden hour light", "", "golden hour light"],
])("%s: %j, from %j, says %j", (kind, text, now, after) => expect(wordsAfter(kind, text, now)).toBe(after));
