/**
 * @file What `npm run eval` found as the tables of a pack's card: by row against its bar, by band, by what was asked of casting.
 *
 * A row that the result lacks is left out.
 */

/** @typedef {{ readonly mean: number, readonly cases: number, readonly low: number | null, readonly high: number | null }} Found */
/** @typedef {Record<string, Record<string, Record<string, Found>>>} Rows */

/** @param {number} digits */
const plain = (digits) => (/** @type {number} */ value) => value.toFixed(digits);
/** @param {number} value */
const percent = (value) => `${(100 * value).toFixed(0)} %`;
/** @param {number} value */
const finePercent = (value) => `${(100 * value).toFixed(1)} %`;
/** @param {string} unit @param {number} digits */
const inUnits = (unit, digits) => (/** @type {number} */ value) => `${value.toFixed(digits)} ${unit}`;

/**
 * Row, what it is called, how it is written, what it should reach, whether less is better, the judge's attribute.
 *
 * @type {readonly { row: string, name: string, write: (value: number) => string, bar: number, less?: true, judge?: string }[]}
 */
const ROWS = [
  { row: "psnr", name: "reconstruction, PSNR", write: inUnits("dB", 1), bar: 30 },
  { row: "hairStyle", name: "hair style", write: percent, bar: 0.95, judge: "hair" },
  { row: "hairColour", name: "hair colour", write: percent, bar: 0.95, judge: "hair_colour" },
  { row: "outfit", name: "outfit", write: percent, bar: 0.95, judge: "outfit" },
  { row: "scene", name: "scene", write: percent, bar: 0.95, judge: "scene" },
  { row: "expression", name: "expression", write: percent, bar: 0.9, judge: "expression" },
  { row: "light", name: "light", write: percent, bar: 0.9, judge: "light" },
  { row: "accessories", name: "accessories", write: percent, bar: 0.9, judge: "accessory" },
  { row: "eer", name: "embedder, equal error rate", write: finePercent, bar: 0.03, less: true },
  { row: "rank1", name: "the right person of 200 is nearest, rank-1", write: percent, bar: 0.9 },
  { row: "cosineShare", name: "cosine to the own references, as a share of real to real", write: plain(2), bar: 0.85 },
  { row: "parserMiou", name: "parser, mean IoU", write: plain(3), bar: 0.9 },
  { row: "detectorAp", name: "detector, AP at IoU 0.5", write: plain(3), bar: 0.99 },
  { row: "landmarkError", name: "detector, landmark error over eye distance", write: finePercent, bar: 0.04, less: true },
  { row: "motionFlow", name: "motion between neighbouring poses, error over width", write: finePercent, bar: 0.02, less: true },
  { row: "upscalerGain", name: "upscaler, PSNR over bicubic at 4×", write: inUnits("dB", 1), bar: 2 },
  { row: "upscaleSeconds", name: "one master", write: inUnits("s", 1), bar: 1.5, less: true },
  { row: "worstBandGap", name: "worst band behind the mean of its row", write: finePercent, bar: 0.05, less: true },
  { row: "skinDeltaE", name: "skin, drawing to picture, mean ΔE (CIEDE2000)", write: plain(1), bar: 3, less: true },
  { row: "castAccuracy", name: "a description alone casts what it says", write: percent, bar: 0.9 },
  { row: "falseAccepts", name: "what is no drawing of a face, taken for one", write: finePercent, bar: 0.01, less: true },
  { row: "falseRefusals", name: "a drawing of somebody, refused", write: finePercent, bar: 0.01, less: true },
  { row: "pictureSeconds", name: "one picture at Standard", write: inUnits("s", 1), bar: 3, less: true },
];

/** @param {readonly string[]} cells */
const line = (cells) => `| ${cells.join(" | ")} |`;
/** @param {readonly string[]} head @param {readonly (readonly string[])[]} rows the first column reads from the left */
const table = (head, rows) => [line(head), `|---|${"---:|".repeat(head.length - 1)}`, ...rows.map(line)].join("\n");

