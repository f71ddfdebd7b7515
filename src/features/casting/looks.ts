/**
 * @file How candidates and the chosen one are shown: a quiet portrait for a sheet, and eight looks that show a person from all sides.
 *
 * Nobody's hair, clothes or place appears twice, so that what is common to the eight is the face.
 */
import type { Pose } from "~/contracts/request";
import type { CastScene } from "~/services/casting";

const pose = (yaw: number, pitch: number, roll: number, gazeX = 0, mouth = 0, eyes = 0.85): Pose => ({
  yaw,
  pitch,
  roll,
  gazeX,
  gazeY: 0,
  mouth,
  eyes,
});

type Words = readonly [hair: string, outfit: string, scene: string, light: string, lens: string, expression: string];

const dressed = ([hair, outfit, scene, light, lens, expression]: Words, turned: Pose): CastScene => ({
  layers: [
    { kind: "hair", words: hair, strength: 1 },
    { kind: "outfit", words: outfit, strength: 1 },
    { kind: "scene", words: scene, strength: 1 },
    { kind: "light", words: light, strength: 1 },
    { kind: "lens", words: lens, strength: 1 },
    { kind: "expression", words: expression, strength: 1 },
  ],
  pose: turned,
});

/** Hair is no part of who somebody is: on a sheet it falls to each candidate by the seed. Everything else is the same for all. */
const HAIR = [
  "short side-parted dark brown hair",
  "long wavy chestnut hair",
  "short curly black hair",
  "a light brown bun",
  "a black afro",
  "straight shoulder-length dark blonde hair",
  "a grey pixie cut",
  "black box braids",
  "a dark brown buzz cut",
  "a ginger bob with a fringe",
] as const;

export const PORTRAITS: readonly CastScene[] = HAIR.map((hair) =>
  dressed(
    [hair, "a black turtleneck", "plain studio", "soft light from the left", "head and shoulders", "neutral expression"],
    pose(0, 0, 0),
  ),
);

export const LOOKS: readonly CastScene[] = [
  dressed(
    [
      "short side-parted dark brown hair",
      "a navy blazer and shirt",
      "plain studio",
      "soft light from the left",
      "head and shoulders",
      "soft smile",
    ],
    pose(0, 0, 0),
  ),
  dressed(
    [
      "slicked-back black hair",
      "a black turtleneck",
      "gallery",
      "flat and bright light",
      "head and shoulders",
      "neutral expression",
    ],
    pose(-18, 0, 0),
  ),
  dressed(
    [
      "wavy shoulder-length chestnut hair",
      "a sage linen shirt",
      "window-lit room",
      "soft light from the right",
      "head and shoulders",
      "soft smile",
    ],
    pose(16, 2, -2),
  ),
  dressed(
    ["a grey buzz cut", "a beige knit sweater", "library", "soft light from the right", "tight headshot", "serious"],
    pose(6, -4, 0),
  ),
  dressed(
    [
      "a light brown ponytail",
      "a sky blue denim jacket",
      "city street",
      "flat and bright light",
      "head and shoulders",
      "laughing",
    ],
    pose(-8, 0, 3, 0, 0.7, 0.65),
  ),
  dressed(
    ["short curly red hair", "a burgundy hoodie", "garden", "golden hour", "head and shoulders", "thoughtful"],
    pose(22, 3, 2, 0.4),
  ),
  dressed(
    ["a blunt black bob", "a white t-shirt", "beach", "flat and bright light", "head and shoulders", "soft smile"],
    pose(-24, 0, -3, -0.2),
  ),
  dressed(
    ["a bald head", "a black leather jacket", "dark studio", "soft light from the left", "tight headshot", "neutral expression"],
    pose(4, 4, 0),
  ),
];
