/**
 * @file Learning a person: steps of Adam on identity tokens and low-rank deltas along the gradients of a training graph.
 *
 * Everything a step does follows from the seed and its number, so a state that was kept goes on as if nothing had happened. It
 * knows no runtime, no storage and no clock.
 */
import { Failure } from "~/contracts/failure.ts";
import type { GraphSpec } from "~/contracts/manifest.ts";
import { normal } from "../random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "../tensor/tensor.ts";
import { DELTA_SCALE } from "../onnx/low-rank.ts";
import { type AdamState, normOf, rateAt, startAdam, stepAdam, type Tensors } from "./adam.ts";
import { BIAS, COLUMNS, FACE_WEIGHT, GAIN, PERSON, PLACES, ROWS } from "./likeness-loss.ts";
import { type Noised, noisedAt, type Picture } from "./noised.ts";
import type { Noising } from "./noising.ts";
import { gradientOf, LOSS, LOSS_SCALE, OF_PREDICTION, OF_SAMPLE, TARGET, WEIGHT } from "./training-graph.ts";

export interface Recipe {
  readonly steps: number;
  readonly warmUp: number;
  readonly identityRate: number;
  readonly deltaRate: number;
  /** Of the deltas; 0 learns none. */
  readonly rank: number;
  /** Not 0: deltas on all attention, not on that of the up blocks alone. */
  readonly everywhere: number;
  readonly clip: number;
  readonly captionDropout: number;
  /** As `Chances` has them. */
  readonly crop: number;
  readonly light: number;
  /** How noisy the samples are, each as often as the others. */
  readonly times: readonly number[];
  /** How much one less the cosine counts, against the error of the prediction. */
  readonly likeness: number;
  /** Not 0: faces are looked at as the whole decoder draws them, not as what of it is affine. */
  readonly detail?: number;
  /** How much the surroundings of a face count. */
  readonly keep: number;
  /** Pictures that the pack draws of the person to learn them on, at most. */
  readonly rehearsals: number;
  /** Pictures of other people that are learned to be drawn as before. */
  readonly others: number;
  readonly seed: number;
}

export interface LearningState extends AdamState {
  /** Halved whenever a step came out as no number. */
  readonly share: number;
  readonly losses: readonly number[];
  /** Times that the loss is taken, and steps since it was last changed; absent where nothing is calculated in half precision. */
  readonly scale?: Scale;
}

interface Scale {
  readonly times: number;
  readonly held: number;
}

export interface Lesson {
  readonly pictures: readonly Picture[];
  /** [1, embedding], a unit vector; given if the graph asks for likeness. */
  readonly person?: FloatTensor;
  readonly emptyContext: FloatTensor;
  /** How the pack's denoiser calls what it is told; by their roles where absent. */
  readonly inputs?: GraphSpec["inputs"];
  /** What it is told at every step besides, by its own names. */
  readonly fixed?: Readonly<Record<string, FloatTensor>>;
  /** Of the graph's fixed batch; one where absent. */
  readonly rows?: number;
  /** A rectified flow's where absent. */
  readonly noising?: Noising;
  readonly shapes: ReadonlyMap<string, readonly number[]>;
  /** Evaluates the training graph. */
  readonly step: (feeds: Readonly<Record<string, FloatTensor>>) => Promise<Readonly<Record<string, Float32Array>>>;
  readonly recipe: Recipe;
  /** Whether its graph calculates in half precision. */
  readonly half?: boolean;
}

/** As large as leaves room (Micikevicius et al. 2018): twice as large after so many good steps, half after a bad one. */
const [FIRST_SCALE, DOUBLE_AFTER, MOST_SCALE] = [2 ** 12, 50, 2 ** 16];

const HALVINGS = 3;
/** Learning goes back to the last state that was this many steps old. */
const KEEP_EVERY = 20;

/** Identity from the projection; A small noise and B zero, so that the first step draws what the projection draws. */
export function startLearning(lesson: Pick<Lesson, "shapes" | "recipe" | "half">, projected: Tensors): LearningState {
  const { shapes, recipe, half = false } = lesson;
  let stream = 0;
  const tensors = [...shapes].map(([name, shape]) => {
    const found = projected.get(name);
    if (found !== undefined) return [name, found] as const;
    if (name.endsWith(".b")) return [name, new Float32Array(sizeOf(shape))] as const;
    const deviation = 1 / Math.sqrt(shape[0] ?? 1);
    return [name, normal(recipe.seed, stream++, sizeOf(shape)).map((x) => x * deviation)] as const;
  });
  return {
    ...startAdam(new Map(tensors)),
    share: 1,
    losses: [],
    ...(half && { scale: { times: FIRST_SCALE, held: 0 } }),
  };
}

