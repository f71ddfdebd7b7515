/**
 * @file The ten collections that come with the studio. They leave the hair to the person, and say nothing that a template does not say.
 */
import type { LayerChoice } from "~/contracts/layers";
import type { Collection, LookWords } from "~/contracts/looks";

type Frame = "tight headshot" | "head-and-shoulders portrait" | "half-body portrait";

const [TIGHT, SHOULDERS, HALF] = [
  "tight headshot",
  "head-and-shoulders portrait",
  "half-body portrait",
] as const satisfies readonly Frame[];

function look(name: string, worn: string, scene: string, light: string, lens: Frame, expression: string): LookWords {
  const words = { outfit: `wearing ${worn}`, scene, light, lens, expression };
  const layers = (Object.keys(words) as readonly (keyof typeof words)[]).map((kind): LayerChoice => ({
    kind,
    words: words[kind],
    strength: 1,
  }));
  return { name, layers, camera: null };
}

const SOFT_LEFT = "soft light from the left";
const SOFT_RIGHT = "soft light from the right";
const BRIGHT = "flat and bright light";
const GOLDEN = "golden hour light";
const DRAMATIC = "dramatic side light";

export const COLLECTIONS: readonly Collection[] = [
  {
    name: "Corporate",
    looks: [
      look("Profile picture", "a navy blazer and shirt", "in a plain studio", SOFT_LEFT, SHOULDERS, "a soft smile"),
      look("Annual report", "a grey suit and tie", "in an office", SOFT_RIGHT, HALF, "neutral expression"),
      look("At the window", "a white blazer and shirt", "in a window-lit room", SOFT_LEFT, SHOULDERS, "a soft smile"),
      look("Board", "a black suit and tie", "in a dark studio", DRAMATIC, SHOULDERS, "a serious look"),
      look("Team page", "a sky blue linen shirt", "in an office", BRIGHT, SHOULDERS, "a soft smile"),
    ],
  },
  {
    name: "Actor and comp card",
    looks: [
      look("Headshot", "a black t-shirt", "in a plain studio", SOFT_LEFT, TIGHT, "neutral expression"),
      look("Commercial", "a sky blue denim jacket", "in a plain studio", BRIGHT, SHOULDERS, "laughing"),
      look("Dramatic", "a black turtleneck", "in a dark studio", DRAMATIC, TIGHT, "a serious look"),
      look("Young lead", "a grey hoodie", "on a city street", SOFT_RIGHT, SHOULDERS, "a thoughtful look"),
      look("Period", "a burgundy evening gown", "on stage", DRAMATIC, HALF, "a thoughtful look"),
      look("Surprised", "a mustard knit sweater", "in a plain studio", BRIGHT, TIGHT, "a surprised look"),
    ],
  },
  {
    name: "Dating",
    looks: [
      look("Coffee", "a beige knit sweater", "in a café", SOFT_LEFT, SHOULDERS, "a soft smile"),
      look("Weekend", "a sage linen shirt", "at the beach", GOLDEN, HALF, "laughing"),
      look("City evening", "a black leather jacket", "on a rooftop at sunset", GOLDEN, SHOULDERS, "a soft smile"),
      look("At home", "a white t-shirt", "in a kitchen", SOFT_RIGHT, SHOULDERS, "laughing"),
      look("Outdoors", "a forest green hoodie", "in the mountains", BRIGHT, HALF, "a soft smile"),
    ],
  },
  {
    name: "Creative",
    looks: [
      look("Gallery", "a black turtleneck", "in a gallery", BRIGHT, SHOULDERS, "neutral expression"),
      look("Neon", "a black leather jacket", "on a neon street at night", "backlit", SHOULDERS, "a serious look"),
      look("Colour", "a mustard turtleneck", "in a plain studio", BRIGHT, TIGHT, "a surprised look"),
      look("Rooftop", "a burgundy denim jacket", "on a rooftop at sunset", GOLDEN, HALF, "a thoughtful look"),
      look("Studio floor", "a white t-shirt, with glasses", "in a dark studio", DRAMATIC, SHOULDERS, "laughing"),
    ],
  },
  {
    name: "Academic",
    looks: [
      look("Faculty page", "a navy blazer and shirt", "in a library", SOFT_LEFT, SHOULDERS, "a soft smile"),
      look("Graduation", "an academic gown with a red hood", "in a garden", BRIGHT, HALF, "a soft smile"),
      look(
        "Between the shelves",
        "a burgundy knit sweater, with glasses",
        "in a library",
        SOFT_RIGHT,
        SHOULDERS,
        "a thoughtful look",
      ),
      look("Laboratory", "a lab coat over a sky blue shirt", "in a plain studio", BRIGHT, SHOULDERS, "neutral expression"),
      look("Ceremony", "an academic gown with a navy hood", "on stage", SOFT_LEFT, HALF, "a serious look"),
    ],
  },
  {
    name: "Health care",
    looks: [
      look("Practice", "a lab coat over a white shirt", "in an office", BRIGHT, SHOULDERS, "a soft smile"),
      look("Ward", "sky blue scrubs", "in a window-lit room", SOFT_LEFT, SHOULDERS, "a soft smile"),
      look("Theatre", "forest green scrubs", "in a plain studio", BRIGHT, TIGHT, "a serious look"),
      look(
        "Consultant",
        "a lab coat over a navy shirt, with glasses",
        "in a plain studio",
        SOFT_RIGHT,
        SHOULDERS,
        "neutral expression",
      ),
      look("Children’s ward", "pink scrubs", "in a window-lit room", BRIGHT, SHOULDERS, "laughing"),
    ],
  },
  {
    name: "Speaker",
    looks: [
      look("On stage", "a black blazer and shirt", "on stage", DRAMATIC, HALF, "a soft smile"),
      look("Programme", "a navy turtleneck", "in a plain studio", SOFT_LEFT, TIGHT, "a soft smile"),
      look("In the talk", "a white t-shirt", "on stage", "backlit", HALF, "laughing"),
      look("Panel", "a grey blazer and shirt, with glasses", "on stage", SOFT_RIGHT, SHOULDERS, "a thoughtful look"),
      look("Poster", "a burgundy silk blouse", "in a dark studio", DRAMATIC, SHOULDERS, "a serious look"),
    ],
  },
  {
    name: "Founder",
    looks: [
      look("Press", "a black t-shirt", "in a plain studio", SOFT_LEFT, SHOULDERS, "neutral expression"),
      look("Workshop", "a grey hoodie", "in an office", BRIGHT, HALF, "a soft smile"),
      look("Investors", "a navy blazer and shirt", "in an office", SOFT_RIGHT, SHOULDERS, "a soft smile"),
      look("City", "a beige trench coat", "on a city street", GOLDEN, HALF, "a thoughtful look"),
      look("Late", "a grey turtleneck", "in a window-lit room", DRAMATIC, SHOULDERS, "a serious look"),
    ],
  },
  {
    name: "Editorial black and white",
    looks: [
      look("Turtleneck", "a black turtleneck", "in a dark studio", DRAMATIC, TIGHT, "a serious look"),
      look("White on white", "a white linen shirt", "in a plain studio", BRIGHT, SHOULDERS, "neutral expression"),
      look("Overcoat", "a black trench coat", "in the snow", SOFT_LEFT, HALF, "a thoughtful look"),
      look("Gown", "a black evening gown, with earrings", "in a gallery", DRAMATIC, HALF, "neutral expression"),
      look("Leather", "a black leather jacket", "in a plain studio", "backlit", TIGHT, "a serious look"),
    ],
  },
  {
    name: "Seasonal",
    looks: [
      look("Spring", "a sage summer dress", "in a garden", SOFT_LEFT, HALF, "a soft smile"),
      look("Summer", "a white linen shirt, with sunglasses", "at the beach", BRIGHT, SHOULDERS, "laughing"),
      look("Autumn", "a mustard knit sweater, with a scarf", "in a forest", GOLDEN, HALF, "a soft smile"),
      look("Winter", "a red knit sweater, with a hat", "in the snow", BRIGHT, SHOULDERS, "laughing"),
      look("New year", "a black evening gown, with earrings", "on a rooftop at sunset", "backlit", HALF, "a soft smile"),
    ],
  },
];
