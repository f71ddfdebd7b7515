/** @file Starts an intake worker. One per file: end it when the file is in. */
import type { IntakeApi } from "~/contracts/intake-api";
import { spawn, type Thread } from "./spawn.ts";

export const openIntake = (): Thread<IntakeApi> =>
  spawn(() => new Worker(new URL("../../workers/intake/main.ts", import.meta.url), { type: "module", name: "intake" }));
