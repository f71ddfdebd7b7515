/**
 * @file Everything that learning a person needs, made ready from a pack and the embeddings of their photographs: what they are drawn
 * from before, the pictures they are learned on, and the training graph of the pack's own files.
 */
import { weightsBeside } from "~/contracts/graph-specs.ts";
import type { GraphRole, Pack } from "~/contracts/manifest.ts";
import { Failure } from "~/contracts/failure.ts";
import { CROP } from "~/engine/faces/align.ts";
import { aggregate } from "~/engine/faces/embedding.ts";
import type { Prior } from "~/engine/casting/prior.ts";
import type { IdentityTensors } from "~/engine/pipelines/conditions.ts";
import { identityRoles, projectIdentity } from "~/engine/pipelines/learn-identity.ts";
import { embedGuidance } from "~/engine/guidance/embedded.ts";
import { underFolder } from "~/engine/onnx/beside.ts";
import { narrows } from "~/engine/onnx/precision.ts";
import { readModel } from "~/engine/onnx/proto.ts";
import { floats, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import type { Vocabulary } from "~/engine/tokenizers/compose.ts";
import { type LearningState, type Lesson, type Recipe, startLearning } from "./learn.ts";
import { noisingOf, timesOf } from "./noising.ts";
import { rehearse } from "./rehearsals.ts";
import { buildTrainingGraph } from "./training-graph.ts";

export interface Studio {
  readonly run: Run;
  readonly pack: Pack;
  readonly vocabulary: Vocabulary;
  /** Of the people that the pack casts; absent where it casts nobody. */
  readonly prior?: Prior | undefined;
  /** What the person's photographs show, in words. */
  readonly captions?: readonly string[];
  /** A pack's graph as it is stored. */
  readonly file: (graph: GraphRole) => Promise<Uint8Array>;
  /** Whether it is evaluated on a device that calculates in half precision. */
  readonly half?: boolean;
  /** Makes a model ready to be evaluated. @param beside the pack's files of weights that it refers to */
  readonly open: (model: Uint8Array<ArrayBuffer>, beside: readonly Beside[]) => Promise<Opened>;
}

export interface Beside {
  /** As the model calls it. */
  readonly name: string;
  /** Among the pack's files. */
  readonly path: string;
}

export interface Opened {
  readonly run: (feeds: Readonly<Record<string, FloatTensor>>) => Promise<Readonly<Record<string, Float32Array>>>;
  readonly release: () => Promise<void>;
}

export interface Prepared {
  readonly lesson: Lesson;
  readonly start: LearningState;
  readonly release: () => Promise<void>;
}

/** Pictures that its denoiser takes at once: one, or as many as its file has fixed. */
const rowsOf = ({ graphs }: Pack): number => Math.max(1, graphs.denoiser?.inputs["sample"]?.shape[0] ?? 1);

/** As Atelier's modules and those of diffusers are called. */
const UP_BLOCK = /(^|\.)up(_blocks)?\./;

/** What was measured to make pictures more like a person: toolkit/LOG.md. */
export const recipeFor = (pack: Pack, seed: number): Recipe => ({
  steps: 200,
  warmUp: 12,
  identityRate: 0.03,
  deltaRate: 3e-3,
  rank: 0,
  everywhere: 0,
  clip: 1,
  captionDropout: 0.05,
  crop: 0.03,
  light: 0.1,
  times: timesOf(pack.sampler, pack.presets.standard.steps),
  likeness: 1,
  keep: 0.5,
  rehearsals: 12,
  others: 0,
  seed,
});

/** @param embeddings unit vectors, one per photograph @param onDrawn told of every picture drawn to learn on */
export async function prepareLesson(
  { run, pack, vocabulary, prior, captions = [], file, half: wanted = false, open }: Studio,
  embeddings: readonly ArrayLike<number>[],
  recipe: Recipe,
  onDrawn: (drawn: number, looks: number) => void | Promise<void>,
): Promise<Prepared> {
  const prototype = aggregate(embeddings);
  const identity = await projectIdentity(run, pack, prototype);
  const { pictures, emptyContext, window } = await rehearse(
    { run, pack, vocabulary, captions },
    prior,
    identity,
    recipe,
    onDrawn,
  );
  const [first] = pictures;
  if (first === undefined) throw new Failure("graph-failed", { graph: "denoiser", reason: "no picture shows a face" });
  const learned = identityRoles(pack);
  const { denoiser } = pack.graphs;
  if (denoiser === undefined) throw new Failure("graph-failed", { graph: "denoiser", reason: `${pack.id} has none` });
  const { inputs, outputs } = denoiser;
  const named = (role: string): string => inputs[role]?.name ?? role;
  // Guidance that it was taught is that of a picture as it is usually drawn.
  const taught = inputs["guidance"]?.shape[1];
  const rows = rowsOf(pack);
  const fixed =
    taught === undefined
      ? {}
      : { [named("guidance")]: floats([1, taught], embedGuidance(pack.presets.standard.guidance, taught)) };
  const beside: Beside[] = [];
  const graphOf = async (role: GraphRole): Promise<Uint8Array> => {
    const spec = pack.graphs[role];
    const apart = spec === undefined ? [] : weightsBeside(spec);
    beside.push(...apart.map(({ path, name }) => ({ path, name: `${role}/${name}` })));
    return apart.length === 0 ? file(role) : underFolder(await file(role), role);
  };
  const stored = await graphOf("denoiser");
  // Only a network that was made for half precision is trusted with it.
  const half = wanted && narrows(readModel(stored));
  const { model, learned: shapes } = buildTrainingGraph(stored, {
    half,
    shapes: {
      [named("sample")]: [rows, ...first.latent.shape.slice(1)],
      [named("timestep")]: [rows],
      [named("context")]: [rows, ...first.context.shape.slice(1)],
      ...(inputs["pose"] && { [named("pose")]: [rows, ...first.pose.shape.slice(1)] }),
      ...Object.fromEntries(Object.entries(fixed).map(([name, { shape }]) => [name, shape])),
      "identity.scale": [1],
      ...Object.fromEntries(learned.map((role) => [role, identity[role]?.shape ?? []])),
    },
    sample: named("sample"),
    prediction: outputs["prediction"]?.name ?? "prediction",
    learned,
    rank: recipe.rank,
    adapts: (projection) => recipe.everywhere !== 0 || UP_BLOCK.test(projection),
    likeness: {
      decoder: await graphOf("vae_decoder"),
      embedder: await graphOf("face_embedder"),
      window,
      crop: CROP,
      embedding: prototype.length,
      scale: pack.latent.scale ?? 1,
      plain: (recipe.detail ?? 0) === 0,
    },
  });
  const training = await open(model, beside);
  const lesson = {
    pictures,
    emptyContext,
    inputs,
    fixed,
    rows,
    noising: noisingOf(pack.sampler),
    shapes,
    recipe,
    person: floats([1, prototype.length], prototype),
    step: training.run,
    half,
  };
  const start = startLearning(lesson, new Map(learned.map((role) => [role, identity[role]?.data ?? new Float32Array()])));
  return { lesson, start, release: training.release };
}

/** What a state draws the person from, by role. */
export const identityOf = ({ tensors }: Pick<LearningState, "tensors">, { shapes }: Pick<Lesson, "shapes">): IdentityTensors =>
  Object.fromEntries([...tensors].map(([name, data]) => [name, floats(shapes.get(name) ?? [], data)]));
