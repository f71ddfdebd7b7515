import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { csv } from "./csv.ts";

interface Golden {
  readonly records: readonly (readonly string[])[];
  readonly text: string;
}

test("writes what Python's csv module writes", () => {
  const golden = JSON.parse(readFileSync("tests/golden/captions.json", "utf8")) as Golden;
  expect(csv(golden.records)).toBe(golden.text);
});
