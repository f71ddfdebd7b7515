/** @file The people who come with Likeness. Their drawings lie below /samples/. */
export const SAMPLES = [
  { id: "mara", name: "Mara" },
  { id: "kwame", name: "Kwame" },
  { id: "ingrid", name: "Ingrid" },
  { id: "ana", name: "Ana" },
] as const;

export type Sample = (typeof SAMPLES)[number];

export const portraitOf = (sample: Sample): string => `/samples/${sample.id}/01.webp`;
