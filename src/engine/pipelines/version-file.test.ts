import { createHash } from "node:crypto";
import { expect, test } from "vitest";
import { isFailure } from "~/contracts/failure.ts";
import type { Training } from "~/contracts/records.ts";
import { floats, sizeOf } from "~/engine/tensor/tensor.ts";
import { readSafetensors, writeSafetensors } from "~/engine/tensor/safetensors.ts";
import { tinyPack } from "../../../tests/support/tiny-pack.ts";
import { normal } from "../random/normal.ts";
import { writeIndividual } from "./individual-file.ts";
import { identityRoles } from "./learn-identity.ts";
import { readVersion, writeLora, writeVersion } from "./version-file.ts";

const hash = async (bytes: ArrayBuffer): Promise<string> => createHash("sha256").update(new Uint8Array(bytes)).digest("hex");

const unit = (data: Float32Array<ArrayBuffer>) => data.map((x) => x / Math.hypot(...data));

const tensors = Object.fromEntries(
  identityRoles(tinyPack).map((role, i) => {
    const shape = [1, tinyPack.identity.tokens, tinyPack.identity.channels[Math.floor(i / 2)]!];
    return [role, floats(shape, normal(1, i, sizeOf(shape)))];
  }),
);
const prototype = unit(normal(1, 9, tinyPack.identity.embedding));
const individual = writeIndividual("ana", tinyPack, { prototype, tensors });
const training: Training = {
  recipe: { steps: 4, seed: 1, lookEvery: 2, driftLimit: 0.1, times: [0.25, 0.75] },
  step: 2,
  looks: [{ step: 2, likeness: 0.9, drift: 0.01 }],
  losses: [2, 1, 1, 1],
  seconds: 3,
  device: { backend: "wasm", threads: 2 },
};
const facts = { calibration: { floor: 0.1, ceiling: 0.8 }, training };
const file = await writeVersion(individual, facts, hash);

/** Tokens as nothing but the embedding gives them. */
const project = async (person: Float32Array) =>
  Object.fromEntries(
    Object.entries(tensors).map(([role, { shape }]) => [role, floats(shape, new Float32Array(sizeOf(shape)).fill(person[0]!))]),
  );
const deltas = {
  "delta.up.0.attend.query.a": floats([6, 4], normal(2, 0, 24)),
  "delta.up.0.attend.query.b": floats([4, 10], normal(2, 1, 40)),
};
const alone = { ...facts, version: 3, training: { ...training, recipe: { ...training.recipe, identityRate: 0, rank: 4 } } };
const lora = await writeLora(
  writeIndividual("ana", tinyPack, { prototype, tensors: { ...(await project(prototype)), ...deltas } }),
  alone,
  hash,
);

const codeOf = async (bytes: ArrayBuffer, personaId = "ana", pack = tinyPack): Promise<string> => {
  try {
    await readVersion(pack, personaId, bytes, hash, project);
    return "taken";
  } catch (error) {
    if (isFailure(error)) return error.code;
    throw error;
  }
};

/** The same tensors, saying something else. */
function saying(changes: Readonly<Record<string, string | null>>, of = file): ArrayBuffer {
  const { tensors: same, metadata } = readSafetensors(of);
  const said = Object.entries({ ...metadata, ...changes }).filter((entry): entry is [string, string] => entry[1] !== null);
  return writeSafetensors({ tensors: same, metadata: Object.fromEntries(said) });
}

test("a version comes back as it left, to the bit", async () => {
  const back = await readVersion(tinyPack, "ana", file, hash, project);
  expect(back).toMatchObject({ personaId: "ana", ...facts });
  expect(writeIndividual("ana", tinyPack, back)).toEqual(individual);
});

test("deltas alone leave in the layout of diffusers, and come back beside the tokens of their embedding", async () => {
  const { tensors: left, metadata } = readSafetensors(lora);
  expect([...left].map(([name, { shape }]) => [name, shape])).toEqual([
    ["unet.up.0.attend.query.lora_A.weight", [4, 6]],
    ["unet.up.0.attend.query.lora_B.weight", [10, 4]],
  ]);
  expect(metadata).toMatchObject({ format: "pt", persona: "ana" });
  const back = await readVersion(tinyPack, "ana", lora, hash, project);
  expect(back).toMatchObject({ personaId: "ana", calibration: facts.calibration, training: alone.training });
  expect(back.prototype).toEqual(prototype);
  expect(back.tensors).toEqual({ ...(await project(prototype)), ...deltas });
});

