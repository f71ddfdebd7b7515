/**
 * @file What a person watches while somebody is drawn: latents made into pictures by a small decoder beside the pack, where one is installed
 * for its latents, else by the pack's own matrix.
 *
 * A picture needs none of it. A decoding takes about a tenth of what a guided step of Stable Diffusion 1.5 does, so that after the last one there is
 * none. The decoder works where the pack does, never on the processor beside a graphics card, which would keep the card waiting; whatever it
 * fails at there is written down for its revision and this device, and not asked again until it is installed anew. Only a device that is gone
 * ends the drawing.
 */
import type { Pack, Previewer } from "~/contracts/manifest.ts";
import { Failure } from "~/contracts/failure.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { latentPreview } from "~/engine/pipelines/preview.ts";
import type { Step } from "~/engine/pipelines/walk.ts";
import { checkAnswer } from "~/engine/tensor/trial.ts";
import { type FloatTensor, output } from "~/engine/tensor/tensor.ts";
import { manifest } from "~/storage/manifest.ts";
import { beginTrial, endTrial, noteUnsuited, readTrials } from "~/storage/trials.ts";
import { isInstalled, readPackFile } from "~/storage/weights.ts";
import { suits } from "./adapter.ts";
import { type Backend, backend } from "./backend.ts";
import { allowedToFail } from "./device-loss.ts";
import { checkSession, runGraph, type Session } from "./run-graph.ts";

/** What there is to see after a step; null where that is what was seen after the one before. */
export type Watch = (at: Pick<Step, "step" | "steps" | "estimate">) => Promise<Raster | null>;

const GRAPH = "preview_decoder";
/** What trials without a graphics card are known by. */
const PROCESSOR = "the processor";

let kept: { readonly key: string; readonly session: Session } | undefined;

async function letGo(): Promise<void> {
  const former = kept;
  kept = undefined;
  await former?.session.release();
}

const specOf = ({ id, graphs }: Previewer) => {
  const spec = graphs[GRAPH];
  if (spec === undefined) throw new Failure("graph-failed", { graph: GRAPH, reason: `${id} has none` });
  return spec;
};

/** Its few megabytes stay; what it makes on the way, hundreds of them, goes after every run: the pack's own graphs want the room. */
async function sessionOf({ ort, options }: Backend, tool: Previewer): Promise<Session> {
  const key = `${tool.id}@${tool.revision}`;
  if (kept?.key === key) return kept.session;
  await letGo();
  const spec = specOf(tool);
  const bytes = await readPackFile(tool, spec.file);
  const session = await ort.InferenceSession.create(bytes, { ...options, enableCpuMemArena: false, enableMemPattern: false });
  kept = { key, session };
  checkSession(session, GRAPH, spec);
  return session;
}

/** @returns undefined where the device is too small for it; what it returns is undefined where it fails */
export async function decoderOf(
  device: Backend,
  tool: Previewer,
): Promise<((latent: FloatTensor) => Promise<Raster | undefined>) | undefined> {
  const { ort, guard, graphics } = device;
  if (graphics && !suits(graphics.adapter, tool.needs)) {
    await noteUnsuited(tool, graphics.name);
    return undefined;
  }
  const name = graphics?.name ?? PROCESSOR;
  let verdict = (await readTrials(tool, name)).get(GRAPH) ?? "untried";
  return async (latent) => {
    if (verdict === "fails") return undefined;
    const first = verdict === "untried";
    if (first) await beginTrial(tool, name, GRAPH);
    const seen = await allowedToFail(guard, async () => {
      const outputs = await runGraph(ort, await sessionOf(device, tool), GRAPH, specOf(tool), { latent });
      if (first) checkAnswer(GRAPH, outputs);
      return fromPlanes(output(outputs, "image"));
    });
    verdict = seen ? "works" : "fails";
    if (first || !seen) await endTrial(tool, name, GRAPH, seen !== undefined);
    if (!seen) await letGo();
    return seen;
  };
}

const toolFor = ({ latent: { space } }: Pack): Previewer | undefined =>
  manifest.tools.find((tool): tool is Previewer => tool.serves === "previews" && tool.space === space);

export async function watcherOf(pack: Pack): Promise<Watch> {
  const tool = toolFor(pack);
  const here = tool !== undefined && (await isInstalled(tool.id));
  if (!here) await letGo();
  const decode = here ? await decoderOf(await backend(), tool) : undefined;
  let clear = false;
  return async ({ step, steps, estimate }) => {
    // The picture itself comes next.
    const isLast = step === steps;
    if (isLast && clear && steps > 1) return null;
    const seen = isLast ? undefined : await decode?.(estimate);
    clear = seen !== undefined;
    return seen ?? latentPreview(pack, estimate);
  };
}
