/**
 * @file What a photograph shows, in a few words: transformers.js generates them with sessions of this thread's own runtime, over files that are
 * stored here, and fetches nothing.
 *
 * Weights of eight bits are the processor's work. ORT's rewriting of them into fused products fails on decoders of this kind, whose weights lie
 * outside of the branch that uses them (huggingface/transformers.js#1707), so that only its plain optimisations are asked for.
 */
import { PretrainedConfig, PreTrainedTokenizer, Tensor, VisionEncoderDecoderModel } from "@xenova/transformers";
import { Failure, isFailure } from "~/contracts/failure.ts";
import type { Captioner, GraphRole } from "~/contracts/manifest.ts";
import { RGB, toPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { resize } from "~/engine/image/resize.ts";
import { readPackFile } from "~/storage/weights.ts";
import { backend } from "./backend.ts";
import { checkSession } from "./run-graph.ts";

export interface OpenCaptioner {
  describe(image: Raster): Promise<string>;
  release(): Promise<void>;
}

const GRAPHS = ["caption_encoder", "caption_decoder"] as const satisfies readonly GraphRole[];

async function open(tool: Captioner, graph: (typeof GRAPHS)[number]) {
  const spec = tool.graphs[graph];
  if (spec === undefined) throw new Failure("graph-failed", { graph, reason: `${tool.id} has none` });
  const device = await backend();
  const { ort, options } = device.graphics?.processor() ?? device;
  const bytes = await readPackFile(tool, spec.file);
  const session = await ort.InferenceSession.create(bytes, {
    ...options,
    graphOptimizationLevel: "basic",
    logSeverityLevel: 3,
  }).catch((error: unknown) => {
    throw new Failure("graph-failed", { graph, reason: String(error) }, { cause: error });
  });
  checkSession(session, graph, spec);
  return session;
}

/** Only read: what a vocabulary says of its tokens is all that reading takes. */
function readerOf(vocab: Readonly<Record<string, number>>, { mark }: Captioner["caption"]) {
  const end = vocab[mark];
  if (end === undefined) throw new Failure("manifest-invalid", { reason: `the captioner's vocabulary has no ${mark}` });
  const special = { id: end, content: mark, special: true, single_word: false, lstrip: false, rstrip: false, normalized: false };
  const reader = new PreTrainedTokenizer(
    {
      added_tokens: [special],
      normalizer: null,
      pre_tokenizer: null,
      post_processor: null,
      decoder: { type: "ByteLevel", add_prefix_space: true, trim_offsets: true, use_regex: true },
      model: { type: "BPE", unk_token: mark, vocab, merges: [] },
    },
    { bos_token: mark, eos_token: mark, unk_token: mark },
  );
  return { end, reader };
}

export async function openCaptioner(tool: Captioner): Promise<OpenCaptioner> {
  const { caption, graphs } = tool;
  const text = new TextDecoder().decode(await readPackFile(tool, caption.vocabulary));
  const { end, reader } = readerOf(JSON.parse(text) as Readonly<Record<string, number>>, caption);
  const [model, decoder_model_merged] = [await open(tool, "caption_encoder"), await open(tool, "caption_decoder")];
  const decoder = graphs.caption_decoder?.inputs ?? {};
  const [, heads = 0, , width = 0] = decoder["past.k.0"]?.shape ?? [];
  const layers = Object.keys(decoder).filter((role) => role.startsWith("past.k.")).length;
  const [, , side = 0] = graphs.caption_encoder?.inputs["image"]?.shape ?? [];
  const config = new PretrainedConfig({
    model_type: "vision-encoder-decoder",
    is_encoder_decoder: true,
    decoder: { model_type: "gpt2", n_head: heads, n_layer: layers, n_embd: heads * width },
  });
  const generation_config = { decoder_start_token_id: end, bos_token_id: end, eos_token_id: end, pad_token_id: end };
  const network = new VisionEncoderDecoderModel(config, { model, decoder_model_merged }, { generation_config });
  return {
    async describe(image) {
      const { shape, data } = toPlanes(resize(image, side, side), RGB, 1 / 127.5, -1);
      const inputs = new Tensor("float32", data, [...shape]);
      const said = await network.generate({ inputs, max_new_tokens: caption.most }).catch((error: unknown) => {
        throw isFailure(error)
          ? error
          : new Failure("graph-failed", { graph: "caption_decoder", reason: String(error) }, { cause: error });
      });
      if (!(said instanceof Tensor)) throw new Failure("graph-failed", { graph: "caption_decoder", reason: "said nothing" });
      const tokens = Array.from(said.data as BigInt64Array, Number);
      return reader.decode(tokens, { skip_special_tokens: true }).trim();
    },
    async release() {
      await model.release();
      await decoder_model_merged.release();
    },
  };
}
