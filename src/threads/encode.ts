/** @file Starts the encoding worker. */
import type { EncodeApi } from "~/contracts/encode-api";
import { spawn, type Thread } from "./spawn.ts";

export const openEncode = (): Thread<EncodeApi> =>
  spawn(() => new Worker(new URL("../../workers/encode/main.ts", import.meta.url), { type: "module", name: "encode" }));
