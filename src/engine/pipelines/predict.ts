/**
 * @file What the denoiser says at one noise level, guided by the words in the way that the pack's graph is made for.
 *
 * Guidance compares what is predicted with the words and without. Some graphs take both in one batch of two; some were taught guidance and
 * take its scale; all others are asked twice.
 */
import type { GraphSpec, Pack } from "~/contracts/manifest.ts";
import { Failure } from "~/contracts/failure.ts";
import { guide } from "~/engine/guidance/classifier-free.ts";
import { embedGuidance } from "~/engine/guidance/embedded.ts";
import { floats, output, type Feeds, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import type { Conditions } from "./conditions.ts";

/** @param time as the scheduler says it; @returns same shape as the sample */
export type Predict = (sample: FloatTensor, time: number) => Promise<Float32Array>;

const twice = ({ shape: [, ...rest], data }: FloatTensor, second: FloatTensor): FloatTensor => {
  const both = new Float32Array(2 * data.length);
  both.set(data);
  both.set(second.data, data.length);
  return floats([2, ...rest], both);
};

/** What of the conditions this graph has an input for, or is given one for when a person is drawn by it (onnx/adapted.ts). */
function constants({ inputs }: GraphSpec, { identity, identityStrength, pose }: Conditions): Feeds {
  return {
    ...identity,
    ...((inputs["identity.scale"] || Object.keys(identity).length > 0) && {
      "identity.scale": floats([1], Float32Array.of(identityStrength)),
    }),
    ...(inputs["pose"] && pose && { pose }),
  };
}

export function predictor(run: Run, { id, graphs }: Pack, conditions: Conditions, guidance: number): Predict {
  const spec = graphs.denoiser;
  if (spec === undefined) throw new Failure("graph-failed", { graph: "denoiser", reason: `${id} has none` });
  const fixed = constants(spec, conditions);
  const { context, emptyContext } = conditions;
  const ask = async (sample: FloatTensor, time: Float32Array, words: FloatTensor, more: Feeds = {}): Promise<Float32Array> => {
    const feeds = { sample, timestep: floats([time.length], time), context: words, ...fixed, ...more };
    return output(await run("denoiser", feeds), "prediction").data;
  };

  const embedded = spec.inputs["guidance"];
  if (embedded) {
    const length = embedded.shape[1]!;
    const told = { guidance: floats([1, length], embedGuidance(guidance, length)) };
    return (sample, time) => ask(sample, Float32Array.of(time), context, told);
  }
  // At scale 1 what is predicted without words cancels out.
  if (guidance === 1) return (sample, time) => ask(sample, Float32Array.of(time), context);
  if (spec.inputs["sample"]?.shape[0] === 2) {
    const words = twice(context, emptyContext);
    return async (sample, time) => {
      const both = await ask(twice(sample, sample), Float32Array.of(time, time), words);
      const prediction = both.slice(0, sample.data.length);
      guide(guidance, prediction, both.subarray(sample.data.length));
      return prediction;
    };
  }
  // Both evaluations know the person and the pose: guidance is away from having been told no words.
  return async (sample, time) => {
    const prediction = await ask(sample, Float32Array.of(time), context);
    guide(guidance, prediction, await ask(sample, Float32Array.of(time), emptyContext));
    return prediction;
  };
}
