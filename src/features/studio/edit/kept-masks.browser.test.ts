import { createRoot } from "solid-js";
import { expect, test } from "vitest";
import type { KeptMaskRow } from "~/contracts/records";
import type { Mask } from "~/engine/image/mask";
import { PARTS } from "~/engine/faces/parse";
import { createMaskShelf } from "~/services/kept-masks";
import { deletePictures } from "~/storage/images";
import { createKeptMasks, sightOf, together, type KeptMasks } from "./kept-masks.ts";
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

const rooms = (pictureId: string, rootId = "root") => {
  const masking = createMasking(pictureId, SIZE, parts);
  const shelf = createMaskShelf({ id: "shelf" }, () => rootId);
  return { masking, kept: createKeptMasks(masking, shelf, () => ({ personaId: "ana", rootId }), naming) };
};

const named = (kept: KeptMasks): readonly string[] => kept.all().map(({ name }) => name);

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
    await kept.keep();
    await expect.poll(() => named(kept)).toEqual(["hair"]);
    const [row] = kept.all() as [KeptMaskRow];
    expect([sightOf(row).covers, row.moves]).toEqual([0.5, [{ kind: "add", part: "hair" }]]);
    await kept.invert(row);
    await expect.poll(() => kept.all()[0]!.moves).toHaveLength(2);
    masking.run("clear");
    kept.use(row, "instead");
    expect(masking.moves()).toEqual([{ kind: "add", part: "hair" }, { kind: "invert" }]);
    expect(masking.mask().data.slice(0, 4)).toEqual(Uint8Array.of(0, 0, 255, 255));
    kept.use(row, "add");
    expect(masking.moves()).toBeNull();
    await kept.remove(row);
    await expect.poll(() => named(kept)).toEqual([]);
    await kept.putBack(row);
    await expect.poll(() => named(kept)).toEqual(["hair"]);
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

test("one is there in the next visit, for all that go back to the same picture, and goes with that picture", async () => {
  const visit = (rootId: string, work: (room: ReturnType<typeof rooms>) => Promise<void>) =>
    createRoot(async (dispose) => {
      await work(rooms("visited", rootId));
      dispose();
    });
  await visit("first", async ({ masking, kept }) => {
    masking.run("all");
    expect([await kept.keep(), await kept.keep()]).toEqual(["Mask 1", "Mask 1"]);
  });
  await visit("first", ({ kept }) => expect.poll(() => named(kept)).toEqual(["Mask 1", "Mask 1"]));
  await visit("second", async ({ masking, kept }) => {
    masking.run("all");
    await kept.keep();
    await expect.poll(() => named(kept)).toEqual(["Mask 1"]);
  });
  await deletePictures("shelf", ["first"]);
  await visit("first", async ({ masking, kept }) => {
    masking.run("all");
    await kept.keep();
    await expect.poll(() => named(kept)).toEqual(["Mask 1"]);
  });
  await visit("second", ({ kept }) => expect.poll(() => named(kept)).toEqual(["Mask 1"]));
});
