import { expect, test, vi } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { guardAgainst } from "./device-loss.ts";

const lostFailure = (error: unknown): boolean => isFailure(error, "device-lost");

test("what is under way when the device goes fails as its loss, and nothing is begun afterwards", async () => {
  let lose = (): void => undefined;
  const guard = guardAgainst(new Promise<void>((resolve) => (lose = resolve)));
  await expect(guard(async () => "drawn")).resolves.toBe("drawn");
  const stuck = guard(() => new Promise(() => undefined));
  lose();
  await expect(stuck).rejects.toSatisfy(lostFailure);
  const next = vi.fn<() => Promise<void>>(async () => undefined);
  await expect(guard(next)).rejects.toSatisfy(lostFailure);
  expect(next).not.toHaveBeenCalled();
});

test("a device that fails at a graph is given up, and what failed is kept as the cause", async () => {
  const cause = new Error("no kernel for Cast");
  const run = guardAgainst(new Promise(() => undefined))(() => Promise.reject(cause));
  await expect(run).rejects.toSatisfy((error) => lostFailure(error) && (error as Error).cause === cause);
});
