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

/** Euler's method with fresh noise at every step. */
interface AncestralSampler extends Spaced {
  readonly kind: "euler-ancestral";
}

/** Song et al. 2021, without noise of its own. */
interface DdimSampler extends Spaced {
  readonly kind: "ddim";
  /** Whether the last step leads to a picture without noise, or to the least noisy level of training. */
  readonly finalAlphaOne: boolean;
}

/** DPM-Solver++ of second order, from two steps (Lu et al. 2022). */
interface DpmSampler extends Spaced {
  readonly kind: "dpmpp-2m";
  readonly karras: boolean;
}

/** UniPC of second order with B₂(h) (Zhao et al. 2023). */
interface UnipcSampler extends Spaced {
  readonly kind: "unipc";
  readonly karras: boolean;
}

/** Multistep consistency (Luo et al. 2023). */
interface ConsistencySampler extends Diffusion {
  readonly kind: "lcm";
  /** How many steps the walk had that the network learned to leap over. */
  readonly originalSteps: number;
}

export type Sampler =
  | FlowSampler
  | EulerSampler
  | AncestralSampler
  | DdimSampler
  | DpmSampler
  | UnipcSampler
  | ConsistencySampler;

export type SamplerKind = Sampler["kind"];

const SAMPLERS = [
  "flow-euler",
  "euler",
  "euler-ancestral",
  "ddim",
  "dpmpp-2m",
  "unipc",
  "lcm",
] as const satisfies readonly SamplerKind[];

/** A method as a request names it, among those of its pack. */
export type SamplerName = SamplerKind | "euler-karras" | "dpmpp-2m-karras" | "unipc-karras";

export const SAMPLER_NAMES = [
  ...SAMPLERS,
  "euler-karras",
  "dpmpp-2m-karras",
  "unipc-karras",
] as const satisfies readonly SamplerName[];

export const samplerName = (sampler: Sampler): SamplerName =>
  "karras" in sampler && sampler.karras ? `${sampler.kind}-karras` : sampler.kind;

/** Ways to walk that a pack offers: its own first. */
interface Walked {
  readonly sampler: Sampler;
  readonly samplers?: readonly Sampler[];
}

export const samplersOf = ({ sampler, samplers = [] }: Walked): readonly Sampler[] => [sampler, ...samplers];

/** Requests from before there was a choice name the pack's own by its kind. @returns undefined where the pack does not offer it */
export const samplerNamed = (pack: Walked, name: SamplerName): Sampler | undefined =>
  samplersOf(pack).find((each) => samplerName(each) === name) ?? (pack.sampler.kind === name ? pack.sampler : undefined);

/** That name where the pack offers it, its own otherwise. */
export const offeredSampler = (pack: Walked, name: SamplerName | null | undefined): SamplerName =>
  samplerName((name && samplerNamed(pack, name)) || pack.sampler);

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

const flagFault = (sampler: Fields, flag: string): string | null =>
  typeof sampler[flag] === "boolean" ? null : `bad ${flag} in sampler`;

const spacedFault = (sampler: Fields): string | null => diffusionFault(sampler) ?? spacingFault(sampler);

/** What is wrong with what is offered besides a pack's own sampler; null where nothing is. */
export function samplersFault(own: unknown, others: unknown): string | null {
  if (others === undefined) return null;
  if (!Array.isArray(others)) return "samplers is not a list";
  const fault = others.map(samplerFault).find((each) => each !== null);
  if (fault !== undefined) return fault;
  const names = [own, ...(others as readonly unknown[])].map((each) => samplerName(each as Sampler));
  return new Set(names).size === names.length ? null : "a sampler appears twice";
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
    case "euler-ancestral":
      return spacedFault(sampler);
    case "euler":
    case "dpmpp-2m":
    case "unipc":
      return flagFault(sampler, "karras") ?? spacedFault(sampler);
    case "ddim":
      return flagFault(sampler, "finalAlphaOne") ?? spacedFault(sampler);
    case "lcm": {
      const { originalSteps, trainSteps } = sampler;
      const fault = diffusionFault(sampler);
      if (fault) return fault;
      return Number.isInteger(originalSteps) && between(originalSteps, 1, trainSteps as number)
        ? null
        : "bad originalSteps in sampler";
    }
    default:
      return kind satisfies never;
  }
}
