import { expect, test } from "vitest";
import { aborted, isAbort, isFailure } from "~/contracts/failure.ts";
import { normalised } from "~/engine/faces/embedding.ts";
import { composePrompt } from "~/engine/tokenizers/compose.ts";
import { floats, type FloatTensor, type Run } from "~/engine/tensor/tensor.ts";
import { tinyPack, tinyVocabulary } from "../../../tests/support/tiny-pack.ts";
import { runTiny } from "../../../tests/support/tiny-run.ts";
import { encodePrompt, poseTensor, type Conditions } from "./conditions.ts";
import { readIndividual, writeIndividual } from "./individual-file.ts";
import { learnIdentity } from "./learn-identity.ts";
import { latentPreview } from "./preview.ts";
import { textToImage } from "./text-to-image.ts";
import type { OnStep, Settings } from "./walk.ts";

const SETTINGS: Settings = { seed: 5, size: { width: 48, height: 64 }, steps: 4, guidance: 2 };

const embeddingsOf = (person: number): readonly Float32Array[] =>
  [0, 1, 2].map((photograph) =>
    normalised(Array.from({ length: 12 }, (_, i) => Math.sin(person * 7 + i) + 0.1 * Math.cos(photograph + i))),
  );

async function conditionsFor(run: Run, person: number, words: string, strength = 1): Promise<Conditions> {
  const { tensors } = await learnIdentity(run, tinyPack, embeddingsOf(person));
  const prompt = composePrompt(tinyVocabulary, "portrait", words, [{ kind: "hair", words: "red curls", strength }]);
  const encoded = await encodePrompt(run, tinyVocabulary, prompt);
  return { ...encoded, identity: tensors, identityStrength: 0.95, pose: poseTensor(tinyPack.pose!, null) };
}

const nothing: OnStep = () => undefined;

test("the same conditions and seed give the same picture, bit for bit", async () => {
  const run = runTiny();
  const conditions = await conditionsFor(run, 1, "in a library");
  const first = await textToImage(run, tinyPack, conditions, SETTINGS, nothing);
  const second = await textToImage(run, tinyPack, conditions, SETTINGS, nothing);
  expect(first.shape).toEqual([1, 3, 64, 48]);
  expect(second.data).toEqual(first.data);
});

test("two people drawn step by step in turn get, bit for bit, the pictures they get alone", async () => {
  const run = runTiny();
  const people = await Promise.all([conditionsFor(run, 1, "in a library"), conditionsFor(run, 2, "at the sea")]);
  const alone: FloatTensor[] = [];
  for (const conditions of people) alone.push(await textToImage(runTiny(), tinyPack, conditions, SETTINGS, nothing));

  const turns: number[] = [];
  const waiting: (() => void)[] = [];
  // Each waits after its step until the other has taken one.
  const inTurn =
    (person: number): OnStep =>
    () =>
      new Promise((resolve) => {
        turns.push(person);
        waiting.push(resolve);
        if (waiting.length === people.length) for (const go of waiting.splice(0)) go();
      });
  const together = await Promise.all(people.map((conditions, i) => textToImage(run, tinyPack, conditions, SETTINGS, inTurn(i))));
  expect(new Set(turns.slice(0, 2)).size).toBe(2);
  together.forEach((picture, i) => expect(picture.data).toEqual(alone[i]!.data));
  expect(together[0]!.data).not.toEqual(together[1]!.data);
});

test("seed, words, person, strength of the person, pose, layer strength and guidance each change the picture", async () => {
  const run = runTiny();
  const conditions = await conditionsFor(run, 1, "in a library");
  const base = await textToImage(run, tinyPack, conditions, SETTINGS, nothing);
  const turned = poseTensor(tinyPack.pose!, { yaw: 30, pitch: 0, roll: 0, gazeX: 0, gazeY: 0, mouth: 0, eyes: 1 });
  const others: readonly (readonly [Conditions, Settings])[] = [
    [conditions, { ...SETTINGS, seed: 6 }],
    [await conditionsFor(run, 1, "at the sea"), SETTINGS],
    [await conditionsFor(run, 2, "in a library"), SETTINGS],
    [{ ...conditions, identityStrength: 0.5 }, SETTINGS],
    [{ ...conditions, pose: turned }, SETTINGS],
    [await conditionsFor(run, 1, "in a library", 0.5), SETTINGS],
    [conditions, { ...SETTINGS, guidance: 3 }],
  ];
  for (const [other, settings] of others)
    expect((await textToImage(run, tinyPack, other, settings, nothing)).data).not.toEqual(base.data);
});

