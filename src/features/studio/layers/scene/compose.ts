/** @file The place. */
import type { Picked } from "../layer";

export const composeScene = (picked: Picked): string => picked("place")?.words ?? "";
