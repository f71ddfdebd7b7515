import { createRoot, createSignal } from "solid-js";
import { afterEach, expect, test } from "vitest";
import { eraseDevice } from "~/storage/erase";
import { trainingLock } from "~/storage/locks";
import { beginTraining, keepState } from "~/storage/trainings";
import { trainingWith } from "../../tests/support/records.ts";
import { until } from "../../tests/support/until.ts";
import { createServices, type Services } from "./services.ts";
import { createVault } from "./vault.ts";

const row = trainingWith("training", { recipe: { steps: 9, seed: 1, lookEvery: 3, driftLimit: 1 } });

async function withServices(work: (services: Services) => Promise<void>): Promise<void> {
  const vault = await createVault(Date.now());
  await createRoot(async (dispose) => {
    try {
      await work(createServices(vault));
    } finally {
      dispose();
    }
  });
}

afterEach(eraseDevice);

test("a training that waits is followed as it comes on, whoever takes its steps, until it is thrown away", () =>
  withServices(async ({ learning, vault }) => {
    const [who, setWho] = createSignal("ana");
    const unfinished = learning.unfinished(who);
    await until(() => expect(unfinished()).toBeNull());
    await beginTraining(vault.id, row, new ArrayBuffer(4));
    await until(() => expect(unfinished()).toMatchObject({ id: "training", step: 0 }));
    const kept = {
      step: 5,
      losses: [1, 1, 1, 1, 1],
      seconds: 2,
      device: { backend: "wasm", threads: 2 },
      stateSha256: "a",
    } as const;
    await keepState(vault.id, "training", kept, new ArrayBuffer(4));
    await until(() => expect(unfinished()?.step).toBe(5));
    setWho("eva");
    await until(() => expect(unfinished()).toBeNull());
    setWho("ana");
    await until(() => expect(unfinished()?.step).toBe(5));
    await learning.discard(unfinished()!);
    await until(() => expect(unfinished()).toBeNull());
  }));

test("while another tab trains somebody, this one says so, and touches nothing of theirs", () =>
  withServices(async ({ learning, vault }) => {
    const unfinished = learning.unfinished(() => "ana");
    await until(() => expect(unfinished()).toBeNull());
    await beginTraining(vault.id, row, new ArrayBuffer(4));
    await navigator.locks.request(trainingLock("ana"), async () => {
      await expect(learning.learn("ana", "thoroughly")).rejects.toMatchObject({ code: "training-elsewhere" });
      expect(learning.of("ana")).toMatchObject({ phase: "failed", failure: { code: "training-elsewhere" } });
      expect(learning.busy()).toBe(false);
    });
    await until(() => expect(unfinished()?.id).toBe("training"));
  }));
