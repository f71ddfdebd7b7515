import fc from "fast-check";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { KIND, looksOf } from "./manifest.ts";

test("whatever a manifest holds, it is read or refused by name", () => {
  const tried = fc.oneof(
    fc.anything(),
    fc.record({ kind: fc.constant(KIND), schema: fc.constant(1), pictures: fc.oneof(fc.anything(), fc.array(fc.anything())) }),
  );
  fc.assert(
    fc.property(tried, (value) => {
      try {
        expect(looksOf("m.json", value).length).toBeGreaterThan(0);
      } catch (error) {
        expect(isFailure(error, "look-unreadable")).toBe(true);
      }
    }),
  );
});

test("one damaged picture is enough to refuse: half a book would be taken for the whole", () => {
  const pictures = [{ request: { schema: 2 } }];
  expect(() => looksOf("m.json", { kind: KIND, schema: 1, pictures })).toThrow(
    expect.objectContaining({ code: "look-unreadable", details: { name: "m.json", reason: "damaged" } }),
  );
});
