/**
 * @file Every row by bands of skin, hair and age, from what was measured of each picture and person.
 *
 * Values are shares with 1 the best, so that errors count as what is not wrong. Reconstruction, in dB, and skin, in ΔE, have bands but
 * no points to be behind by. A row's mean over its bands' cases is not always the row itself: the mean over people of their own errors is
 * not the rate over all pairs, and of regions the mean over pictures is not that over all pixels.
 */
import { bandsOf, worstGap, type Case as Banded, type Found } from "../../scripts/eval/bands.mjs";
import { inOrder, textureOf, type Bands, type NeutralCase, type PeopleFile } from "./people.ts";
import type { Seen } from "./pictures.ts";

/** Of a band, in a row that has a part in the worst gap: with fewer, one picture more or less is eight points. */
const LEAST = 12;
const SHUFFLES = 400;

export interface Measured {
  /** Row to attribute of the judge. */
  readonly attributes: Readonly<Record<string, string>>;
  readonly hairStyles: readonly string[];
  readonly seen: readonly Seen[];
  /** Mean cosine of two drawings of one person. */
  readonly genuine: number;
  readonly psnr: readonly number[];
  readonly regions: readonly number[];
  readonly landmarks: readonly (number | null)[];
  readonly errors: ReadonlyMap<number, number>;
  readonly neutral: readonly NeutralCase[];
  readonly skin: readonly (number | null)[];
}

/** By row, grouping and band. */
export type Table = Readonly<Record<string, Readonly<Record<string, Readonly<Record<string, Found>>>>>>;

export interface Fairness {
  readonly least: number;
  readonly worst: ReturnType<typeof worstGap>;
  readonly rows: Table;
}

export function fairnessOf({ pictures }: PeopleFile, { ofPerson }: Bands, measured: Measured): Fairness {
  const { attributes, hairStyles, genuine } = measured;
  const hairOf = (style: number | undefined) => (style === undefined ? {} : { hair: textureOf(hairStyles[style]!) });
  const portrait = (index: number) => {
    const { person, hair } = pictures[index]!;
    return { ...ofPerson(person), ...hairOf(hair) };
  };

  const drawn = measured.seen.map(({ asked, right, found, cosine }): Banded => ({
    bands: { ...ofPerson(asked.person), ...hairOf(asked.look["hair"]) },
    values: {
      ...Object.fromEntries(
        Object.entries(attributes).flatMap(([row, name]) => (name in right ? [[row, Number(right[name])]] : [])),
      ),
      rank1: Number(found),
      cosineShare: cosine / genuine,
    },
  }));
  const portraits = measured.regions.map((regions, index): Banded => {
    const error = measured.landmarks[index];
    return {
      bands: portrait(index),
      values: {
        parserMiou: regions,
        detectorAp: Number(typeof error === "number"),
        landmarkError: typeof error === "number" ? 1 - error : undefined,
      },
    };
  });
  const people = [...measured.errors].map(([person, error]): Banded => ({ bands: ofPerson(person), values: { eer: 1 - error } }));
  const restored = measured.psnr.map((psnr, index): Banded => ({ bands: portrait(index), values: { psnr } }));
  const neutral = measured.neutral.map(({ person, look }, index): Banded => ({
    bands: { ...ofPerson(person), ...hairOf(look["hair"]) },
    values: { skinDeltaE: measured.skin[index] ?? undefined },
  }));

  const shares = [drawn, portraits, people];
  return {
    least: LEAST,
    worst: worstGap(shares, { least: LEAST, shuffles: SHUFFLES }),
    rows: Object.fromEntries(
      [...shares, restored, neutral].flatMap((cases) =>
        Object.entries(bandsOf(cases)).map(([row, groupings]) => [
          row,
          Object.fromEntries(Object.entries(groupings).map(([grouping, bands]) => [grouping, inOrder(bands)])),
        ]),
      ),
    ),
  };
}
