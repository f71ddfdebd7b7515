/** @file Ids of rows: short enough for file names, random enough never to meet. */

const ALPHABET = "abcdefghijkmnpqrstuvwxyz23456789";

/** Twelve characters of 32: sixty bits. */
export const newId = (): string => Array.from(crypto.getRandomValues(new Uint8Array(12)), (byte) => ALPHABET[byte % 32]).join("");