/** @param {Record<string, any>} result */
function measured(result) {
  const rows = ROWS.flatMap(({ row, name, write, bar, less, judge }) => {
    const value = result[row];
    if (typeof value !== "number") return [];
    const own = judge === undefined ? undefined : result["judge"]?.[judge];
    const reached = less ? value <= bar : value >= bar;
    const said = own === undefined ? name : `${name}, by the judge (${percent(own)} on drawings)`;
    return [[said, write(value), `${less ? "≤" : "≥"} ${write(bar)}`, reached ? "reached" : "**not reached**"]];
  });
  return table(["what", "measured", "bar", ""], rows);
}

const GROUPINGS = /** @type {const} */ ([
  ["skin", "By skin tone"],
  ["hair", "By hair"],
  ["age", "By age"],
]);

/** Bands are shares of what is right; a row of errors is turned back. @param {string} row @param {Found} found */
function banded(row, { mean, cases }) {
  const spec = ROWS.find((each) => each.row === row);
  if (!spec) return `${mean} (${cases})`;
  const value = row === "eer" || row === "landmarkError" ? 1 - mean : mean;
  return `${spec.write(value)} (${cases})`;
}

/** @param {Rows} rows @param {string} grouping */
function bandTable(rows, grouping) {
  const names = [...new Set(Object.values(rows).flatMap((groupings) => Object.keys(groupings[grouping] ?? {})))];
  const lines = Object.entries(rows)
    .filter(([, groupings]) => grouping in groupings)
    .map(([row, groupings]) => {
      const bands = groupings[grouping] ?? {};
      const name = ROWS.find((each) => each.row === row)?.name ?? row;
      return [name, ...names.map((band) => (bands[band] ? banded(row, bands[band]) : ""))];
    });
  return table(["", ...names], lines);
}

/** @param {number} share */
const points = (share) => (100 * share).toFixed(0);

/** @param {Record<string, any>} fairness */
function worst({ worst: found, least }) {
  if (!found) return `No band has the ${least} cases that a gap needs.`;
  const { row, grouping, band, gap, cases, interval, chance } = found;
  const name = ROWS.find((each) => each.row === row)?.name ?? row;
  return [
    `Of all rows and bands with at least ${least} cases, “${band}” (${grouping}) in “${name}” is the furthest behind: ${points(gap)} points over`,
    `${cases} cases (95 % of such a band: ${points(interval[0])} to ${points(interval[1])}). With bands dealt out at random the worst gap is`,
    `${points(chance.median)} points in the median, ${points(chance.most)} in one shuffle of twenty, and ${percent(chance.share)} of shuffles are`,
    `as bad: where that is not small, this many cases cannot tell the gap from chance. Within five points a share is known from 140 cases`,
    `where nine in ten are right, and from 380 where half are.`,
  ].join("\n");
}

/** @param {readonly Record<string, any>[]} rows */
const castings = (rows) =>
  table(
    ["what is asked", "times", "understood", "cast", "seen in the picture", "the ruler on drawings"],
    rows.map((each) => [
      each["control"],
      String(each["asked"]),
      ...["understood", "cast", "drawn", "ruler"].map((key) => (each[key] === null ? "" : percent(each[key]))),
    ]),
  );