function faceFeeds({ person, recipe }: Lesson, { picture, glance, light, estimate }: Noised): Record<string, FloatTensor> {
  const { face, other } = picture;
  if (person === undefined || face === undefined) return {};
  return {
    [ROWS]: face.rows,
    [COLUMNS]: face.columns,
    [PLACES]: face.places(glance),
    [GAIN]: floats([1], Float32Array.of(light.gain)),
    [BIAS]: floats([1], Float32Array.of(light.bias)),
    [PERSON]: person,
    [FACE_WEIGHT]: floats([1], Float32Array.of(other === undefined ? recipe.likeness : 0)),
    [OF_SAMPLE]: floats([1], Float32Array.of(estimate.sample)),
    [OF_PREDICTION]: floats([1], Float32Array.of(estimate.prediction)),
  };
}

/** Streams of the rows behind the first. */
const ROW = 2 ** 20;

/** A batch that is fixed at more than one shows its picture again, each time under noise, light and words of its own. */
const besides = ({ rows = 1, recipe, noising }: Lesson, step: number, { picture }: Noised): Noised[] =>
  Array.from({ length: rows - 1 }, (_, row) => noisedAt((row + 1) * ROW + step, [picture], recipe, noising));

function rowsOf(all: readonly Noised[], tensorOf: (row: Noised) => FloatTensor): FloatTensor {
  const rows = all.map(tensorOf);
  const [first] = rows;
  if (first === undefined || rows.length === 1) return first ?? floats([0]);
  const [, ...shape] = first.shape;
  const data = new Float32Array(rows.length * first.data.length);
  rows.forEach((row, i) => data.set(row.data, i * row.data.length));
  return floats([rows.length, ...shape], data);
}

async function gradientsAt(lesson: Lesson, state: LearningState): Promise<{ loss: number; gradients: Tensors }> {
  const { pictures, emptyContext, shapes, recipe, inputs, fixed, noising } = lesson;
  const shown = noisedAt(state.step, pictures, recipe, noising);
  const all = [shown, ...besides(lesson, state.step, shown)];
  const named = (role: string): string => inputs?.[role]?.name ?? role;
  const times = state.scale?.times ?? 1;
  const feeds: Record<string, FloatTensor> = {
    [LOSS_SCALE]: floats([], Float32Array.of(times)),
    [named("sample")]: rowsOf(all, ({ sample }) => sample),
    [TARGET]: rowsOf(all, ({ target }) => target),
    [WEIGHT]: rowsOf(all, ({ weight }) => weight),
    [named("timestep")]: floats(
      [all.length],
      Float32Array.from(all, ({ time }) => time),
    ),
    [named("context")]: rowsOf(all, ({ captioned, picture }) => (captioned ? picture.context : emptyContext)),
    ...((inputs === undefined || inputs["pose"]) && { [named("pose")]: rowsOf(all, ({ picture }) => picture.pose) }),
    ...fixed,
    "identity.scale": floats([1], Float32Array.of(1)),
    ...([...shapes.keys()].some((name) => name.startsWith("delta.")) && { [DELTA_SCALE]: floats([1], Float32Array.of(1)) }),
    ...faceFeeds(lesson, shown),
  };
  const { other = {} } = shown.picture;
  for (const [name, data] of state.tensors) feeds[name] = other[name] ?? floats(shapes.get(name) ?? [], data);
  const results = await lesson.step(feeds);
  const own = [...shapes.keys()].filter((name) => other[name] === undefined);
  const unscaled = (name: string): Float32Array => (results[gradientOf(name)] ?? new Float32Array()).map((x) => x / times);
  const gradients = new Map(own.map((name) => [name, unscaled(name)]));
  return { loss: results[LOSS]?.[0] ?? Number.NaN, gradients };
}

const held = ({ times, held: steps }: Scale): Scale =>
  steps + 1 < DOUBLE_AFTER || times >= MOST_SCALE ? { times, held: steps + 1 } : { times: 2 * times, held: 0 };

const halvedScale = (state: LearningState, { times }: Scale): LearningState => ({
  ...state,
  scale: { times: times / 2, held: 0 },
});

/** One state after every step, until the recipe's last. */
export async function* learn(lesson: Lesson, from: LearningState): AsyncGenerator<LearningState, LearningState> {
  const { recipe } = lesson;
  let [state, good] = [from, from];
  while (state.step < recipe.steps) {
    const { loss, gradients } = await gradientsAt(lesson, state);
    const finite = Number.isFinite(normOf(gradients));
    const { scale } = state;
    if (Number.isFinite(loss) && !finite && scale !== undefined && scale.times > 1) {
      // Nothing but the scale was too much.
      state = halvedScale(state, scale);
      continue;
    }
    if (!Number.isFinite(loss) || !finite) {
      const share = state.share / 2;
      if (share < 1 / 2 ** HALVINGS) throw new Failure("output-invalid", { graph: "training", reason: "not-finite" });
      state = { ...good, share, ...(scale && { scale }) };
      continue;
    }
    const rate = state.share * rateAt(state.step, recipe.warmUp, recipe.steps);
    const rateOf = (name: string) => rate * (name.startsWith("identity.") ? recipe.identityRate : recipe.deltaRate);
    const { share, losses } = state;
    const next = stepAdam(state, gradients, rateOf, recipe.clip);
    state = { ...next, share, losses: [...losses, loss], ...(scale && { scale: held(scale) }) };
    if (state.step % KEEP_EVERY === 0) good = state;
    yield state;
  }
  return state;
}
