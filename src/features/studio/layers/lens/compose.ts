/** @file The framing. */
import type { Picked } from "../layer";

export const composeLens = (picked: Picked): string => picked("framing")?.words ?? "";
