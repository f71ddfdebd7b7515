import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { checkOutput } from "./check.ts";

const reasonFor = (values: readonly number[]): string | null => {
  try {
    checkOutput("vae_decoder", Float32Array.from(values));
    return null;
  } catch (error) {
    return isFailure(error, "output-invalid") ? error.details.reason : "something else";
  }
};

test("lets varied finite values pass", () => expect(reasonFor([0, 1, -1])).toBeNull());
test("refuses a single NaN or infinity anywhere", () => {
  expect(reasonFor([0, 1, Number.NaN])).toBe("not-finite");
  expect(reasonFor([Number.POSITIVE_INFINITY, 1])).toBe("not-finite");
});
test("refuses one flat value", () => expect(reasonFor([0, 0, 0])).toBe("constant"));
