import { expect, test } from "vitest";
import { PATIENCE, pauseMs, toldMs } from "./patience.ts";

const NOW = Date.parse("2026-11-21T10:00:00Z");
const told = (headers: Record<string, string>) => toldMs(new Headers(headers), NOW);

test("waits longer each time, up to a bound, and never twice the same for everybody", () => {
  const most = [1, 2, 3, 4].map((attempt) => pauseMs(PATIENCE, attempt, 1));
  expect(most).toEqual([500, 1000, 2000, 4000]);
  expect(pauseMs(PATIENCE, 1, 0)).toBe(250);
  expect(pauseMs(PATIENCE, 30, 1)).toBe(PATIENCE.longestPauseMs);
});

test.for<[Record<string, string>, number | undefined]>([
  [{}, undefined],
  [{ "Retry-After": "12" }, 12_000],
  [{ "Retry-After": "Sat, 21 Nov 2026 10:00:30 GMT" }, 30_000],
  [{ "Retry-After": "Sat, 21 Nov 2026 09:00:00 GMT" }, 0],
  [{ "Retry-After": "soon" }, undefined],
  [{ RateLimit: '"resolvers";r=0;t=37' }, 37_000],
  [{ RateLimit: '"resolvers";r=12;t=37' }, undefined],
  // Of several policies those that are used up decide.
  [{ RateLimit: '"api";r=12;t=300, "resolvers";r=0;t=37, "pages";r=0;t=5' }, 37_000],
  [{ "Retry-After": "5", RateLimit: '"resolvers";r=0;t=37' }, 5000],
])("reads when to come back from %j", ([headers, expected]) => {
  expect(told(headers)).toBe(expected);
});