/** @param {Record<string, any>} found */
function inventions({ people, closest, samePerson, copies, nearest, strangers, spread }) {
  const said = `${people} people of the prior: no two are closer than ${plain(2)(closest)}, and ${plain(2)(samePerson)} would be one person.`;
  if (!nearest) return said;
  const each = Object.entries(spread).sort(([, a], [, b]) => a.evenness - b.evenness);
  const [low, high] = [each[0], each.at(-1)];
  return [
    said,
    `To the nearest person the prior was fitted to they have ${plain(2)(nearest.mean)} in the mean and ${plain(2)(nearest.most)} at most; people no model has`,
    `seen have ${plain(2)(strangers.mean)} and ${plain(2)(strangers.most)}. ${copies === 0 ? "Nobody is" : `${copies} are`} nearer than any of those.`,
    `They cover ${percent(Math.min(...each.map(([, { covered }]) => covered)))} or more of the range of every attribute, and fill it with an evenness`,
    `of ${low ? `${plain(2)(low[1].evenness)} (${low[0].replaceAll("_", " ")})` : ""} to ${high ? `${plain(2)(high[1].evenness)} (${high[0].replaceAll("_", " ")})` : ""}, 1 being that of drawn people.`,
  ].join("\n");
}

/** @param {Record<string, any>} edits @returns Markdown of what changes, and of what does not */
function edited({ layers, outside }) {
  const heads = ["the new is seen", "the old is seen", "other layers as before", "likeness falls by", "rank-1", "cosine share"];
  const rows = Object.entries(layers).map(([kind, row]) => [
    `${kind} (${row.cases})`,
    ...[row.new, row.old, row.untouched].map(percent),
    plain(3)(row.likenessDrop),
    percent(row.rank1),
    plain(2)(row.cosineShare),
  ]);
  const [decoded, autoencoder, result] = [outside.decoded, outside.autoencoder, outside.result].map(plain(2));
  return [
    table(["one layer changed", ...heads], rows),
    "",
    `Outside of the mask a colour differs from the source by ${decoded} of 255 where it comes out of the decoder, and by ${autoencoder} where the`,
    `autoencoder alone is at work; in the result, by ${result}.`,
  ].join("\n");
}

/** @param {Record<string, { rank1: number, cosineShare: number, cases: number }>} bands */
const turned = (bands) =>
  table(
    ["yaw", ...Object.entries(bands).map(([band, { cases }]) => `${band}° (${cases})`)],
    [
      ["rank-1", ...Object.values(bands).map(({ rank1 }) => percent(rank1))],
      ["cosine share", ...Object.values(bands).map(({ cosineShare }) => plain(2)(cosineShare))],
    ],
  );

/** @param {Record<string, any>} result what `npm run eval` printed @returns Markdown */
export function cardOf(result) {
  const { cases, fairness, cast, invented, edits, yaw } = result;
  const parts = [
    `By \`npm run eval\`, from the files in this folder (${result["pack"]}), on ${cases.people} people that nothing was trained on, ${cases.pictures} pictures at Standard.`,
    measured(result),
  ];
  if (fairness) {
    parts.push(
      "### By band",
      "How many cases each figure has stands in brackets. Pictures of some bands are few; their intervals are in the JSON.",
    );
    for (const [grouping, title] of GROUPINGS) parts.push(`**${title}**`, bandTable(fairness.rows, grouping));
    parts.push(worst(fairness));
  }
  if (cast)
    parts.push(
      "### Casting by words",
      "Read back from the face by the prior's own readings, to the level that was asked; beside it how often that ruler reads drawings of people right who are clearly of one level.",
      castings(cast),
    );
  if (invented) parts.push("### Invented people", inventions(invented));
  if (edits)
    parts.push(
      "### Edits",
      "Pictures drawn of held-out people, one layer's words exchanged: within the layer's region as the parser finds it, light over the whole picture. By the judge.",
      edited(edits),
    );
  if (yaw) parts.push("### Turned heads", turned(yaw));
  return parts.join("\n\n");
}

const BEGIN = "<!-- eval -->";
const END = "<!-- /eval -->";

/**
 * @param {string} card Markdown, with or without the tables of an earlier run
 * @param {string} tables
 */
export function withTables(card, tables) {
  const block = `${BEGIN}\n\n${tables}\n\n${END}`;
  const [from, to] = [card.indexOf(BEGIN), card.indexOf(END)];
  return from < 0 || to < from ? `${card.trimEnd()}\n\n${block}\n` : card.slice(0, from) + block + card.slice(to + END.length);
}
