/**
 * @file How a pack's pictures are walked to from noise: a method by name, and what its network was taught by.
 *
 * The numbers are those of the scheduler's own configuration in the pack's repository; a method with other numbers draws other pictures.
 */

/** A rectified flow. */
interface FlowSampler {
  readonly kind: "flow-euler";
  readonly shift: number;
}

/** A diffusion: noise was added in many small steps, and the network was taught to tell what was added. */
export interface Diffusion {
  /** Variances of the small steps; "scaled-linear" is linear in their square roots. */
  readonly betas: { readonly schedule: "linear" | "scaled-linear"; readonly first: number; readonly last: number };
  /** How many small steps there are. */
  readonly trainSteps: number;
  /** What the network predicts: the noise, or the velocity of Salimans and Ho 2022. */
  readonly prediction: "epsilon" | "v";
}

/** Which of the small steps are walked, by the names of Lin et al. 2023, table 2; `offset` belongs to "leading". */
export interface Spaced extends Diffusion {
  readonly spacing: "leading" | "linspace" | "trailing";
  readonly offset: number;
}

interface EulerSampler extends Spaced {
  readonly kind: "euler";
  /** Levels spread as in Karras et al. 2022, eq. 5. */
  readonly karras: boolean;
}

export type Sampler = FlowSampler | EulerSampler;

export type SamplerKind = Sampler["kind"];

export const SAMPLERS = ["flow-euler", "euler"] as const satisfies readonly SamplerKind[];

type Fields = Readonly<Record<string, unknown>>;

const isObject = (value: unknown): value is Fields => typeof value === "object" && value !== null && !Array.isArray(value);

const between = (value: unknown, low: number, high: number): boolean =>
  typeof value === "number" && value >= low && value <= high;

function diffusionFault({ betas, trainSteps, prediction }: Fields): string | null {
  if (!isObject(betas) || !["linear", "scaled-linear"].includes(String(betas["schedule"]))) return "bad betas in sampler";
  const { first, last } = betas;
  if (!between(first, 1e-6, 0.5) || !between(last, first as number, 0.5)) return "bad betas in sampler";
  if (!Number.isInteger(trainSteps) || !between(trainSteps, 100, 10_000)) return "bad trainSteps in sampler";
  return prediction === "epsilon" || prediction === "v" ? null : "bad prediction in sampler";
}

function spacingFault({ spacing, offset }: Fields): string | null {
  if (!["leading", "linspace", "trailing"].includes(String(spacing))) return "bad spacing in sampler";
  return offset === 0 || offset === 1 ? null : "bad offset in sampler";
}

/** What is wrong with a manifest's sampler; null where nothing is. */
export function samplerFault(sampler: unknown): string | null {
  if (!isObject(sampler)) return "sampler is missing";
  const kind = SAMPLERS.find((name) => name === sampler["kind"]);
  switch (kind) {
    case undefined:
      return `no sampler ${String(sampler["kind"])}`;
    case "flow-euler":
      return between(sampler["shift"], 1e-3, 1e3) ? null : "bad shift in sampler";
    case "euler":
      if (typeof sampler["karras"] !== "boolean") return "bad karras in sampler";
      return diffusionFault(sampler) ?? spacingFault(sampler);
    default:
      return kind satisfies never;
  }
}
