import { createRoot, createSignal } from "solid-js";
import { expect, test } from "vitest";
import { until } from "../../../tests/support/until.ts";
import { createThumbnails } from "./thumbnails.ts";

const stored = (text: string) => ({ bytes: new TextEncoder().encode(text).buffer, type: "image/webp" });
const never = (): boolean => false;
const there = async (url: string | null | undefined): Promise<string> => (await fetch(url!)).text();

test("they come in one go, the latest wishes first; nobody's wish is never read, and what is not there is said", async () => {
  const read: (readonly string[])[] = [];
  await createRoot(async (dispose) => {
    const thumbnail = createThumbnails((ids) => {
      read.push(ids);
      return Promise.resolve(ids.map((id) => (id === "gone" ? undefined : stored(id))));
    });
    const left = createRoot((leave) => (thumbnail(() => "left", never), leave));
    const ids = Array.from({ length: 14 }, (_, i) => (i === 13 ? "gone" : `p${i}`));
    const urls = ids.map((id) => thumbnail(() => id, never));
    left();
    await until(() => expect(urls.map((url) => url())).not.toContain(undefined));
    expect(read).toEqual([ids.slice(2), ids.slice(0, 2)]);
    expect(await Promise.all(urls.slice(0, 13).map((url) => there(url())))).toEqual(ids.slice(0, 13));
    expect(urls[13]!()).toBeNull();
    dispose();
  });
});

test("what flies by is not read, but shown where it is known", async () => {
  const read: string[] = [];
  await createRoot(async (dispose) => {
    const thumbnail = createThumbnails((ids) => {
      read.push(...ids);
      return Promise.resolve(ids.map(stored));
    });
    const [id, setId] = createSignal<string | null>("first");
    const [hurried, setHurried] = createSignal(false);
    const url = thumbnail(id, hurried);
    await until(() => expect(url()).toBeDefined());
    const address = url()!;
    setHurried(true);
    expect(url()).toBe(address);
    setId("second");
    expect(url()).toBeUndefined();
    setId("first");
    expect(url()).toBe(address);
    setId("second");
    setHurried(false);
    await until(() => expect(url()).toBeDefined());
    expect(await there(url())).toBe("second");
    expect(read).toEqual(["first", "second"]);
    dispose();
  });
});

test("the ones that nobody wanted for longest are read again; what cannot be read is as if it were not there", async () => {
  const read: string[] = [];
  await createRoot(async (dispose) => {
    const thumbnail = createThumbnails((ids) => {
      read.push(...ids);
      return ids.includes("broken") ? Promise.reject(new Error("unreadable")) : Promise.resolve(ids.map(stored));
    });
    const [id, setId] = createSignal<string | null>("first");
    const url = thumbnail(id, never);
    await until(() => expect(url()).toBeDefined());
    setId(null);
    const others = Array.from({ length: 300 }, (_, i) => thumbnail(() => `other${i}`, never));
    await until(() => expect(others.map((other) => other())).not.toContain(undefined));
    setId("first");
    await until(() => expect(url()).toBeDefined());
    expect(read.filter((each) => each === "first")).toHaveLength(2);
    setId("other299");
    expect(url()).toBeDefined();
    setId("broken");
    await until(() => expect(url()).toBeNull());
    dispose();
  });
});
