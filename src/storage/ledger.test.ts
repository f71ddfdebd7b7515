import { expect, test } from "vitest";
import { addRows, isUnchanged, type LedgerCounts, NO_COUNTS, totals } from "./ledger.ts";

const row = (origin: string, counts: Partial<LedgerCounts>) => ({ origin, ...NO_COUNTS, ...counts });

test("requests to one address add up, and a new address gets its own row", () => {
  const first = addRows([], [row("https://a", { requests: 1, bytesReceived: 10 })]);
  const then = addRows(first, [
    row("https://a", { requests: 2, bytesSent: 5, bytesReceived: 1 }),
    row("https://b", { requests: 1, refused: 1 }),
  ]);
  expect(then).toEqual([
    row("https://a", { requests: 3, bytesSent: 5, bytesReceived: 11 }),
    row("https://b", { requests: 1, refused: 1 }),
  ]);
  expect(totals(then)).toEqual({ ...NO_COUNTS, requests: 4, bytesSent: 5, bytesReceived: 11, refused: 1 });
});

test("what was answered or refused here leaves the ledger unchanged; a request or a byte does not", () => {
  const before = { ...NO_COUNTS, requests: 3, bytesReceived: 11 };
  expect(isUnchanged(before, { ...before, answeredHere: 4, refused: 2 })).toBe(true);
  expect(isUnchanged(before, { ...before, requests: 4 })).toBe(false);
  expect(isUnchanged(before, { ...before, bytesReceived: 12 })).toBe(false);
  expect(isUnchanged(before, { ...before, bytesSent: 1 })).toBe(false);
});
