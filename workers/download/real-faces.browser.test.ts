/**
 * The manifest's part for real faces, from the stand-in hub to its answer: two repositories' files in parts, looked at, opened and run. The
 * networks are stand-ins with random weights (toolkit/standins/faces.py).
 */
import { afterEach, expect, test } from "vitest";
import { desk, hubPack } from "../../tests/hub/at-the-desk.ts";
import { tinyPack } from "../../tests/support/tiny-pack.ts";
import shipped from "../../models-manifest.json";
import { parseManifest, type Pack } from "~/contracts/manifest";
import { BGR, RGB, toPlanes } from "~/engine/image/planes";
import { raster, type Raster } from "~/engine/image/raster";
import { cosine, normalised } from "~/engine/faces/embedding";
import { output } from "~/engine/tensor/tensor";
import { backend } from "~/runtime/backend";
import { runOf } from "~/runtime/sessions";
import { held } from "~/storage/weights";
import { installPack, removePack } from "./packs.ts";
import { PATIENCE } from "./patience.ts";

const MANNER = { partBytes: 30_000, patience: { ...PATIENCE, firstPauseMs: 5, longestPauseMs: 20 } };
const FILES = [
  { path: "face_detection_yunet_2023mar.onnx", bytes: 4422 },
  { path: "face_recognition_sface_2021dec.onnx", bytes: 71_823 },
];

/** The part as the shipped manifest has it, in a pack of its own; only where its files lie and which they are is the stand-in's. */
async function facesAtHub(): Promise<Pack> {
  const { faces: _, ...rest } = tinyPack;
  const drawn = { ...rest, files: [], graphs: {}, reads: "photographs", includes: ["opencv-faces"] };
  const [whole] = parseManifest({ ...shipped, packs: [drawn] }).packs;
  const atHub = await hubPack(
    "faces",
    FILES.map((file) => ({ ...file, seed: `standins/opencv-faces/${file.path}` })),
  );
  return { ...atHub, graphs: whole!.graphs, faces: whole!.faces };
}

/** The stand-ins' own formula. */
function picture(side: number): Raster {
  const image = raster(side, side);
  for (let y = 0; y < side; y++)
    for (let x = 0; x < side; x++)
      for (let c = 0; c < 3; c++)
        image.data[4 * (y * side + x) + c] = (Math.floor((x * x + 2 * y * y + c * x * y) / 700) + 29 * c) % 256;
  return image;
}

afterEach(async () => {
  await removePack("faces");
  await desk.reset();
});

test("real faces are installed from the hub, opened from their parts, and answer as ONNX Runtime's native build does", async () => {
  const golden = (await (await fetch("/tests/golden/real-faces.json")).json()) as {
    readonly embedding: readonly number[];
    readonly maps: Readonly<Record<string, { readonly first: readonly number[] }>>;
  };
  const pack = await facesAtHub();
  await installPack(pack, () => undefined, new AbortController().signal, MANNER);
  expect((await held(pack)).installedAt).not.toBeNull();
  const run = await runOf(await backend(), pack);
  const outputs = await run("face_embedder", { image: toPlanes(picture(112), RGB) });
  expect(cosine(normalised(output(outputs, "embedding").data), normalised(golden.embedding))).toBeGreaterThan(0.9999);
  const maps = await run("face_detector", { image: toPlanes(picture(pack.faces.detectorSide!), BGR) });
  for (const [name, { first }] of Object.entries(golden.maps))
    first.forEach((value, k) => expect(output(maps, name).data[k]!).toBeCloseTo(value, 3));
});
