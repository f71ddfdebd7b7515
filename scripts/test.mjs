/**
 * @file `npm test`: builds the app, runs every test, and ends with one line that counts them.
 *
 *     npm test                      everything
 *     npm test -- src/engine        the files whose path contains a word
 *     npm test -- --project unit    one project of vitest.config.ts
 *
 * A journey of tests/e2e is a browser, a runtime of neural networks and an app, all of which share a computer with whatever else runs on it:
 * a file of journeys that failed is run once more, alone, and where it passes then, a line says so. No other test has a second attempt.
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { isMain } from "./is-main.mjs";

/** @typedef {{ name: string, status: string, assertionResults: { status: string }[] }} FileReport */
/** @typedef {{ numPassedTests: number, numFailedTests: number, testResults: FileReport[] }} Report */

/**
 * A file that could not be loaded holds no test that failed, nor does an error that nobody caught, yet something did.
 *
 * @param {Report} report
 * @param {boolean} ended whether the runner itself was content
 */
export function count(report, ended) {
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: failed === 0 && !ended ? 1 : failed };
}

/**
 * The journeys to try once more: none where anything failed that is no journey, or that no file knows of.
 *
 * @param {Report} report
 */
export function journeysAgain(report) {
  const failed = report.testResults.filter((file) => file.status === "failed").map(({ name }) => name);
  return failed.every((name) => name.endsWith(".e2e.ts")) ? failed : [];
}

/**
 * The first report, with what its journeys came to when they were tried again.
 *
 * @param {Report} first
 * @param {Report} second
 */
export function withSecond(first, second) {
  const again = new Map(second.testResults.map((file) => [file.name, file]));
  const testResults = first.testResults.map((file) => again.get(file.name) ?? file);
  const each = testResults.flatMap(({ assertionResults }) => assertionResults.map(({ status }) => status));
  const counted = (/** @type {string} */ status) => each.filter((found) => found === status).length;
  return { numPassedTests: counted("passed"), numFailedTests: counted("failed"), testResults };
}

const root = fileURLToPath(new URL("..", import.meta.url));

/**
 * Runs vitest, which prints as it goes.
 *
 * @param {readonly string[]} options
 * @returns {{ report: Report, uncaught: number, ended: boolean }} `uncaught` errors belong to no test
 */
function run(options) {
  const folder = mkdtempSync(join(tmpdir(), "likeness-test-"));
  const [file, uncaught] = [join(folder, "report.json"), join(folder, "uncaught.json")];
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const reporters = ["--reporter=default", "--reporter=json", `--outputFile.json=${file}`, "--reporter=./scripts/uncaught.mjs"];
  const { status } = spawnSync(process.execPath, [vitest, "run", ...reporters, ...options], {
    cwd: root,
    env: { ...process.env, UNCAUGHT_FILE: uncaught },
    stdio: ["ignore", "inherit", "inherit"],
  });
  const read = (/** @type {string} */ path) => JSON.parse(readFileSync(path, "utf8"));
  const found = { report: read(file), uncaught: read(uncaught), ended: status === 0 };
  rmSync(folder, { recursive: true });
  return found;
}

async function main() {
  const { executablePath, env } = await findChromium();
  // With what it needs to start: whoever is told where it is does not look for its libraries.
  Object.assign(process.env, env, { CHROME_PATH: executablePath });
  await buildIfStale();
  let { report, uncaught, ended } = run(process.argv.slice(2));
  const again = uncaught === 0 ? journeysAgain(report) : [];
  if (again.length > 0) {
    const second = run(["--project", "e2e", ...again]);
    report = withSecond(report, second.report);
    ended = second.ended;
    for (const { name, status } of second.report.testResults)
      if (status === "passed") console.log(`passed only on the second attempt: ${relative(root, name)}`);
  }
  const { passed, failed } = count(report, ended);
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

if (isMain(import.meta.url))
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
  });
