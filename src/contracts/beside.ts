/** @file What a pack gains from tools that are installed beside it: a network that it has none of its own of. */
import type { Encoder, Pack, Parser, Tool } from "./manifest.ts";

type Beside = Encoder | Parser;

/** Those of the tools that would bring it something. */
export const besideOf = ({ graphs, latent, reads }: Pack, tools: readonly Tool[]): readonly Beside[] =>
  tools.filter(
    (tool): tool is Beside =>
      (tool.serves === "edits" && tool.space === latent.space && graphs.vae_encoder === undefined) ||
      (tool.serves === "regions" && tool.sees === reads && graphs.parser === undefined),
  );

/** @param tools that are installed @returns the pack with their networks among its own */
export function equipped(pack: Pack, tools: readonly Tool[]): Pack {
  const beside = besideOf(pack, tools);
  if (beside.length === 0) return pack;
  const reader = beside.find(({ serves }) => serves === "edits");
  return {
    ...pack,
    beside,
    graphs: Object.assign({}, ...beside.map(({ graphs }) => graphs), pack.graphs) as Pack["graphs"],
    latent: reader?.serves === "edits" ? { ...pack.latent, read: reader.scale } : pack.latent,
  };
}
