/**
 * @file Pictures to learn a person on, drawn by the pack itself: the person as they are before, in looks unlike one another.
 *
 * Likeness is asked of their faces; everything around a face has to stay as it was drawn, so that words go on meaning what they meant.
 */
import { LAYER_KINDS, type LayerKind } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import type { Face } from "~/contracts/faces.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import { encodePrompt, type IdentityTensors, poseTensor } from "~/engine/pipelines/conditions.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { floats, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import { composePrompt, type Vocabulary } from "~/engine/tokenizers/compose.ts";
import { type Cells, placeFace, windowFor } from "./face-place.ts";
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
}

export interface Rehearsals {
  readonly pictures: readonly Picture[];
  readonly emptyContext: FloatTensor;
  /** Cells that hold every face. */
  readonly window: Cells;
}

async function draw(run: Run, pack: Pack, vocabulary: Vocabulary, identity: IdentityTensors, look: Look, seed: number) {
  const choices = LAYER_KINDS.map((kind) => ({ kind, words: look[kind], strength: 1 }));
  const prompt = composePrompt(vocabulary, pack.tokenizer.person ?? "", "", choices);
  const contexts = await encodePrompt(run, vocabulary, prompt);
  const conditions = { ...contexts, identity, identityStrength: 1, ...(pack.pose && { pose: poseTensor(pack.pose, null) }) };
  const size = pack.sizes[0];
  if (size === undefined) throw new RangeError(`${pack.id} has no size`);
  let latent: FloatTensor | undefined;
  const image = await textToImage(run, pack, conditions, { seed, size, ...pack.presets.draft }, ({ estimate }) => {
    latent = estimate;
  });
  const [face] = await detectFaces(run, fromPlanes(image), pack);
  return { ...contexts, latent, landmarks: face?.landmarks };
}

/**
 * @param keep how much the surroundings of a face count
 * @param onDrawn told after each look
 */
export async function rehearse(
  { run, pack, vocabulary }: { readonly run: Run; readonly pack: Pack; readonly vocabulary: Vocabulary },
  identity: IdentityTensors,
  { seed, keep, rehearsals }: { readonly seed: number; readonly keep: number; readonly rehearsals: number },
  onDrawn: (drawn: number, looks: number) => void | Promise<void>,
): Promise<Rehearsals> {
  const found: Drawn[] = [];
  let emptyContext: FloatTensor | undefined;
  const looks = LOOKS.slice(0, rehearsals);
  for (const [i, look] of looks.entries()) {
    const drawn = await draw(run, pack, vocabulary, identity, look, seed + i);
    emptyContext = drawn.emptyContext;
    const { latent, context, landmarks } = drawn;
    // A face that is not found cannot be made more alike.
    if (latent !== undefined && landmarks !== undefined) found.push({ latent, context, landmarks });
    await onDrawn(i + 1, looks.length);
  }
  const [first] = found;
  if (first === undefined || emptyContext === undefined) return { pictures: [], emptyContext: floats([0]), window: [0, 0] };
  const [, , height = 0, width = 0] = first.latent.shape;
  const { factor } = pack.latent;
  const faces = found.map(({ landmarks }) => landmarks);
  const window = windowFor(faces, [height, width], factor);
  const pose = floats([1, 8]);
  const pictures = found.map(({ latent, context, landmarks }): Picture => {
    const face = placeFace(landmarks, [height, width], window, factor);
    return { latent, context, pose, face, weight: { ...face.around, data: face.around.data.map((x) => x * keep) } };
  });
  return { pictures, emptyContext, window };
}
