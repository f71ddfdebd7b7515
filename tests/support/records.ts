/** @file Whole records for tests: half of one passes the compiler through a cast, and breaks where somebody else reads it. */
import type { IndividualModel, Picture, Training, TrainingRow } from "../../src/contracts/records.ts";
import type { GenerateRequest } from "../../src/contracts/request.ts";

export const requestWith = (more: Partial<GenerateRequest> = {}): GenerateRequest => ({
  schema: 1,
  pack: { id: "atelier", revision: "1" },
  personaId: "ana",
  model: { id: "m", version: 1, sha256: "" },
  layers: [],
  prompt: "",
  size: { width: 384, height: 512 },
  sampler: "flow-euler",
  steps: 12,
  guidance: 2,
  identityStrength: 0.95,
  pose: null,
  seeds: [1],
  ...more,
});

export const TRAINING: Training = {
  recipe: { steps: 1, seed: 1, lookEvery: 1, driftLimit: 1 },
  step: 1,
  looks: [
    { step: 0, likeness: 0.5, drift: 0 },
    { step: 1, likeness: 0.6, drift: 0 },
  ],
  losses: [1],
  seconds: 1,
  device: { backend: "wasm", threads: 2 },
};

export const modelWith = (id: string, more: Partial<IndividualModel> = {}): IndividualModel => ({
  id,
  personaId: "ana",
  version: 1,
  pack: { id: "atelier", revision: "1" },
  status: "ready",
  tensorsId: `${id}.tensors`,
  sha256: "0".repeat(64),
  photographIds: [],
  rejectedIds: [],
  calibration: { floor: 0, ceiling: 1 },
  probes: [],
  training: TRAINING,
  createdAt: 0,
  ...more,
});

/** Begun, and not one step taken. */
export const trainingWith = (id: string, more: Partial<TrainingRow> = {}): TrainingRow => ({
  id,
  personaId: "ana",
  pack: { id: "atelier", revision: "1" },
  photographIds: [],
  rejectedIds: [],
  calibration: { floor: 0, ceiling: 1 },
  recipe: TRAINING.recipe,
  step: 0,
  losses: [],
  seconds: 0,
  device: null,
  stateSha256: null,
  bestSha256: null,
  looks: [],
  pictureIds: [],
  createdAt: 0,
  ...more,
});

export function pictureWith(id: string, createdAt: number, more: Partial<Picture> = {}): Picture {
  const request = more.request ?? requestWith();
  const [seed = 0] = request.seeds;
  return {
    id,
    personaId: request.personaId,
    request,
    seed,
    ...request.size,
    likeness: null,
    mark: null,
    seconds: 1,
    createdAt,
    ...more,
  };
}
