/**
 * @file The page of the gallery.
 */

/** @param {number | null} value */
const two = (value) => (value === null ? "no face" : value.toFixed(2));

/**
 * @param {readonly import("./gallery.mjs").Entry[]} entries
 * @param {{ person: string, version: string, pack: { id: string, revision: string }, steps: number | undefined }} made
 */
export const readMe = (entries, { person, version, pack, steps }) => `# Gallery: every verb, before and after

Made by \`npm run gallery\` through the interface of the built app (Likeness ${version}, ${pack.id} ${pack.revision}): a sample person, ${person},
was learned${steps === undefined ? "" : ` in ${steps} steps`} and drawn once, and each edit begins with that picture, or with the one that is shown, at the editor's own settings. Nothing was chosen
among several results. Likeness is measured by the app; of grades it changes because faces are compared in colour.

${entries
  .map(
    ({ title, asked, before, after, likeness: [was, is] }) => `## ${title}

${asked} · likeness ${two(was)} before, ${two(is)} after

![before](${before}) ![after](${after})
`,
  )
  .join("\n")}`;
