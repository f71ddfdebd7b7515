/**
 * @file A picture as the app draws it from words, and the runs in it with nothing around them: the same graphs, options and tensors on bare
 * sessions.
 */
import type { InferenceSession } from "onnxruntime-web";
import type { GraphRole, Pack } from "../../src/contracts/manifest.ts";
import { fromPlanes } from "../../src/engine/image/planes.ts";
import { adapted } from "../../src/engine/onnx/adapted.ts";
import { encodePrompt } from "../../src/engine/pipelines/conditions.ts";
import { textToImage } from "../../src/engine/pipelines/text-to-image.ts";
import type { Settings } from "../../src/engine/pipelines/walk.ts";
import type { Feeds, Run } from "../../src/engine/tensor/tensor.ts";
import { composePrompt } from "../../src/engine/tokenizers/compose.ts";
import { backend } from "../../src/runtime/backend.ts";
import { runGraph } from "../../src/runtime/run-graph.ts";
import { runOf } from "../../src/runtime/sessions.ts";
import { vocabularyOf } from "../../src/runtime/vocabulary.ts";
import { readPackFile } from "../../src/storage/weights.ts";

const timed = async (work: () => Promise<unknown>): Promise<number> => {
  const start = performance.now();
  await work();
  return performance.now() - start;
};

/** @returns of each round, a picture after a picture's bare runs */
export async function overBare(pack: Pack, words: string, settings: Settings, rounds: number) {
  const { ort, options } = await backend();
  const run = await runOf(await backend(), pack);
  const vocabulary = await vocabularyOf(pack);
  const picture = async (by: Run) => {
    const conditions = await encodePrompt(by, vocabulary, composePrompt(vocabulary, "", words, []));
    return fromPlanes(
      await textToImage(by, pack, { ...conditions, identity: {}, identityStrength: 1 }, settings, () => undefined),
    );
  };

  const asked: { readonly graph: GraphRole; readonly feeds: Feeds }[] = [];
  await picture((graph, feeds) => {
    // A walk goes on in the memory that it has given.
    asked.push({ graph, feeds: structuredClone(feeds) });
    return run(graph, feeds);
  });

  const sessions = new Map<string, InferenceSession>();
  const runs: (() => Promise<unknown>)[] = [];
  for (const { graph, feeds } of asked) {
    const told = adapted(graph, pack.graphs[graph]!, feeds);
    const session =
      sessions.get(told.key) ??
      (await ort.InferenceSession.create(told.build(await readPackFile(pack, told.spec.file)), options));
    sessions.set(told.key, session);
    const { inputMetadata, outputMetadata } = session;
    const release = () => session.release();
    const kept = {
      run(named: InferenceSession.FeedsType) {
        runs.push(() => session.run(named));
        return session.run(named);
      },
    };
    await runGraph(ort, { ...kept, inputMetadata, outputMetadata, release }, graph, told.spec, told.feeds);
  }

  const taken = [];
  for (let round = 0; round < rounds; round++) {
    const bareMs = await timed(async () => {
      for (const each of runs) await each();
    });
    taken.push({ bareMs, ms: await timed(() => picture(run)) });
  }
  for (const session of sessions.values()) await session.release();
  return taken;
}
