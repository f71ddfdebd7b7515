/** @file The words that lie in the archive beside the pictures. */

export interface ReadMe {
  readonly book: string;
  readonly day: string;
  readonly pictures: number;
  /** How many of them are larger than they were drawn. */
  readonly enlarged: number;
  /** Names of the networks of others that enlarged some of them. */
  readonly enlargers: readonly string[];
  /** Names of those that some of them came in as, to be edited. */
  readonly files: readonly string[];
  readonly people: readonly string[];
  readonly licences: readonly string[];
  readonly disclosure: boolean;
}

const DISCLOSURE = [
  "ABOUT THESE PICTURES",
  "",
  "They were drawn by a generative model on the computer of whoever sent them to",
  "you. They are not photographs: nobody stood in front of a camera for them. Say so",
  "where you publish them; in many places you have to.",
  "",
];

const ENLARGED = [
  "Pictures were drawn small and enlarged by the same family of models, which makes",
  "edges sharp and adds nothing that was not drawn; manifest.json has both sizes.",
  "",
];

const enlargedBy = (names: readonly string[]): readonly string[] => [
  `Some were enlarged by ${names.join(", ")} instead, which makes up fine detail;`,
  "manifest.json says which.",
  "",
];

const editedOf = (files: readonly string[]): readonly string[] => [
  "Not all of them began here. These files were drawn elsewhere and edited;",
  "manifest.json says which picture came of which:",
  "",
  ...files.map((name) => `- ${name}`),
  "",
];

/** Lines end as every editor of every system reads them. */
export function readMe({ book, day, pictures, enlarged, enlargers, files, people, licences, disclosure }: ReadMe): string {
  const lines = [
    book,
    "=".repeat(Math.min(80, book.length)),
    "",
    `${pictures} ${pictures === 1 ? "picture" : "pictures"} of ${people.join(", ")}, packed on ${day}.`,
    "",
    "WHAT IS IN HERE",
    "",
    "masters/        each picture at its full size, PNG, nothing lost",
    "jpeg/           the same pictures as JPEG, quality 95, for sending and printing",
    "captions.csv    caption, alternative text and tags of every picture, for any table",
    "manifest.json   how each picture was drawn, and the SHA-256 of every file",
    "",
    ...(enlarged > 0 ? ENLARGED : []),
    ...(enlargers.length > 0 ? enlargedBy(enlargers) : []),
    ...(files.length > 0 ? editedOf(files) : []),
    "Files are named after the person, the version of their model and the page:",
    "name.version_page.png. To check that a file has not changed, compare its SHA-256",
    "with the one in manifest.json.",
    "",
    "Each PNG carries its own recipe. Dropped into the library of Likeness it opens",
    "the studio on the same look; the person's model stays on the device it was",
    "learned on and is not in here.",
    "",
    ...(disclosure ? DISCLOSURE : []),
    ...(licences.length > 0 ? ["LICENCE OF THE MODELS", "", ...licences, ""] : []),
  ];
  return lines.join("\r\n");
}
