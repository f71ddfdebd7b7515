/** @file Comma-separated values as RFC 4180 has them: CRLF after every record, quotes where they are needed, doubled inside. */

const field = (text: string): string => (/[",\r\n]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text);

export const csv = (records: readonly (readonly string[])[]): string =>
  records.map((record) => `${record.map(field).join(",")}\r\n`).join("");
