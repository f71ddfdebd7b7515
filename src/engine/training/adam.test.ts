import { readFileSync } from "node:fs";
import { expect, test } from "vitest";
import { relativeError } from "../../../tests/support/run-model.ts";
import { normal } from "../random/normal.ts";
import { normOf, rateAt, startAdam, stepAdam } from "./adam.ts";

/** What PyTorch's Adam, clip_grad_norm_ and LambdaLR give: toolkit/atelier/golden_optimiser.py. */
interface Golden {
  readonly seed: number;
  readonly steps: number;
  readonly warmUp: number;
  readonly clip: number;
  readonly loud: number;
  readonly rates: Readonly<Record<string, number>>;
  readonly lengths: Readonly<Record<string, number>>;
  readonly shares: readonly number[];
  readonly after: readonly Readonly<Record<string, readonly number[]>>[];
}

const golden = JSON.parse(readFileSync("tests/golden/optimiser.json", "utf8")) as Golden;
const names = Object.keys(golden.rates);
const noise = (stream: number, name: string): Float32Array => normal(golden.seed, stream, golden.lengths[name] ?? 0);

test("the rate is warmed up in a line and let down along half a cosine", () => {
  const { steps, warmUp } = golden;
  const shares = Array.from({ length: steps }, (_, step) => rateAt(step, warmUp, steps));
  expect(relativeError(shares, golden.shares)).toBeLessThan(1e-6);
  expect([shares[0], shares[warmUp - 1], rateAt(steps, warmUp, steps)]).toEqual([1 / warmUp, 1, 0]);
});

test("masters in 32 bits, gradients clipped by their norm together and a rate for each kind: the steps are PyTorch's", () => {
  const { steps, warmUp, clip, loud, rates } = golden;
  let state = startAdam(new Map(names.map((name, i) => [name, noise(i, name)])));
  let clipped = 0;
  for (let step = 0; step < steps; step++) {
    const times = step % 4 === 0 ? loud : 0.05;
    const gradients = new Map(
      names.map((name, i) => [name, noise(names.length * (step + 1) + i, name).map((x) => x * times)] as const),
    );
    if (normOf(gradients) > clip) clipped++;
    const share = rateAt(step, warmUp, steps);
    state = stepAdam(state, gradients, (name) => share * (rates[name] ?? 0), clip);
    for (const name of names) {
      const tensor = state.tensors.get(name) ?? new Float32Array();
      expect(relativeError(tensor, golden.after[step]?.[name] ?? []), `${name} after step ${step + 1}`).toBeLessThan(1e-5);
    }
  }
  expect([clipped, state.step]).toEqual([steps / 4, steps]);
  for (const parts of [state.tensors, state.first, state.second])
    for (const data of parts.values()) expect(data).toBeInstanceOf(Float32Array);
});

test("what has no gradient stays where it is, with its moments", () => {
  const start = startAdam(new Map(names.map((name, i) => [name, noise(i, name)])));
  const next = stepAdam(start, new Map([[names[1]!, noise(9, names[1]!)]]), () => 0.1, 1);
  expect(next.tensors.get(names[0]!)).toEqual(start.tensors.get(names[0]!));
  expect(next.first.get(names[0]!)).toEqual(start.first.get(names[0]!));
  expect(next.tensors.get(names[1]!)).not.toEqual(start.tensors.get(names[1]!));
});
