/** @file The light. */
import type { Picked } from "../layer";

export const composeLight = (picked: Picked): string => picked("light")?.words ?? "";
