/** @file Names of grades and of samplers, the same on every screen. */
import type { Grade } from "~/contracts/request";
import type { SamplerName } from "~/contracts/sampler";

export const GRADE_WORDS: Readonly<Record<Grade, string>> = {
  true: "True to life",
  warm: "Warm",
  cool: "Cool",
  matte: "Matte",
  mono: "Black and white",
};

export const SAMPLER_WORDS: Readonly<Record<SamplerName, string>> = {
  "flow-euler": "Euler on a flow",
  euler: "Euler",
  "euler-karras": "Euler Karras",
  "euler-ancestral": "Euler ancestral",
  ddim: "DDIM",
  "dpmpp-2m": "DPM++ 2M",
  "dpmpp-2m-karras": "DPM++ 2M Karras",
  unipc: "UniPC",
  "unipc-karras": "UniPC Karras",
  lcm: "LCM",
};
