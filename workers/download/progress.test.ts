import { expect, test } from "vitest";
import type { InstallReport } from "~/contracts/download-api";
import { makeProgress } from "./progress.ts";

function measure(here: number, total: number) {
  let time = 0;
  const reports: InstallReport[] = [];
  const progress = makeProgress(
    "pack",
    here,
    total,
    (at) => reports.push(at),
    () => time,
  );
  return { progress, reports, pass: (milliseconds: number) => (time += milliseconds) };
}

test("says nothing about time until a second has been measured", () => {
  const { progress, reports, pass } = measure(0, 1000);
  progress.received("a", 100);
  pass(999);
  progress.received("a", 100);
  expect(reports.map((report) => report.secondsLeft)).toEqual([null, null]);
});

test("goes by what arrived now, not by what was here before", () => {
  const { progress, reports, pass } = measure(500, 1000);
  pass(2000);
  progress.received("a", 100);
  // 50 bytes a second, 400 to go.
  expect(reports.at(-1)).toEqual({ packId: "pack", file: "a", bytesDone: 600, bytesTotal: 1000, secondsLeft: 8 });
});

test("takes back what was thrown away, and never passes the total", () => {
  const { progress, reports, pass } = measure(0, 1000);
  progress.received("a", 300);
  pass(200);
  progress.received("a", -300);
  expect(reports.at(-1)?.bytesDone).toBe(0);
  pass(200);
  progress.received("a", 2000);
  expect(reports.at(-1)?.bytesDone).toBe(1000);
});

test("reports a new file at once and the same file ten times a second at most", () => {
  const { progress, reports, pass } = measure(0, 1000);
  for (let count = 0; count < 20; count++) {
    progress.received("a", 1);
    pass(10);
  }
  expect(reports).toHaveLength(2);
  progress.received("b", 1);
  expect(reports.at(-1)?.file).toBe("b");
});
