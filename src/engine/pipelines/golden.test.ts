import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import type { Pose, Size } from "~/contracts/request.ts";
import { normalised } from "~/engine/faces/embedding.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { tinyPack, tinyVocabulary } from "../../../tests/support/tiny-pack.ts";
import { runTiny } from "../../../tests/support/tiny-run.ts";
import { encodePrompt, poseTensor } from "./conditions.ts";
import { learnIdentity } from "./learn-identity.ts";
import { textToImage } from "./text-to-image.ts";

interface Golden {
  readonly seed: number;
  readonly steps: number;
  readonly guidance: number;
  readonly identityStrength: number;
  readonly ids: readonly number[];
  readonly layer: { readonly from: number; readonly to: number; readonly strength: number };
  readonly pose: Pose;
  readonly size: Size;
  readonly latent: readonly number[];
  /** Every fourth pixel of every fourth row. */
  readonly image: readonly number[];
}

test("draws what numpy and ONNX Runtime's native build draw of the same request", async () => {
  const golden = JSON.parse(readFileSync("tests/golden/tiny-picture.json", "utf8")) as Golden;
  const real = runTiny();
  let latent: readonly number[] = [];
  const run: Run = (graph, feeds) => {
    if (graph === "vae_decoder") latent = [...(feeds["latent"]!.data as Float32Array)];
    return real(graph, feeds);
  };

  const ids = new BigInt64Array(tinyVocabulary.length);
  golden.ids.forEach((id, i) => (ids[i] = BigInt(id)));
  const encoded = await encodePrompt(run, tinyVocabulary, { ids, ranges: [{ segment: "hair", ...golden.layer }], cut: 0 });
  const prototype = normalised(Array.from({ length: 12 }, (_, i) => Math.sin(i)));
  const { tensors } = await learnIdentity(run, tinyPack, [prototype, prototype]);
  const { identityStrength, pose, steps, guidance, seed, size } = golden;
  const conditions = { ...encoded, identity: tensors, identityStrength, pose: poseTensor(tinyPack.pose!, pose) };
  const { data } = await textToImage(run, tinyPack, conditions, { seed, size, steps, guidance }, () => undefined);

  golden.latent.forEach((value, k) => expect(latent[k]!).toBeCloseTo(value, 3));
  const { width, height } = size;
  const seen: number[] = [];
  for (let c = 0; c < 3; c++)
    for (let y = 0; y < height; y += 4) for (let x = 0; x < width; x += 4) seen.push(data[(c * height + y) * width + x]!);
  golden.image.forEach((value, k) => expect(seen[k]!).toBeCloseTo(value, 3));
});
