/** @file A reporter for vitest: writes down how many errors nobody caught, which belong to no test and stand in no report. */
import { writeFileSync } from "node:fs";
import { env } from "node:process";

export default class {
  /** @param {unknown} _ @param {readonly unknown[]} errors */
  onTestRunEnd(_, errors) {
    writeFileSync(env["UNCAUGHT_FILE"] ?? "uncaught.json", JSON.stringify(errors.length));
  }
}
