/**
 * A real device of a real browser, lost while somebody is learned on it. The browser calculates with the processor here, through the same WebGPU;
 * the toy pack is small enough for that.
 */
import { afterAll, beforeAll, expect, test } from "vitest";
import { WASM_ONLY } from "~/contracts/inference-api";
import type { TrainingRow } from "~/contracts/records";
import type { TrainingApi, TrainReport } from "~/contracts/training-api";
import { beginTraining, readTraining } from "~/storage/trainings";
import { openVault } from "~/storage/vault-db";
import { spawn } from "~/threads/spawn";
import { softwareAdapter } from "../../tests/support/adapter.ts";
import { trainingWith } from "../../tests/support/records.ts";
import { runTraining } from "./training-thread.ts";

/** Compiling a device's programs on a processor that is busy. */
const PATIENCE = { timeout: 600_000 };
const VAULT = `test-${crypto.randomUUID()}`;
const STEPS = 12;
/** WebGPU and WebAssembly sum in another order, in float32 both; twelve steps of Adam take it up. */
const ACROSS_BACKENDS = 1e-2;

const recipe = {
  steps: STEPS,
  warmUp: 1,
  identityRate: 0.01,
  deltaRate: 0.01,
  rank: 2,
  everywhere: 1,
  clip: 1,
  captionDropout: 0,
  crop: 0,
  light: 0,
  times: [0.5],
  likeness: 0,
  keep: 1,
  rehearsals: 1,
  others: 0,
  seed: 1,
  lookEvery: STEPS,
  driftLimit: 1,
};

/** The app's own way to a training worker, to one that loses its device. */
const openLosing = (backend: () => "best" | "wasm") =>
  spawn<TrainingApi>(
    () =>
      new Worker(new URL("../../tests/support/losing-trainer.ts", import.meta.url), {
        type: "module",
        name: backend() === "wasm" ? WASM_ONLY : "losing",
      }),
  );

const begun = async (id: string): Promise<TrainingRow> => {
  const row = trainingWith(id, { recipe });
  await beginTraining(VAULT, row, new ArrayBuffer(4));
  return row;
};

beforeAll(() => softwareAdapter());

afterAll(async () => (await openVault(VAULT)).delete());

test("a training whose device goes is gone on with from its journal, on WebAssembly, and says so", PATIENCE, async () => {
  await begun("lost");
  const reports: TrainReport[] = [];
  let lost = 0;
  const run = runTraining("job", VAULT, "lost", {
    onGraphics: () => true,
    report: (at) => reports.push(at),
    onLost: () => (lost += 1),
    open: openLosing,
  });
  await run.finished;
  expect(lost).toBe(1);
  const steps = reports.flatMap((at) => (at.kind === "step" ? [at.step] : []));
  expect(steps.slice(0, 7), "on the device").toEqual([1, 2, 3, 4, 5, 6, 7]);
  expect(steps.slice(-7), "from what was kept last, to the end").toEqual([6, 7, 8, 9, 10, 11, 12]);
  const row = await readTraining(VAULT, "lost");
  expect(row).toMatchObject({ step: STEPS, device: { backend: "wasm" } });

  // Without a device from the start: the same lesson.
  await begun("whole");
  const whole = openLosing(() => "wasm");
  await whole.call.train("job", VAULT, "whole", () => undefined);
  whole.end();
  const { losses } = await readTraining(VAULT, "whole");
  expect(row.losses).toHaveLength(losses.length);
  for (const [step, loss] of losses.entries())
    expect(Math.abs(row.losses[step]! - loss), `step ${step + 1}`).toBeLessThan(ACROSS_BACKENDS * Math.abs(loss));
});