test("what is not said of a pose is told apart from a pose that nobody said, in the graph's units", () => {
  const divisors = { yaw: 40, pitch: 15, roll: 10 };
  expect([...poseTensor(divisors, null).data]).toEqual([0, 0, 0, 0, 0, 0, 0, 0]);
  expect([...poseTensor(divisors, { yaw: -20, mouth: 0 }).data]).toEqual([-0.5, -9, -9, -9, -9, 0, -9, 1]);
});

test("at guidance 1 the denoiser runs once a step, above it twice", async () => {
  const real = runTiny();
  const conditions = await conditionsFor(real, 1, "");
  for (const [guidance, runs] of [
    [1, 4],
    [2, 8],
  ] as const) {
    let count = 0;
    const counting: Run = (graph, feeds) => {
      if (graph === "denoiser") count++;
      return real(graph, feeds);
    };
    await textToImage(counting, tinyPack, conditions, { ...SETTINGS, guidance }, nothing);
    expect(count).toBe(runs);
  }
});

test("the last step expects exactly what is decoded, and every step has a preview", async () => {
  const real = runTiny();
  const conditions = await conditionsFor(real, 1, "");
  let decoded: readonly number[] = [];
  const watching: Run = (graph, feeds) => {
    if (graph === "vae_decoder") decoded = [...(feeds["latent"]!.data as Float32Array)];
    return real(graph, feeds);
  };
  const estimates: number[][] = [];
  await textToImage(watching, tinyPack, conditions, SETTINGS, async ({ estimate }) => {
    estimates.push([...estimate.data]);
    const preview = latentPreview(tinyPack, estimate);
    expect([preview.width, preview.height]).toEqual([3, 4]);
  });
  expect(estimates).toHaveLength(4);
  expect(estimates[3]).toEqual(decoded);
});

test("a cancelled walk stops after the step it is in", async () => {
  const run = runTiny();
  const conditions = await conditionsFor(run, 1, "");
  let steps = 0;
  const walk = textToImage(run, tinyPack, conditions, SETTINGS, ({ step }) => {
    steps = step;
    if (step === 2) throw aborted();
  });
  await expect(walk).rejects.toSatisfy(isAbort);
  expect(steps).toBe(2);
});

test("a network that overflows and a decoder that gives one flat colour are failures, not pictures", async () => {
  const conditions = await conditionsFor(runTiny(), 1, "");
  const broken = [
    [{ "denoiser.onnx": "denoiser-nan.onnx" }, "not-finite"],
    [{ "vae_decoder.onnx": "vae_decoder-flat.onnx" }, "constant"],
  ] as const;
  for (const [files, reason] of broken)
    await expect(textToImage(runTiny(files), tinyPack, conditions, SETTINGS, nothing)).rejects.toSatisfy(
      (error: unknown) => isFailure(error, "output-invalid") && error.details.reason === reason,
    );
});

test("strength 1 leaves the encoder's rows as they are and a higher one moves only the layer's", async () => {
  const run = runTiny();
  const prompt = composePrompt(tinyVocabulary, "portrait", "", [{ kind: "hair", words: "red curls", strength: 1 }]);
  const asTrained = await encodePrompt(run, tinyVocabulary, prompt);
  const louder = await encodePrompt(run, tinyVocabulary, {
    ...prompt,
    ranges: prompt.ranges.map((range) => ({ ...range, strength: range.segment === "hair" ? 1.4 : 1 })),
  });
  const { from, to } = prompt.ranges.find(({ segment }) => segment === "hair")!;
  asTrained.context.data.forEach((value, k) => {
    const row = Math.floor(k / 8);
    const nothing = asTrained.emptyContext.data[k]!;
    const expected = row >= from && row < to ? nothing + 1.4 * (value - nothing) : value;
    expect(louder.context.data[k]).toBeCloseTo(expected, 5);
  });
});

test("an individual model survives its file, and says whose it is", async () => {
  const learned = await learnIdentity(runTiny(), tinyPack, embeddingsOf(3));
  const file = readIndividual(tinyPack, writeIndividual("ana", tinyPack, learned));
  expect(file.personaId).toBe("ana");
  expect(file.pack).toEqual({ id: "tiny", revision: "1" });
  expect(file.prototype).toEqual(learned.prototype);
  for (const [role, tensor] of Object.entries(learned.tensors)) expect(file.tensors[role]!.data).toEqual(tensor.data);
});

test("a file of another pack's shape is refused", async () => {
  const learned = await learnIdentity(runTiny(), tinyPack, embeddingsOf(3));
  const bytes = writeIndividual("ana", tinyPack, {
    ...learned,
    tensors: { ...learned.tensors, "identity.k.1": floats([1, 2, 9]) },
  });
  expect(() => readIndividual(tinyPack, bytes)).toThrow(expect.objectContaining({ code: "safetensors-invalid" }) as Error);
});
