import { expect, test } from "vitest";
import { addRows } from "./ledger.ts";

test("requests to one address add up, and a new address gets its own row", () => {
  const first = addRows([], [{ origin: "https://a", requests: 1, bytesSent: 0 }]);
  const then = addRows(first, [
    { origin: "https://a", requests: 2, bytesSent: 5 },
    { origin: "https://b", requests: 1, bytesSent: 0 },
  ]);
  expect(then).toEqual([
    { origin: "https://a", requests: 3, bytesSent: 5 },
    { origin: "https://b", requests: 1, bytesSent: 0 },
  ]);
});
