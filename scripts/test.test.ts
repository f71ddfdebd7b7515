import { expect, test } from "vitest";
import { count, journeysAgain, withSecond } from "./test.mjs";

const file = (name: string, ...statuses: readonly string[]) => ({
  name,
  status: statuses.includes("failed") || statuses.length === 0 ? "failed" : "passed",
  assertionResults: statuses.map((status) => ({ status })),
});

const reportOf = (...testResults: readonly ReturnType<typeof file>[]) => {
  const each = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const counted = (status: string) => each.filter((found) => found === status).length;
  return { numPassedTests: counted("passed"), numFailedTests: counted("failed"), testResults: [...testResults] };
};

const UNIT = file("/likeness/src/draft.test.ts", "passed", "passed");
const LOOKS = "/likeness/tests/e2e/looks.e2e.ts";
const SHELL = "/likeness/tests/e2e/shell.e2e.ts";

test("a file that could not be loaded, and an error that nobody caught, count as a failure", () => {
  expect(count(reportOf(UNIT), true)).toEqual({ passed: 2, failed: 0 });
  expect(count(reportOf(UNIT), false)).toEqual({ passed: 2, failed: 1 });
  expect(count(reportOf(UNIT, file(LOOKS)), false)).toEqual({ passed: 2, failed: 1 });
});

test("journeys that failed are tried again, and nothing else ever is", () => {
  expect(journeysAgain(reportOf(UNIT, file(LOOKS, "passed", "failed"), file(SHELL, "passed")))).toEqual([LOOKS]);
  expect(journeysAgain(reportOf(UNIT))).toEqual([]);
  const unit = file("/likeness/src/draft.test.ts", "passed", "failed");
  expect(journeysAgain(reportOf(unit, file(LOOKS, "failed")))).toEqual([]);
});

test("what the second attempt came to is what counts, for its own file alone", () => {
  const first = reportOf(UNIT, file(LOOKS, "passed", "failed"), file(SHELL, "failed"));
  const second = reportOf(file(LOOKS, "passed", "passed"), file(SHELL, "failed"));
  expect(count(withSecond(first, second), false)).toEqual({ passed: 4, failed: 1 });
  expect(count(withSecond(first, reportOf(file(LOOKS, "passed", "passed"), file(SHELL, "passed"))), true)).toEqual({
    passed: 5,
    failed: 0,
  });
});
