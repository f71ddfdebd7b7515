/**
 * @file Pictures to learn a person on, drawn by the pack itself: the person as they are before, in looks unlike one another.
 *
 * Likeness is asked of their faces, as the pack's parser sees them; everything around has to stay as it was drawn, so that words go on meaning
 * what they meant. Where the pack has no parser, what lies under a face's upright crop counts as face. Where
 * deltas are learned, which everybody could be drawn with, other people have to stay as they were drawn too (prior preservation, Ruiz et al. 2023).
 */
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { partLogits } from "~/engine/faces/parse.ts";
import type { Face } from "~/contracts/faces.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import { encodePrompt, type IdentityTensors, poseTensor } from "~/engine/pipelines/conditions.ts";
import { projectIdentity } from "~/engine/pipelines/learn-identity.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { embeddingOf, type Prior } from "~/engine/casting/prior.ts";
import { normal } from "~/engine/random/normal.ts";
import { floats, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import { composePrompt, type Vocabulary } from "~/engine/tokenizers/compose.ts";
import { type Cells, placeFace, windowFor } from "./face-place.ts";
import { faceShare } from "./face-share.ts";
import type { Picture } from "./noised.ts";

type Look = Readonly<Record<LayerKind, string>>;

/** Faces near enough to be read and far enough to be cheap; nothing over the eyes. */
const LOOKS: readonly Look[] = (
  [
    [
      "long straight black hair",
      "a navy blazer and shirt",
      "in a plain studio",
      "soft light from the left",
      "head and shoulders",
      "a neutral expression",
    ],
    ["a blonde bob", "a grey turtleneck", "in a library", "soft light from the right", "head and shoulders", "a soft smile"],
    ["short curly dark brown hair", "a sage linen shirt", "in a garden", "golden hour light", "half body portrait", "laughing"],
    ["a buzz cut", "a black leather jacket", "on a neon street at night", "dramatic side light", "head and shoulders", "serious"],
    ["long wavy red hair", "a burgundy evening gown", "on a stage", "backlit", "half body portrait", "thoughtful"],
    ["a white pixie cut", "a beige trench coat", "on a city street", "flat bright light", "head and shoulders", "surprised"],
    ["a black afro", "a mustard hoodie", "on a beach", "golden hour light", "head and shoulders", "a soft smile"],
    [
      "a light brown ponytail",
      "a white t-shirt",
      "in the mountains",
      "flat bright light",
      "half body portrait",
      "a neutral expression",
    ],
    [
      "slicked-back chestnut hair",
      "a black suit and tie",
      "in an office",
      "soft light from the left",
      "head and shoulders",
      "serious",
    ],
    ["a ginger bun", "a forest green knit sweater", "in a café", "soft light from the right", "head and shoulders", "laughing"],
    [
      "dark brown box braids",
      "a sky blue denim jacket",
      "in a gallery",
      "dramatic side light",
      "half body portrait",
      "thoughtful",
    ],
    [
      "short grey side-parted hair",
      "a white lab coat",
      "in a kitchen",
      "flat bright light",
      "head and shoulders",
      "a neutral expression",
    ],
  ] as const
).map(([hair, outfit, scene, light, lens, expression]) => ({ hair, outfit, scene, light, lens, expression }));

interface Drawn {
  readonly latent: FloatTensor;
  readonly context: FloatTensor;
  readonly landmarks: Face["landmarks"];
  /** Of each cell, how much is face; absent where the pack parses nobody. */
  readonly parsed?: Float32Array | undefined;
  readonly other?: IdentityTensors;
}

/** Streams of noise behind those of the deltas. */
const PEOPLE = 2 ** 20;

/** Anybody; of a pack that casts nobody, nobody in particular, whose tokens say nothing. */
export async function somebody(
  run: Run,
  pack: Pack,
  prior: Prior | undefined,
  own: IdentityTensors,
  seed: number,
  index: number,
): Promise<IdentityTensors> {
  if (prior === undefined) return Object.fromEntries(Object.entries(own).map(([role, { shape }]) => [role, floats(shape)]));
  const z = [...normal(seed, PEOPLE + index, prior.deviation.length)];
  return projectIdentity(run, pack, embeddingOf(prior, z));
}

export interface Rehearsals {
  readonly pictures: readonly Picture[];
  readonly emptyContext: FloatTensor;
  /** Cells that hold every face. */
  readonly window: Cells;
}

/** @param look in layers, or as somebody put it into words */
async function draw(run: Run, pack: Pack, vocabulary: Vocabulary, identity: IdentityTensors, look: Look | string, seed: number) {
  const [words, choices] =
    typeof look === "string" ? [look, []] : ["", LAYER_KINDS.map((kind) => ({ kind, words: look[kind], strength: 1 }))];
  const prompt = composePrompt(vocabulary, pack.tokenizer.person ?? "", words, choices);
  const contexts = await encodePrompt(run, vocabulary, prompt);
  const conditions = { ...contexts, identity, identityStrength: 1, ...(pack.pose && { pose: poseTensor(pack.pose, null) }) };
  const size = pack.sizes[0];
  if (size === undefined) throw new RangeError(`${pack.id} has no size`);
  let latent: FloatTensor | undefined;
  const image = await textToImage(run, pack, conditions, { seed, size, ...pack.presets.draft }, ({ estimate }) => {
    latent = estimate;
  });
  const raster = fromPlanes(image);
  const [face] = await detectFaces(run, raster, pack);
  const [, , height = 0, width = 0] = latent?.shape ?? [];
  const parsed = pack.graphs.parser === undefined ? undefined : faceShare(await partLogits(run, pack, raster), [height, width]);
  return { ...contexts, latent, landmarks: face?.landmarks, parsed };
}

export interface Plan {
  readonly seed: number;
  /** How much the surroundings of a face count. */
  readonly keep: number;
  /** Pictures of the person, and of other people. */
  readonly rehearsals: number;
  readonly others: number;
}

export interface Rehearsing {
  readonly run: Run;
  readonly pack: Pack;
  readonly vocabulary: Vocabulary;
  /** What their own photographs show, in words: every other picture of them is drawn in these, while there are any. */
  readonly captions?: readonly string[];
}

/** @param prior of the people that the pack casts @param onDrawn told after each picture */
export async function rehearse(
  { run, pack, vocabulary, captions = [] }: Rehearsing,
  prior: Prior | undefined,
  identity: IdentityTensors,
  { seed, keep, rehearsals, others }: Plan,
  onDrawn: (drawn: number, looks: number) => void | Promise<void>,
): Promise<Rehearsals> {
  const found: Drawn[] = [];
  let emptyContext: FloatTensor | undefined;
  const looks = Math.min(rehearsals, LOOKS.length);
  for (let i = 0; i < looks + others; i++) {
    const other = i < looks ? undefined : await somebody(run, pack, prior, identity, seed, i - looks);
    const said = other === undefined && i % 2 === 0 ? captions[i / 2] : undefined;
    const drawn = await draw(run, pack, vocabulary, other ?? identity, said ?? LOOKS[i % LOOKS.length]!, seed + i);
    emptyContext = drawn.emptyContext;
    const { latent, context, landmarks, parsed } = drawn;
    // A face that is not found cannot be made more alike, and is none that could become another's.
    if (latent !== undefined && landmarks !== undefined)
      found.push({ latent, context, landmarks, parsed, ...(other && { other }) });
    await onDrawn(i + 1, looks + others);
  }
  const [first] = found;
  if (first?.other !== undefined || first === undefined || emptyContext === undefined)
    return { pictures: [], emptyContext: floats([0]), window: [0, 0] };
  const [, , height = 0, width = 0] = first.latent.shape;
  const { factor } = pack.latent;
  const faces = found.flatMap(({ landmarks, other }) => (other ? [] : [landmarks]));
  const window = windowFor(faces, [height, width], factor);
  const pose = floats([1, 8]);
  const pictures = found.map(({ latent, context, landmarks, parsed, other }): Picture => {
    const face = placeFace(landmarks, [height, width], window, factor);
    const held = parsed ? parsed.map((share) => 1 - share) : face.around.data;
    const weight = held.map((x) => (other ? 1 : x) * keep);
    return { latent, context, pose, face, weight: floats(face.around.shape, weight), ...(other && { other }) };
  });
  return { pictures, emptyContext, window };
}
