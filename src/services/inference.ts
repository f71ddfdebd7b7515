/**
 * @file The one inference thread of this tab, shared by learning, drawing and inspecting.
 *
 * It starts with the first call, ends after idle minutes (which returns its memory) and starts again with the next one.
 */
import type { Accessor } from "solid-js";
import type { DeviceVerdict, InferenceApi } from "~/contracts/inference-api";
import type { Calls } from "~/threads/spawn";

export interface Inference {
  readonly call: Calls<InferenceApi>;
  /** What the device turned out to be, once the thread has said so; remembered across visits. */
  readonly verdict: Accessor<DeviceVerdict | null>;
  /** Ends a thread that no longer answers; its pending calls reject with `device-lost`, the next call starts afresh. */
  restart(): void;
}
