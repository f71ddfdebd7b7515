/**
 * @file Adam (Kingma & Ba 2015) over named tensors in 32-bit floats, with the gradient clipped by its norm over all of them.
 */

export type Tensors = ReadonlyMap<string, Float32Array>;

export interface AdamState {
  /** Steps taken. */
  readonly step: number;
  readonly tensors: Tensors;
  readonly first: Tensors;
  readonly second: Tensors;
}

const BETA_1 = 0.9;
const BETA_2 = 0.999;
const EPSILON = 1e-8;

const empty = (tensors: Tensors): Tensors => new Map([...tensors].map(([name, data]) => [name, new Float32Array(data.length)]));

export const startAdam = (tensors: Tensors): AdamState => ({ step: 0, tensors, first: empty(tensors), second: empty(tensors) });

export const normOf = (gradients: Tensors): number =>
  Math.sqrt([...gradients.values()].reduce((sum, data) => sum + data.reduce((all, x) => all + x * x, 0), 0));

/** The next state; the given one stays as it was, so that it can be returned to. What has no gradient stays where it is, with its moments. */
export function stepAdam(state: AdamState, gradients: Tensors, rateOf: (name: string) => number, clip: number): AdamState {
  const step = state.step + 1;
  const scale = Math.min(1, clip / (normOf(gradients) + 1e-12));
  const [tensors, first, second] = [
    new Map<string, Float32Array>(),
    new Map<string, Float32Array>(),
    new Map<string, Float32Array>(),
  ];
  const [bias1, bias2] = [1 - BETA_1 ** step, 1 - BETA_2 ** step];
  for (const [name, before] of state.tensors) {
    const [next, m, v] = [before.slice(), state.first.get(name)?.slice(), state.second.get(name)?.slice()];
    const gradient = gradients.get(name);
    if (m === undefined || v === undefined) throw new RangeError(`no moments of ${name}`);
    const rate = rateOf(name);
    for (let i = 0; i < (gradient?.length ?? 0); i++) {
      const g = (gradient?.[i] ?? 0) * scale;
      const [mi, vi] = [BETA_1 * (m[i] ?? 0) + (1 - BETA_1) * g, BETA_2 * (v[i] ?? 0) + (1 - BETA_2) * g * g];
      m[i] = mi;
      v[i] = vi;
      next[i] = (next[i] ?? 0) - (rate * (mi / bias1)) / (Math.sqrt(vi / bias2) + EPSILON);
    }
    tensors.set(name, next);
    first.set(name, m);
    second.set(name, v);
  }
  return { step, tensors, first, second };
}

/** Share of the full rate at a step: rising in a line, then falling as half a cosine to nothing. */
export function rateAt(step: number, warmUp: number, steps: number): number {
  if (step < warmUp) return (step + 1) / warmUp;
  return 0.5 * (1 + Math.cos((Math.PI * (step - warmUp)) / Math.max(1, steps - warmUp)));
}
