/** @file Waits for a state in a browser test: as long as a busy computer may need, which is more than the runner's own second. */
import { vi } from "vitest";

const PATIENCE = { timeout: 60_000 };

export const until = <Value>(check: () => Value | Promise<Value>): Promise<Value> => vi.waitFor(check, PATIENCE);
