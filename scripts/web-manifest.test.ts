import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { readHeader } from "~/engine/image/header";
import { manifest } from "./web-manifest.mjs";

test("every picture that the browser is told of is there, in the size that is stated", () => {
  const pictures = [...(manifest.icons ?? []), ...(manifest.screenshots ?? [])].filter(({ type }) => type !== "image/svg+xml");
  expect(pictures).toHaveLength(5);
  for (const { src, sizes } of pictures) {
    const { width, height } = readHeader(src, new Uint8Array(readFileSync(`public${src}`)));
    expect(`${width}x${height}`, src).toBe(sizes);
  }
});

test("what an installable app has to say is said", () => {
  expect(manifest).toMatchObject({ id: "/", start_url: "/", scope: "/", display: "standalone" });
  expect(manifest.icons?.some(({ purpose }) => purpose === "maskable")).toBe(true);
  expect(manifest.screenshots?.map(({ form_factor: form }) => form)).toEqual(["wide", "narrow"]);
});
