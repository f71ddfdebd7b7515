import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import { readSafetensors, writeSafetensors } from "~/engine/tensor/safetensors.ts";
import { floats } from "~/engine/tensor/tensor.ts";
import { relativeError } from "../../../tests/support/run-model.ts";
import { noises, openStock, STOCK, stockFile } from "../../../tests/support/stock-unet.ts";
import { adapted } from "../onnx/adapted.ts";
import { DELTA_SCALE } from "../onnx/low-rank.ts";
import { fromLora, toLora } from "./lora-file.ts";

/** Deltas that PEFT has made and diffusers saved, and what its U-Net predicts with them: toolkit/atelier/golden_lora.py. */
interface Golden {
  readonly rank: number;
  readonly alpha: number;
  readonly deltas: number;
  readonly prediction: { readonly norm: number; readonly spread: readonly number[] };
}

const golden = JSON.parse(readFileSync("tests/golden/lora.json", "utf8")) as Golden;
const saved = readSafetensors(new Uint8Array(readFileSync("tests/golden/lora.safetensors")).buffer);

test("a file that diffusers has saved draws what diffusers draws with it", async () => {
  const deltas = fromLora(saved);
  expect(Object.keys(deltas)).toHaveLength(golden.deltas);
  const noise = noises();
  const sample = noise(STOCK.sample);
  const feeds = { sample, encoder_hidden_states: noise(STOCK.context) };
  const { build } = adapted("denoiser", { file: "", inputs: {}, outputs: {} }, deltas);
  const run = await openStock(build(stockFile));
  const found = (await run({ ...feeds, ...deltas, [DELTA_SCALE]: floats([1], Float32Array.of(1)) }))["out_sample"]
    ?.data as Float32Array;
  const every = Math.floor(found.length / 24);
  expect(relativeError([Math.hypot(...found)], [golden.prediction.norm])).toBeLessThan(1e-5);
  expect(
    relativeError(
      found.filter((_, i) => i % every === 0),
      golden.prediction.spread,
    ),
  ).toBeLessThan(1e-4);
}, 180_000);

test("what leaves has the names, shapes and numbers that diffusers writes", () => {
  const { tensors } = saved;
  const back = toLora(Object.entries(fromLora({ tensors, metadata: {} })));
  expect(new Set(back.keys())).toEqual(new Set(tensors.keys()));
  for (const [name, tensor] of tensors) expect(back.get(name), name).toEqual(tensor);
  expect([...back].every(([, { shape }]) => shape.includes(golden.rank))).toBe(true);
});

test("an alpha counts, and without one deltas count as they are", () => {
  const [told, untold] = [fromLora(saved), fromLora({ ...saved, metadata: {} })];
  const share = (name: string) => told[name]!.data[0]! / untold[name]!.data[0]!;
  const names = Object.keys(told);
  expect(share(names.find((name) => name.endsWith(".a"))!)).toBe(1);
  expect(share(names.find((name) => name.endsWith(".b"))!)).toBeCloseTo(golden.alpha / golden.rank, 6);
});

test("a half of a delta, halves that do not meet, other layers and other matrices are refused", () => {
  const one = "unet.up_blocks.1.attentions.0.to_q";
  const files = [
    { [`${one}.lora_A.weight`]: [2, 8] },
    { [`${one}.lora_A.weight`]: [2, 8], [`${one}.lora_B.weight`]: [8, 4] },
    { [`${one}.lora_A.weight`]: [2, 8, 1], [`${one}.lora_B.weight`]: [8, 2] },
    { [`${one}.lora_A.weight`]: [2, 8], [`${one}.lora_B.weight`]: [8, 2], [`${one}.alpha`]: [] },
    { "text_encoder.q_proj.lora_A.weight": [2, 8], "text_encoder.q_proj.lora_B.weight": [8, 2] },
  ];
  for (const shapes of files) {
    const tensors = new Map(Object.entries(shapes).map(([name, shape]) => [name, floats(shape)] as const));
    const file = readSafetensors(writeSafetensors({ tensors, metadata: {} }));
    expect(() => fromLora(file)).toThrow(expect.toSatisfy((error) => isFailure(error, "safetensors-invalid")));
  }
  for (const said of ["{", "null", '{"unet.lora_alpha":"x","unet.r":4}'])
    expect(() => fromLora({ ...saved, metadata: { lora_adapter_metadata: said } })).toThrow("safetensors-invalid");
});
