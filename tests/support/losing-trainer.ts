/**
 * @file A training worker that takes the toy pack's steps on the graphics device, whichever it is, and loses that device in the middle of one.
 *
 * Journal, steps and graph are the app's own. Sessions are made and guarded as in src/runtime; only the policy that refuses a processor posing as
 * a device is left out, and what an installed pack of a person would be needed for: drawing.
 */
import * as wasm from "onnxruntime-web/wasm";
import wasmModule from "onnxruntime-web/ort-wasm-simd-threaded.mjs?url";
import wasmBinary from "onnxruntime-web/ort-wasm-simd-threaded.wasm?url";
import * as jspi from "onnxruntime-web/jspi";
import jspiModule from "onnxruntime-web/ort-wasm-simd-threaded.jspi.mjs?url";
import jspiBinary from "onnxruntime-web/ort-wasm-simd-threaded.jspi.wasm?url";
import { WASM_ONLY } from "~/contracts/inference-api.ts";
import { stateId } from "~/contracts/records.ts";
import type { TrainingApi } from "~/contracts/training-api.ts";
import { identityRoles } from "~/engine/pipelines/learn-identity.ts";
import { readState, writeState } from "~/engine/pipelines/state-file.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats, sizeOf, type FloatTensor } from "~/engine/tensor/tensor.ts";
import { type Lesson, type Recipe, startLearning } from "~/engine/training/learn.ts";
import { buildTrainingGraph } from "~/engine/training/training-graph.ts";
import { guardAgainst, unguarded, type Guard } from "~/runtime/device-loss.ts";
import type { Ort } from "~/runtime/run-graph.ts";
import { sha256Hex } from "~/storage/sha256.ts";
import { keepState, readKept, readTraining } from "~/storage/trainings.ts";
import { serve } from "~/threads/serve.ts";
import { stepsUntil } from "../../workers/training/steps.ts";
import { tinyPack } from "./tiny-pack.ts";

/** Five steps are kept by then, and this one is under way. */
const LOST_IN = 8;

const onGraphics = self.name !== WASM_ONLY;

const absolute = (url: string): string => new URL(url, self.location.href).href;

function runtime(): Ort {
  const { env } = onGraphics ? jspi : wasm;
  env.wasm.numThreads = 1;
  env.wasm.wasmPaths = onGraphics
    ? { mjs: absolute(jspiModule), wasm: absolute(jspiBinary) }
    : { mjs: absolute(wasmModule), wasm: absolute(wasmBinary) };
  return onGraphics ? jspi : wasm;
}

const lose = async (): Promise<void> => (await jspi.env.webgpu.device).destroy();

const noise = (stream: number, shape: readonly number[]): FloatTensor => floats(shape, normal(1, stream, sizeOf(shape)));

async function lessonOf(recipe: Recipe): Promise<Lesson> {
  const { inputs } = tinyPack.graphs.denoiser!;
  const roles = identityRoles(tinyPack);
  const picture = {
    latent: noise(1, [1, tinyPack.latent.channels, 4, 3]),
    weight: floats([1, 1, 4, 3], new Float32Array(12).fill(1)),
    context: noise(2, [1, 16, 8]),
    pose: floats([1, 8]),
  };
  const file = new Uint8Array(await (await fetch("/tests/fixtures/tiny/denoiser.onnx")).arrayBuffer());
  const { model, learned } = buildTrainingGraph(file, {
    shapes: {
      sample: picture.latent.shape,
      timestep: [1],
      context: picture.context.shape,
      pose: picture.pose.shape,
      "identity.scale": [1],
      ...Object.fromEntries(roles.map((role) => [role, inputs[role]!.shape])),
    },
    prediction: "prediction",
    learned: roles,
    rank: 2,
  });
  const ort = runtime();
  const session = await ort.InferenceSession.create(model, { executionProviders: [onGraphics ? "webgpu" : "wasm"] });
  const guard: Guard = onGraphics ? guardAgainst((await jspi.env.webgpu.device).lost) : unguarded;
  const step: Lesson["step"] = async (feeds) => {
    const tensors = Object.entries(feeds).map(
      ([name, { shape, data }]) => [name, new ort.Tensor("float32", data, shape)] as const,
    );
    const results = await guard(() => session.run(Object.fromEntries(tensors)));
    return Object.fromEntries(Object.entries(results).map(([name, { data }]) => [name, data as Float32Array]));
  };
  return { pictures: [picture], emptyContext: picture.context, shapes: learned, recipe, step };
}

serve({
  async train(_jobId, vaultId, trainingId, report) {
    const row = await readTraining(vaultId, trainingId);
    const lesson = await lessonOf(row.recipe as unknown as Recipe);
    const projected = new Map(identityRoles(tinyPack).map((role, i) => [role, noise(3 + i, lesson.shapes.get(role) ?? []).data]));
    const from =
      row.stateSha256 === null
        ? startLearning(lesson, projected)
        : readState(await readKept(vaultId, row, stateId(trainingId), row.stateSha256));
    const device = { backend: onGraphics ? ("webgpu" as const) : ("wasm" as const), threads: 1 };
    await stepsUntil(row.recipe.steps, lesson, from, {
      signal: new AbortController().signal,
      async keep(state) {
        const bytes = writeState(state);
        const kept = { step: state.step, losses: state.losses, seconds: 0, device, stateSha256: await sha256Hex(bytes) };
        await keepState(vaultId, trainingId, kept, bytes);
      },
      onStep({ step, losses }) {
        report({ kind: "step", step, loss: losses.at(-1) ?? Number.NaN, secondsLeft: null });
        // While the next step is under way.
        if (onGraphics && step === LOST_IN - 1) setTimeout(() => void lose());
      },
    });
  },
  cancel: () => undefined,
} satisfies TrainingApi);
