import { expect, test } from "vitest";
import { cardOf, withTables } from "./card.mjs";

const found = (mean: number, cases: number) => ({ mean, cases, low: 0, high: 1 });
const result = {
  pack: "atelier 1",
  cases: { people: 240, pictures: 100 },
  judge: { hair: 0.62 },
  hairStyle: 0.96,
  eer: 0.031,
  skinDeltaE: 2.94,
  worstBandGap: null,
  fairness: {
    least: 12,
    rows: {
      hairStyle: { skin: { light: found(0.9, 20), dark: found(0.5, 18) } },
      eer: { skin: { light: found(0.97, 40), dark: found(0.96, 38) } },
    },
    worst: {
      row: "hairStyle",
      grouping: "skin",
      band: "dark",
      gap: 0.2,
      cases: 18,
      interval: [0.05, 0.41],
      chance: { median: 0.17, most: 0.26, share: 0.31 },
    },
  },
  cast: [{ control: "age", asked: 24, understood: 1, cast: 0.75, drawn: 0.5, ruler: null }],
};

test("each row says what was measured, what it should be, and whether it is", () => {
  const card = cardOf(result);
  expect(card).toContain("| hair style, by the judge (62 % on drawings) | 96 % | ≥ 95 % | reached |");
  expect(card).toContain("| embedder, equal error rate | 3.1 % | ≤ 3.0 % | **not reached** |");
  expect(card).toContain("| skin, drawing to picture, mean ΔE (CIEDE2000) | 2.9 | ≤ 3.0 | reached |");
  expect(card).not.toContain("reconstruction");
  expect(card).not.toContain("worst band behind");
});

test("bands have their cases in brackets, and errors are errors again", () => {
  const card = cardOf(result);
  expect(card).toContain("|  | light | dark |");
  expect(card).toContain("| hair style | 90 % (20) | 50 % (18) |");
  expect(card).toContain("| embedder, equal error rate | 3.0 % (40) | 4.0 % (38) |");
  expect(card).toContain("“dark” (skin) in “hair style” is the furthest behind: 20 points");
  expect(card).toContain("17 points in the median, 26 in one shuffle of twenty, and 31 % of shuffles");
});

test("casting has a line for each thing asked, without a ruler where there is none", () => {
  expect(cardOf(result)).toContain("| age | 24 | 100 % | 75 % | 50 % |  |");
});

test("an edit's row says what is seen, what stays and whose it is; turned heads have a column each", () => {
  const row = { new: 0.9, old: 0.05, untouched: 0.97, likenessDrop: 0.0149, rank1: 0.5, cosineShare: 0.612, cases: 8 };
  const card = cardOf({
    ...result,
    edits: { layers: { hair: row }, outside: { decoded: 3.2, autoencoder: 3.1, result: 0 } },
    yaw: { "-15..0": { rank1: 0.4, cosineShare: 0.6, cases: 5 } },
  });
  expect(card).toContain("| hair (8) | 90 % | 5 % | 97 % | 0.015 | 50 % | 0.61 |");
  expect(card).toContain("by 3.20 of 255 where it comes out of the decoder, and by 3.10");
  expect(card).toContain("| yaw | -15..0° (5) |");
});

test("tables take the place of earlier ones, and else stand at the end", () => {
  const first = withTables("# Card\n\nWords.\n", "| one |");
  expect(first).toBe("# Card\n\nWords.\n\n<!-- eval -->\n\n| one |\n\n<!-- /eval -->\n");
  expect(withTables(`${first}\nMore.\n`, "| two |")).toBe(
    "# Card\n\nWords.\n\n<!-- eval -->\n\n| two |\n\n<!-- /eval -->\n\nMore.\n",
  );
});
