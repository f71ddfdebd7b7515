/**
 * @file Low-rank deltas under the names and in the shapes in which diffusers and PEFT keep them, and back.
 *
 * Theirs are a linear layer's weights, [out, in]: A is [rank, from] and B [to, rank], ours are what a row is multiplied by. Without an alpha
 * theirs count as they are, as ours do (diffusers, get_peft_kwargs). It knows nobody whose deltas they are.
 */
import { Failure } from "~/contracts/failure.ts";
import { deltaNames, partsOf } from "~/engine/onnx/low-rank.ts";
import type { Safetensors } from "~/engine/tensor/safetensors.ts";
import { floats, type FloatTensor } from "~/engine/tensor/tensor.ts";

const KEY = /^unet\.(.+)\.lora_([AB])\.weight$/;

const refuse = (reason: string): never => {
  throw new Failure("safetensors-invalid", { reason });
};

function turned({ shape, data }: FloatTensor, scale = 1): FloatTensor {
  const [rows = 0, columns = 0, ...more] = shape;
  if (shape.length < 2 || more.length > 0) return refuse("a delta is not a matrix");
  const to = new Float32Array(data.length);
  for (let row = 0; row < rows; row++)
    for (let column = 0; column < columns; column++) to[column * rows + row] = scale * (data[row * columns + column] ?? 0);
  return floats([columns, rows], to);
}

/** @param deltas by our names; anything else is left out */
export function toLora(deltas: Iterable<readonly [string, FloatTensor]>): Map<string, FloatTensor> {
  const lora = new Map<string, FloatTensor>();
  for (const [name, tensor] of deltas) {
    const parts = partsOf(name);
    if (parts) lora.set(`unet.${parts.target}.lora_${parts.part.toUpperCase()}.weight`, turned(tensor));
  }
  return lora;
}

/** What every delta counts: PEFT's alpha over its rank, where the file tells them. */
function scaleOf({ metadata }: Pick<Safetensors, "metadata">): number {
  const said = metadata["lora_adapter_metadata"];
  if (said === undefined) return 1;
  try {
    const { "unet.lora_alpha": alpha, "unet.r": rank } = JSON.parse(said) as Readonly<Record<string, unknown>>;
    const scale = Number(alpha) / Number(rank);
    return Number.isFinite(scale) ? scale : refuse("its alpha is no number");
  } catch {
    return refuse("its alpha does not read as one");
  }
}

/** @throws Failure `safetensors-invalid` for tensors that are no pairs of deltas */
export function fromLora(file: Safetensors): Readonly<Record<string, FloatTensor>> {
  const scale = scaleOf(file);
  const deltas: Record<string, FloatTensor> = {};
  for (const [key, tensor] of file.tensors) {
    const [, target, part] = KEY.exec(key) ?? refuse(`${key} is no delta of a denoiser`);
    const { a, b } = deltaNames(target ?? "");
    if (part === "A") deltas[a] = turned(tensor);
    else deltas[b] = turned(tensor, scale);
  }
  for (const name of Object.keys(deltas)) {
    const { a, b } = deltaNames(partsOf(name)?.target ?? "");
    if (deltas[a]?.shape[1] !== deltas[b]?.shape[0]) refuse(`${name} has no other half of its rank`);
  }
  return deltas;
}
