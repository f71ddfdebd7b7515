import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { until } from "../../../tests/support/until.ts";
import { createThumbnails } from "./thumbnails.ts";

const bytes = () => new TextEncoder().encode("a thumbnail").buffer;

const isThere = (url: string): Promise<boolean> =>
  fetch(url).then(
    () => true,
    () => false,
  );

test("the latest wish goes first, nobody's wish is never read, and what is not there is said", async () => {
  const read: string[] = [];
  await createRoot(async (dispose) => {
    const thumbnail = createThumbnails((id) => {
      read.push(id);
      return Promise.resolve(id === "gone" ? null : { bytes: bytes(), type: "image/webp" });
    });
    const left = createRoot((leave) => (thumbnail(() => "left"), leave));
    const urls = ["a", "b", "c", "d", "gone"].map((id) => thumbnail(() => id));
    left();
    await until(() => expect(urls.map((url) => url())).not.toContain(undefined));
    expect(read.slice(0, 3).toSorted()).toEqual(["c", "d", "gone"]);
    expect(read).toHaveLength(5);
    expect(urls.map((url) => typeof url())).toEqual(["string", "string", "string", "string", "object"]);
    dispose();
  });
});

test("an address is kept for whoever comes back, and given up once many others were looked at since", async () => {
  const read: string[] = [];
  await createRoot(async (dispose) => {
    const thumbnail = createThumbnails((id) => {
      read.push(id);
      return Promise.resolve({ bytes: bytes(), type: "image/webp" });
    });
    const [id, setId] = createSignal<string | null>("first");
    const url = thumbnail(id);
    await until(() => expect(url()).toBeDefined());
    const address = url()!;
    setId(null);
    setId("first");
    expect(url()).toBe(address);
    expect(read).toEqual(["first"]);
    setId(null);
    const others = createRoot((leave) => {
      const urls = Array.from({ length: 250 }, (_, i) => thumbnail(() => `other${i}`));
      return { leave, urls };
    });
    await until(() => expect(others.urls.map((other) => other())).not.toContain(undefined));
    expect(await isThere(address)).toBe(true);
    others.leave();
    expect(await isThere(address)).toBe(false);
    dispose();
  });
});
