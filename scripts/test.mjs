/**
 * @file `npm test`: builds the app, runs every test, and ends with one line that counts them.
 *
 *     npm test                      everything
 *     npm test -- src/engine        the files whose path contains a word
 *     npm test -- --project unit    one project of vitest.config.ts
 */
import { spawnSync } from "node:child_process";
import { mkdtempSync, readFileSync, rmSync } from "node:fs";
import { createRequire } from "node:module";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { fileURLToPath } from "node:url";
import { buildIfStale } from "./build.mjs";
import { findChromium } from "./chromium.mjs";
import { isMain } from "./is-main.mjs";

/**
 * A file that could not be loaded holds no test that failed, nor does an error that nobody caught, yet something did.
 *
 * @param {{ numPassedTests: number, numFailedTests: number, testResults: { status: string, assertionResults: unknown[] }[] }} report
 * @param {boolean} ended whether the runner itself was content
 */
export function count(report, ended) {
  const broken = report.testResults.filter((file) => file.status === "failed" && file.assertionResults.length === 0).length;
  const failed = report.numFailedTests + broken;
  return { passed: report.numPassedTests, failed: failed === 0 && !ended ? 1 : failed };
}

async function main() {
  const { executablePath, env } = await findChromium();
  // With what it needs to start: whoever is told where it is does not look for its libraries.
  Object.assign(process.env, env, { CHROME_PATH: executablePath });
  await buildIfStale();
  const folder = mkdtempSync(join(tmpdir(), "likeness-test-"));
  const file = join(folder, "report.json");
  const vitest = join(dirname(createRequire(import.meta.url).resolve("vitest/package.json")), "vitest.mjs");
  const { status } = spawnSync(
    process.execPath,
    [vitest, "run", "--reporter=default", "--reporter=json", `--outputFile.json=${file}`, ...process.argv.slice(2)],
    { cwd: fileURLToPath(new URL("..", import.meta.url)), stdio: ["ignore", "inherit", "inherit"] },
  );
  const { passed, failed } = count(JSON.parse(readFileSync(file, "utf8")), status === 0);
  rmSync(folder, { recursive: true });
  process.exitCode = failed === 0 && passed > 0 ? 0 : 1;
  console.log(`${passed} passed, ${failed} failed`);
}

if (isMain(import.meta.url))
  await main().catch((error) => {
    console.error(error instanceof Error ? error.message : error);
    console.log("0 passed, 1 failed");
    process.exitCode = 1;
  });
