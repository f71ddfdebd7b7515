import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { ACCENTS } from "~/contracts/records";

/** WCAG 2.2, 1.4.3: text of this size. */
const TEXT = 4.5;

const read = (name: string): string => readFileSync(new URL(name, import.meta.url), "utf8");

type Tokens = ReadonlyMap<string, readonly [light: string, dark: string]>;

const tokensOf = (css: string): Tokens =>
  new Map(
    [...css.matchAll(/--([\w-]+): light-dark\((oklch\([^)]*\)), (oklch\([^)]*\))\)/g)].map(
      ([, name = "", light = "", dark = ""]) => [name, [light, dark]],
    ),
  );

/** Relative luminance of an oklch colour, by the matrices of CSS Color 4; it fails where sRGB does not hold the colour. */
function luminance(colour: string): number {
  const [, lightness = "", chroma = "", hue = ""] = /oklch\(([\d.]+)% ([\d.]+) ([\d.]+)\)/.exec(colour) ?? [];
  const [l, c, h] = [Number(lightness) / 100, Number(chroma), (Number(hue) * Math.PI) / 180];
  const [a, b] = [c * Math.cos(h), c * Math.sin(h)];
  const cone = (x: number, y: number): number => (l + x * a + y * b) ** 3;
  const [long, medium, short] = [
    cone(0.3963377774, 0.2158037573),
    cone(-0.1055613458, -0.0638541728),
    cone(-0.0894841775, -1.291485548),
  ];
  const rgb = [
    4.0767416621 * long - 3.3077115913 * medium + 0.2309699292 * short,
    -1.2684380046 * long + 2.6097574011 * medium - 0.3413193965 * short,
    -0.0041960863 * long - 0.7034186147 * medium + 1.707614701 * short,
  ] as const;
  for (const part of rgb) {
    expect(part, `${colour} is outside sRGB`).toBeGreaterThan(-0.01);
    expect(part, `${colour} is outside sRGB`).toBeLessThan(1.01);
  }
  return 0.2126 * rgb[0] + 0.7152 * rgb[1] + 0.0722 * rgb[2];
}

function contrast(one: string, other: string): number {
  const [darker, lighter] = [luminance(one), luminance(other)].toSorted((x, y) => x - y) as [number, number];
  return (lighter + 0.05) / (darker + 0.05);
}

const common = tokensOf(read("tokens.css"));
const blocks = new Map(
  [...read("accents.css").matchAll(/\[data-accent="(\w+)"\] \{([^}]*)\}/g)].map(([, name = "", block = ""]) => [
    name,
    tokensOf(block),
  ]),
);

test("every accent that a client can have is drawn", () => {
  expect([...blocks.keys()]).toEqual(ACCENTS);
});

test.each(ACCENTS)("%s reads on every paper, and its ink reads on it, light and dark", (accent) => {
  const token = (name: string, scheme: 0 | 1): string => (blocks.get(accent)?.get(name) ?? common.get(name))![scheme];
  for (const scheme of [0, 1] as const) {
    for (const ink of ["accent", "accent-hover"]) {
      for (const paper of ["paper", "raise", "sink", "accent-wash", "on-accent"])
        expect(contrast(token(ink, scheme), token(paper, scheme)), `${ink} on ${paper}, ${scheme}`).toBeGreaterThanOrEqual(TEXT);
    }
    expect(contrast(token("ink", scheme), token("accent-wash", scheme))).toBeGreaterThanOrEqual(TEXT);
  }
});
