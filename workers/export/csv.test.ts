import { expect, test } from "vitest";
import golden from "../../tests/golden/captions.json" with { type: "json" };
import { csv } from "./csv.ts";

test("writes what Python's csv module writes", () => {
  expect(csv(golden.records)).toBe(golden.text);
});
