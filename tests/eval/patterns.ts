/**
 * @file Noises and patterns in which nobody can be read, made from a seed. Half of them have colours, half are grey.
 */
import { raster, type Raster } from "~/engine/image/raster.ts";
import { chanceOf, type Chance } from "./chance.ts";

type Colour = readonly [red: number, green: number, blue: number];
/** Colour of a pixel, 0..255. */
type Paint = (x: number, y: number) => Colour;

const anyColour = (chance: Chance): Colour => [chance.between(0, 255), chance.between(0, 255), chance.between(0, 255)];
const mix = (a: Colour, b: Colour, share: number): Colour => [
  a[0] + (b[0] - a[0]) * share,
  a[1] + (b[1] - a[1]) * share,
  a[2] + (b[2] - a[2]) * share,
];

/** Values at the corners of squares of `side` pixels, smoothly between. */
function lattice(chance: Chance, side: number, width: number, height: number): (x: number, y: number) => number {
  const columns = Math.ceil(width / side) + 2;
  const values = Float32Array.from({ length: columns * (Math.ceil(height / side) + 2) }, () => chance.normal());
  const ease = (t: number): number => t * t * (3 - 2 * t);
  return (x, y) => {
    const [column, row] = [Math.floor(x / side), Math.floor(y / side)];
    const [u, v] = [ease(x / side - column), ease(y / side - row)];
    const at = row * columns + column;
    const upper = values[at]! * (1 - u) + values[at + 1]! * u;
    return upper * (1 - v) + (values[at + columns]! * (1 - u) + values[at + columns + 1]! * u) * v;
  };
}

/** Octaves of a lattice; each is `persistence` times the one that is twice as coarse. */
function octaves(chance: Chance, coarsest: number, persistence: number, width: number, height: number) {
  const layers: { readonly at: (x: number, y: number) => number; readonly weight: number }[] = [];
  for (let side = coarsest, weight = 1; side >= 1; side /= 2, weight *= persistence)
    layers.push({ at: lattice(chance, side, width, height), weight });
  const whole = Math.hypot(...layers.map(({ weight }) => weight));
  return (x: number, y: number): number => layers.reduce((sum, { at, weight }) => sum + weight * at(x, y), 0) / whole;
}

/** The same for the three colours, or one for each. */
function tinted(chance: Chance, make: () => (x: number, y: number) => number): Paint {
  const [strength, level] = [chance.between(25, 75), chance.between(70, 185)];
  const value = (noise: number): number => level + strength * noise;
  const red = make();
  if (chance.uniform() < 0.5)
    return (x, y) => {
      const grey = value(red(x, y));
      return [grey, grey, grey];
    };
  const [green, blue] = [make(), make()];
  return (x, y) => [value(red(x, y)), value(green(x, y)), value(blue(x, y))];
}

const white = (chance: Chance): Paint => tinted(chance, () => () => chance.normal());
const pink = (chance: Chance, width: number, height: number): Paint =>
  tinted(chance, () => octaves(chance, 128, chance.between(0.6, 1), width, height));
const clouds = (chance: Chance, width: number, height: number): Paint =>
  tinted(chance, () => octaves(chance, 128, chance.between(0.25, 0.5), width, height));

/** Squares of one colour each, or of one slow wave each, as a JPEG of the lowest quality leaves them. */
function blocks(chance: Chance, width: number, height: number): Paint {
  const side = Math.round(2 ** chance.between(2, 6));
  const columns = Math.ceil(width / side);
  const wave = chance.uniform() < 0.5 ? 0 : 45;
  const cells = Array.from({ length: columns * Math.ceil(height / side) }, () => ({
    colour: anyColour(chance),
    across: Math.floor(chance.between(0, 3)),
    down: Math.floor(chance.between(0, 3)),
  }));
  return (x, y) => {
    const { colour, across, down } = cells[Math.floor(y / side) * columns + Math.floor(x / side)]!;
    const [u, v] = [((x % side) + 0.5) / side, ((y % side) + 0.5) / side];
    const swing = wave * Math.cos(Math.PI * across * u) * Math.cos(Math.PI * down * v);
    return [colour[0] + swing, colour[1] + swing, colour[2] + swing];
  };
}

function gradient(chance: Chance, width: number, height: number): Paint {
  const [from, to] = [anyColour(chance), anyColour(chance)];
  const angle = chance.between(0, 2 * Math.PI);
  const [x0, y0] = [chance.between(0, width), chance.between(0, height)];
  const round = chance.uniform() < 0.5;
  return (x, y) => {
    const along = round ? Math.hypot(x - x0, y - y0) : (x - x0) * Math.cos(angle) + (y - y0) * Math.sin(angle);
    return mix(from, to, Math.min(1, Math.max(0, round ? along / height : along / height + 0.5)));
  };
}

/** @param share 0 or 1 from pattern coordinates, which are turned and of random size */
function twoColours(chance: Chance, share: (u: number, v: number) => number): Paint {
  const [a, b, period, angle] = [anyColour(chance), anyColour(chance), 2 ** chance.between(2.5, 6.5), chance.between(0, Math.PI)];
  const [cosine, sine] = [Math.cos(angle) / period, Math.sin(angle) / period];
  return (x, y) => mix(a, b, share(x * cosine + y * sine, y * cosine - x * sine));
}

const odd = (value: number): number => Math.abs(Math.floor(value)) % 2;
const stripes = (chance: Chance): Paint => twoColours(chance, odd);
const checks = (chance: Chance): Paint => twoColours(chance, (u, v) => (odd(u) + odd(v)) % 2);
const weave = (chance: Chance): Paint =>
  twoColours(chance, (u, v) => 0.5 + 0.5 * Math.sin(Math.PI * (odd(Math.floor(u) + Math.floor(v)) ? u : v)));
const dots = (chance: Chance): Paint =>
  twoColours(chance, (u, v) => Number(Math.hypot(u - Math.floor(u) - 0.5, v - Math.floor(v) - 0.5) < 0.3));

function rings(chance: Chance, width: number, height: number): Paint {
  const [a, b, period] = [anyColour(chance), anyColour(chance), 2 ** chance.between(3, 6)];
  const centres = Array.from({ length: 1 + Math.floor(chance.between(0, 3)) }, () => [
    chance.between(0, width),
    chance.between(0, height),
  ]);
  return (x, y) => mix(a, b, odd(Math.min(...centres.map(([u, v]) => Math.hypot(x - u!, y - v!))) / period));
}

export const NOISES = { white, pink, clouds, blocks } as const;
export const PATTERNS = { gradient, stripes, checks, weave, dots, rings } as const;

export function paintPattern(
  make: (chance: Chance, width: number, height: number) => Paint,
  seed: number,
  width: number,
  height: number,
): Raster {
  const paint = make(chanceOf(seed), width, height);
  const image = raster(width, height);
  for (let y = 0, to = 0; y < height; y++) for (let x = 0; x < width; x++, to += 4) image.data.set(paint(x, y), to);
  return image;
}
