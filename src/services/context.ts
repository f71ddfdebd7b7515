/**
 * @file How a screen reaches the services of this page.
 */
import { createContext, useContext } from "solid-js";
import type { Inference } from "./inference.ts";
import type { Jobs } from "./jobs.ts";
import type { LearningRoom } from "./learning.ts";
import type { Packs } from "./packs.ts";
import type { Personas } from "./personas.ts";
import type { Photographs } from "./photographs.ts";
import type { Pictures } from "./pictures.ts";
import type { Vault } from "./vault.ts";

export interface Services {
  readonly vault: Vault;
  readonly packs: Packs;
  readonly inference: Inference;
  readonly personas: Personas;
  readonly photographs: Photographs;
  readonly learning: LearningRoom;
  readonly jobs: Jobs;
  readonly pictures: Pictures;
}

export const ServicesContext = createContext<Services>();

export function useServices(): Services {
  const services = useContext(ServicesContext);
  if (!services) throw new Error("No services: a screen was mounted outside the app.");
  return services;
}