test("a version whose tokens would be lost, or that has no deltas, does not leave in that layout", async () => {
  const both = writeIndividual("ana", tinyPack, { prototype, tensors: { ...tensors, ...deltas } });
  const leave = (bytes: ArrayBuffer, as: Parameters<typeof writeLora>[1]) => writeLora(bytes, as, hash);
  await expect(leave(both, { ...facts, version: 3 })).rejects.toMatchObject({
    code: "version-not-lora",
    details: { version: 3, lost: "tokens" },
  });
  await expect(leave(both, { ...facts, version: 3, training: null })).rejects.toMatchObject({ details: { lost: "tokens" } });
  await expect(leave(individual, alone)).rejects.toMatchObject({ details: { lost: "everything" } });
});

test("deltas of somebody else or of another revision, changed ones, and a changed embedding are refused", async () => {
  expect(await codeOf(lora)).toBe("taken");
  expect(await codeOf(lora, "eva")).toBe("model-foreign");
  expect(await codeOf(lora, "ana", { ...tinyPack, revision: "2" })).toBe("model-stale");
  const altered = lora.slice(0);
  new Uint8Array(altered)[altered.byteLength - 1]! ^= 1;
  const another = JSON.stringify([...unit(normal(1, 10, tinyPack.identity.embedding))]);
  const long = JSON.stringify([...prototype].map((x) => 2 * x));
  const files = [altered, ...[another, long, "[]", "{}", "", null].map((said) => saying({ prototype: said }, lora))];
  for (const each of [...files, saying({ likeness: null }, lora), saying({ likeness: "lora-1" })])
    expect(await codeOf(each)).toBe("safetensors-invalid");
});

test("somebody else's, another pack's and an older revision's are refused by name", async () => {
  expect(await codeOf(file, "eva")).toBe("model-foreign");
  expect(await codeOf(file, "ana", { ...tinyPack, revision: "2" })).toBe("model-stale");
  expect(await codeOf(file, "ana", { ...tinyPack, id: "large" })).toBe("model-stale");
  expect(await codeOf(saying({ persona: "eva" }))).toBe("model-foreign");
  // Where learning begins, and the same kept as the best of its looks.
  for (const training of [null, { ...facts.training, step: 0 }])
    expect(await codeOf(saying({ training: JSON.stringify(training) }))).toBe("model-unlearned");
  // A pack that says it is the same and is built otherwise.
  expect(await codeOf(file, "ana", { ...tinyPack, identity: { ...tinyPack.identity, tokens: 3 } })).toBe("safetensors-invalid");
});

test("changed numbers, and numbers that are none, are refused", async () => {
  for (const place of [1, 400]) {
    const altered = file.slice(0);
    new Uint8Array(altered)[altered.byteLength - place]! ^= 1;
    expect(await codeOf(altered)).toBe("safetensors-invalid");
  }
  const { tensors: same, metadata } = readSafetensors(file);
  const broken = new Map(
    [...same].map(([name, { shape }]) => [name, floats(shape, new Float32Array(sizeOf(shape)).fill(Number.NaN))]),
  );
  expect(await codeOf(writeSafetensors({ tensors: broken, metadata }))).toBe("safetensors-invalid");
});

test("a file that only claims to be a version is refused before anything of its size is made", async () => {
  const huge = file.slice(0);
  new DataView(huge).setBigUint64(0, 2n ** 31n, true);
  const outside = new TextEncoder().encode('{"x":{"dtype":"F32","shape":[1],"data_offsets":[4096,4100]}}');
  const far = new Uint8Array(8 + outside.length);
  new DataView(far.buffer).setBigUint64(0, BigInt(outside.length), true);
  far.set(outside, 8);
  const files = [new ArrayBuffer(0), huge, file.slice(0, -4), far.buffer, individual, new ArrayBuffer(65 * 1024 * 1024)];
  for (const each of files) expect(await codeOf(each)).toBe("safetensors-invalid");
  for (const calibration of [
    null,
    "",
    "{}",
    '{"floor":0.5,"ceiling":0.5}',
    '{"floor":-2,"ceiling":1}',
    '{"floor":"0","ceiling":"1"}',
  ])
    expect(await codeOf(saying({ calibration }))).toBe("safetensors-invalid");
  for (const said of [
    null,
    "7",
    "{}",
    JSON.stringify({ ...training, losses: ["1"] }),
    JSON.stringify({ ...training, device: { backend: "x" } }),
  ])
    expect(await codeOf(saying({ training: said }))).toBe("safetensors-invalid");
});
