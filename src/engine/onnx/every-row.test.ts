/**
 * The stand-in of a U-Net whose file has fixed a batch of two, told of one person: both rows are, and of nobody else's.
 */
import { expect, test } from "vitest";
import { runInNode } from "../../../tests/support/ort-node.ts";
import { photographicFile, photographicPack } from "../../../tests/support/photographic.ts";
import { identityRoles } from "../pipelines/learn-identity.ts";
import { normal } from "../random/normal.ts";
import { floats, type FloatTensor, sizeOf } from "../tensor/tensor.ts";

const pack = photographicPack("sd15");
const run = runInNode(pack.graphs, ({ file }) => photographicFile(file).pathname);
const noise = (stream: number, shape: readonly number[]) => floats(shape, normal(5, stream, sizeOf(shape)));
const under = ({ shape: [, ...rest], data }: FloatTensor, other: FloatTensor): FloatTensor =>
  floats([2, ...rest], Float32Array.from([...data, ...other.data]));

const { channels, tokens } = pack.identity;
const person = Object.fromEntries(identityRoles(pack).map((role, i) => [role, noise(10 + i, [1, tokens, channels[i >> 1]!])]));

async function predicted(sample: FloatTensor, context: FloatTensor, strength: number): Promise<Float32Array> {
  const timestep = floats([sample.shape[0]!], new Float32Array(sample.shape[0]!).fill(481));
  const feeds = { sample, timestep, context, ...person, "identity.scale": floats([1], Float32Array.of(strength)) };
  return (await run("denoiser", feeds))["prediction"]!.data;
}

test("a person is told to every row of a fixed batch, in whichever of them a picture is", async () => {
  const [one, other] = [noise(0, [1, 4, 16, 8]), noise(1, [1, 4, 16, 8])];
  const [words, none] = [noise(2, [1, 77, 16]), noise(3, [1, 77, 16])];
  const both = await predicted(under(one, other), under(words, none), 1);
  const turned = await predicted(under(other, one), under(none, words), 1);
  const half = both.length / 2;
  // In half precision, a row is calculated alike wherever it stands.
  expect(turned.slice(half)).toEqual(both.slice(0, half));
  expect(turned.slice(0, half)).toEqual(both.slice(half));
  expect(await predicted(one, words, 1), "a picture alone fills both").toEqual(both.slice(0, half));
  const nobody = await predicted(under(one, other), under(words, none), 0);
  expect(nobody.slice(0, half)).not.toEqual(both.slice(0, half));
  expect(nobody.slice(half)).not.toEqual(both.slice(half));
});
