/** @file The inference worker: every call that touches a session goes through the one queue. */
import type { InferenceApi } from "~/contracts/inference-api.ts";
import { composePrompt, unknownWords } from "~/engine/tokenizers/compose.ts";
import { packOf } from "~/storage/manifest.ts";
import { serve } from "~/threads/serve.ts";
import { backend } from "~/runtime/backend.ts";
import { adopt } from "./adopt.ts";
import { describe } from "./describe.ts";
import { generate, preview, sketch, tile } from "./generate.ts";
import { answersRightly } from "~/runtime/known-answer.ts";
import { inspectStored } from "./inspect.ts";
import { begin, finish } from "./learn.ts";
import { look } from "./look.ts";
import { master } from "./master.ts";
import { parts } from "./parts.ts";
import { portray } from "./portray.ts";
import { checkInstalled } from "./preflight.ts";
import { makeQueue } from "./queue.ts";
import { runOf } from "~/runtime/sessions.ts";
import { vocabularyOf } from "~/runtime/vocabulary.ts";

const queue = makeQueue();

serve({
  verdict: async () => (await backend()).verdict,
  knownAnswer: () => queue.enter(crypto.randomUUID(), async () => answersRightly(await backend())),
  inspect: (vaultId, packId, photographId) =>
    queue.enter(photographId, async () => {
      const pack = packOf(packId);
      await checkInstalled(pack);
      await inspectStored(await runOf(await backend(), pack), vaultId, pack, photographId);
    }),
  describe: (jobId, vaultId, photographIds) => queue.enter(jobId, (signal) => describe(vaultId, photographIds, signal)),
  look: (vaultId, pictureId) => queue.enter(pictureId, () => look(vaultId, pictureId)),
  begin: (jobId, vaultId, packId, personaId, wish, report) =>
    queue.enter(jobId, (signal) => begin(vaultId, packId, personaId, wish, report, signal)),
  finish: (jobId, vaultId, trainingId, report) => queue.enter(jobId, (signal) => finish(vaultId, trainingId, report, signal)),
  adopt: (jobId, vaultId, packId, personaId, file, report) =>
    queue.enter(jobId, (signal) => adopt(vaultId, packId, personaId, file, report, signal)),
  generate: (jobId, vaultId, request, report) =>
    queue.enter(jobId, (signal) => generate(jobId, vaultId, request, report, signal)),
  sketch: (jobId, vaultId, request) => queue.enter(jobId, (signal) => sketch(vaultId, request, signal)),
  preview: (jobId, vaultId, request, mask) =>
    queue.enter(jobId, (signal) => preview(vaultId, request, mask, signal), "background"),
  tile: (jobId, vaultId, request) => queue.enter(jobId, (signal) => tile(vaultId, request, signal), "background"),
  master: (jobId, vaultId, pictureId, rank) => queue.enter(jobId, (signal) => master(vaultId, pictureId, signal), rank),
  parts: (jobId, vaultId, pack, personaId, pictureId) => queue.enter(jobId, () => parts(vaultId, pack, personaId, pictureId)),
  portray: (jobId, packId, sitting, report) => queue.enter(jobId, (signal) => portray(packId, sitting, report, signal)),
  unknownWords: async (packId, text) => unknownWords(await vocabularyOf(packOf(packId)), text),
  async tokensOver(packId, prompt, layers) {
    const pack = packOf(packId);
    return composePrompt(await vocabularyOf(pack), pack.tokenizer.person ?? "", prompt, layers).cut;
  },
  cancel: (jobId) => queue.cancel(jobId),
} satisfies InferenceApi);
