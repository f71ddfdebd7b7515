import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import type { Mask } from "~/engine/image/mask";
import { PARTS } from "~/engine/faces/parse";
import { createKeptMasks, together } from "./kept-masks.ts";
import { createMasking } from "./masking.ts";

const SIZE = { width: 4, height: 2 };
const mask = (...data: number[]): Mask => ({ width: data.length, height: 1, data: Uint8Array.from(data) });
const naming = (parts: readonly string[], count: number) => parts.join(" ") || `Mask ${count}`;

/** The left half shows hair, the right one background. */
const parts = async () => ({
  ...SIZE,
  of: Uint8Array.from({ length: 8 }, (_, i) => PARTS.indexOf(i % 4 < 2 ? "hair" : "background")),
});

const inRoom = <Value>(pictureId: string, work: (room: ReturnType<typeof rooms>) => Value): Value =>
  createRoot((dispose) => {
    const made = work(rooms(pictureId));
    dispose();
    return made;
  });

const rooms = (pictureId: string) => {
  const masking = createMasking(pictureId, SIZE, parts);
  return { masking, kept: createKeptMasks(masking, () => "root", naming) };
};

test("a mask is put together with another in four ways", () => {
  const [a, b] = [mask(0, 255, 0, 255), mask(0, 0, 255, 255)];
  const data = (way: Parameters<typeof together>[2]) => [...together(a, b, way).data];
  expect(data("instead")).toEqual([0, 0, 255, 255]);
  expect(data("add")).toEqual([0, 255, 255, 255]);
  expect(data("subtract")).toEqual([0, 255, 0, 0]);
  expect(data("both")).toEqual([0, 0, 0, 255]);
});

test("one that was made by commands goes on saying how, until it is put together with another", async () => {
  await createRoot(async (dispose) => {
    const { masking, kept } = rooms("commands");
    await masking.region("hair", "add");
    kept.keep();
    const row = kept.all().at(-1)!;
    expect([row.name, row.covers, row.moves]).toEqual(["hair", 0.5, [{ kind: "add", part: "hair" }]]);
    kept.invert(row.id);
    masking.run("clear");
    kept.use(row.id, "instead");
    expect(masking.moves()).toEqual([{ kind: "add", part: "hair" }, { kind: "invert" }]);
    expect(masking.mask().data.slice(0, 4)).toEqual(Uint8Array.of(0, 0, 255, 255));
    kept.use(row.id, "add");
    expect(masking.moves()).toBeNull();
    kept.remove(row.id);
    expect(kept.all()).toHaveLength(0);
    kept.putBack(row);
    expect(kept.all()).toEqual([row]);
    kept.remove(row.id);
    dispose();
  });
});

test("what is drawn on a picture is there again after another was looked at, with its steps", () => {
  inRoom("a", ({ masking }) => masking.run("all"));
  inRoom("b", ({ masking }) => expect(masking.empty()).toBe(true));
  inRoom("a", ({ masking }) => {
    expect(masking.covers()).toBe(1);
    masking.undo();
    expect(masking.empty()).toBe(true);
  });
});
