/**
 * @file Looks at what has been learned: draws it on fixed seeds in words that no photograph shows, and measures the likeness of the faces, how
 * far everything around them has moved from what the projection draws, and how far the people of the control set have moved.
 */
import type { Face } from "~/contracts/faces.ts";
import { isFailure } from "~/contracts/failure.ts";
import type { Preview } from "~/contracts/inference-api.ts";
import { comparedLook } from "~/contracts/layers.ts";
import type { Pack } from "~/contracts/manifest.ts";
import type { Look } from "~/contracts/recipe.ts";
import type { BlobRow, Calibration } from "~/contracts/records.ts";
import { alignFace } from "~/engine/faces/align.ts";
import { detectFaces } from "~/engine/faces/detect.ts";
import { drift } from "~/engine/faces/drift.ts";
import { cosine, embedCrop } from "~/engine/faces/embedding.ts";
import { likeness } from "~/engine/faces/likeness.ts";
import { subjectOf } from "~/engine/faces/subject.ts";
import { fromPlanes } from "~/engine/image/planes.ts";
import type { Raster } from "~/engine/image/raster.ts";
import { encodePrompt, type IdentityTensors, poseTensor } from "~/engine/pipelines/conditions.ts";
import { textToImage } from "~/engine/pipelines/text-to-image.ts";
import { nothingShown, requireChecker, withholdUnsafe } from "~/engine/safety/guard.ts";
import type { Run } from "~/engine/tensor/tensor.ts";
import { withDeltas } from "~/engine/training/controls.ts";
import { composePrompt, type Vocabulary } from "~/engine/tokenizers/compose.ts";
import { openEncode } from "~/threads/encode.ts";
import { turn } from "~/threads/turn.ts";

const SCENES = [
  comparedLook("a blonde bob", "wearing a red gown", "in a library", "calm"),
  comparedLook("short curly dark brown hair", "wearing a leather jacket", "on a rooftop at dusk", "laughing"),
  comparedLook("wavy shoulder-length chestnut hair", "wearing a raincoat", "on a beach", "soft smile"),
] as const;

/** How strongly the person's tensors speak: as in the studio's presets. */
const IDENTITY_STRENGTH = 0.95;

interface Drawn {
  readonly image: Raster;
  readonly face: Face | null;
  readonly likeness: number;
}

export interface Person {
  readonly prototype: Float32Array;
  readonly calibration: Calibration;
  /** Where learning began: what drift is measured from. */
  readonly projected: IdentityTensors;
  /** People on whom nothing is learned. */
  readonly controls: readonly IdentityTensors[];
}

export interface Easel {
  look(step: number, tensors: IdentityTensors): Promise<{ readonly look: Look; readonly pictures: readonly BlobRow[] }>;
}

const mean = (values: readonly number[]): number => values.reduce((sum, value) => sum + value, 0) / values.length;

/** @param show each picture of a look as it is finished */
export function setUpEasel(
  run: Run,
  pack: Pack,
  vocabulary: Vocabulary,
  { prototype, calibration, projected, controls }: Person,
  show: (step: number, index: number, preview: Preview) => void,
  signal: AbortSignal,
): Easel {
  const encode = openEncode();
  let projections: Promise<readonly Drawn[]> | undefined;
  let others: readonly Drawn[] | undefined;

  async function draw(index: number, identity: IdentityTensors): Promise<Drawn> {
    const prompt = composePrompt(vocabulary, pack.tokenizer.person ?? "", "", SCENES[index] ?? []);
    const conditions = {
      ...(await encodePrompt(run, vocabulary, prompt)),
      identity,
      identityStrength: IDENTITY_STRENGTH,
      ...(pack.pose && { pose: poseTensor(pack.pose, null) }),
    };
    requireChecker(pack);
    const settings = { ...pack.presets.draft, size: pack.sizes[0]!, seed: index + 1 };
    const planes = await textToImage(run, pack, conditions, settings, async () => {
      await turn();
      signal.throwIfAborted();
    });
    const image = fromPlanes(planes);
    try {
      await withholdUnsafe(run, pack, image);
    } catch (error) {
      // What nobody is shown is no likeness, and no reason to stop learning.
      if (isFailure(error, "picture-withheld")) return { image: nothingShown(settings.size), face: null, likeness: 0 };
      throw error;
    }
    const face = subjectOf(await detectFaces(run, image, pack))?.face ?? null;
    const alike = face && cosine(await embedCrop(run, alignFace(image, face.landmarks)), prototype);
    return { image, face, likeness: alike === null ? 0 : likeness(alike, calibration) };
  }

  async function drawAll(step: number | null, identity: IdentityTensors): Promise<readonly Drawn[]> {
    const all: Drawn[] = [];
    for (const index of SCENES.keys()) {
      const drawn = await draw(index, identity);
      all.push(drawn);
      const { width, height, data } = drawn.image;
      if (step !== null) show(step, index, { width, height, rgba: data.slice() });
    }
    return all;
  }

  /** Face and all: nothing of them was to change. Nothing has before the first step. */
  async function controlDrift(step: number, tensors: IdentityTensors): Promise<number> {
    if (step === 0) return 0;
    const drawOthers = async (learned: IdentityTensors): Promise<readonly Drawn[]> => {
      const drawn: Drawn[] = [];
      for (const [index, other] of controls.entries()) drawn.push(await draw(index % SCENES.length, withDeltas(other, learned)));
      return drawn;
    };
    others ??= await drawOthers({});
    const before = others;
    const after = await drawOthers(tensors);
    return mean(after.map(({ image }, i) => drift(before[i]!.image, image, [])));
  }

  return {
    async look(step, tensors) {
      const all = await drawAll(step, tensors);
      // A training that is gone on with has to draw its beginning once more.
      projections ??= step === 0 ? Promise.resolve(all) : drawAll(null, projected);
      const before = await projections;
      const moved = all.map(({ image, face }, index) => {
        const was = before[index]!;
        const faces = [face, was.face].filter((each) => each !== null);
        return drift(was.image, image, faces);
      });
      const pictures: BlobRow[] = [];
      for (const { image } of all) {
        const { bytes, type } = await encode.call.thumbnail(
          { width: image.width, height: image.height },
          image.data.slice().buffer,
        );
        pictures.push({ id: crypto.randomUUID(), bytes, type });
      }
      const control = controls.length > 0 && { control: await controlDrift(step, tensors) };
      const seen = { step, likeness: mean(all.map((drawn) => drawn.likeness)), drift: mean(moved), ...control };
      return { look: seen, pictures };
    },
  };
}
