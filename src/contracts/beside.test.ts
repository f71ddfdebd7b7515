import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { findsParts, missingOf, readsPictures } from "./abilities.ts";
import { besideOf, equipped } from "./beside.ts";
import { parseManifest, type Tool } from "./manifest.ts";

const shipped = readFileSync(new URL("../../models-manifest.json", import.meta.url), "utf8");
const { packs, tools } = parseManifest(JSON.parse(shipped));
const [atelier, ...photographic] = packs;

test("every photographic pack edits pictures with the tools of the manifest, and none without", () => {
  for (const pack of photographic) {
    expect([readsPictures(pack), findsParts(pack)], pack.id).toEqual([false, false]);
    const whole = equipped(pack, tools);
    expect([readsPictures(whole), findsParts(whole)], pack.id).toEqual([true, true]);
    expect(missingOf(whole)).not.toContain("edit");
    expect(whole.graphs.denoiser).toBe(pack.graphs.denoiser);
    expect(whole.files, "its files stay its own").toBe(pack.files);
  }
});

test("what the encoder reads is brought to the walk by its own factor, whatever the pack's decoder takes", () => {
  const sdxs = photographic.find(({ id }) => id === "sdxs")!;
  expect(sdxs.latent.scale).toBe(1);
  expect(equipped(sdxs, tools).latent).toEqual({ ...sdxs.latent, read: 0.18215 });
});

test("a pack that reads for itself, or of another space, gains nothing", () => {
  expect(equipped(atelier!, tools)).toBe(atelier);
  const [first] = photographic;
  const elsewhere = { ...first!, latent: { ...first!.latent, space: "another" } };
  expect(besideOf(elsewhere, tools).map(({ serves }) => serves)).toEqual(["regions"]);
});

test.each([
  ["edits", { scale: 0 }, "sd-encoder: reads no latents"],
  ["edits", { space: "" }, "sd-encoder: reads no latents"],
  ["edits", { graphs: {} }, "sd-encoder: reads no latents"],
  ["regions", { sees: "landscapes" }, "selfie-parser: finds parts of nothing"],
  ["regions", { graphs: {} }, "selfie-parser: finds parts of nothing"],
] as const)("a tool that serves %s with %o is refused", (serves, change, reason) => {
  const copy = JSON.parse(shipped) as { tools: Tool[] };
  const changed = copy.tools.map((tool) => (tool.serves === serves ? { ...tool, ...change } : tool));
  expect(() => parseManifest({ ...copy, tools: changed })).toThrowError(
    expect.objectContaining({ code: "manifest-invalid", details: { reason } }),
  );
});
