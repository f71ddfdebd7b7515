import { expect, test } from "vitest";
import { photographicPack } from "../../tests/support/photographic.ts";
import { equipped } from "~/contracts/beside.ts";
import type { GraphRole } from "~/contracts/manifest.ts";
import { manifest } from "~/storage/manifest.ts";
import { noted } from "./tools-used.ts";

const pack = equipped(photographicPack(), manifest.tools);
const answer = () => Promise.resolve({});

test.for<[readonly GraphRole[], readonly string[]]>([
  [["text_encoder", "denoiser", "vae_decoder", "face_detector"], []],
  [["vae_encoder", "denoiser", "vae_encoder"], ["sd-encoder"]],
  [
    ["vae_encoder", "parser"],
    ["sd-encoder", "selfie-parser"],
  ],
])("after runs of %j, what had a part in it is %j, at its revision", async ([graphs, ids]) => {
  const { run, tools } = noted(answer, pack);
  for (const graph of graphs) await run(graph, {});
  const revisions = ids.map((id) => ({ id, revision: manifest.tools.find((tool) => tool.id === id)!.revision }));
  expect(tools()).toEqual(revisions);
});

test("a pack that has these networks of its own is served by no tool", async () => {
  const { run, tools } = noted(answer, equipped(manifest.packs[0]!, manifest.tools));
  await run("vae_encoder", {});
  await run("parser", {});
  expect(tools()).toEqual([]);
});
