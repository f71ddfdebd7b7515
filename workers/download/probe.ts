/**
 * @file How fast a pack would come, from a small piece of it that is measured and let go.
 */
import { Failure } from "~/contracts/failure";
import { type Bundle, sourceOf } from "~/contracts/manifest";
import { fileAddress } from "./address.ts";
import { ask } from "./ask.ts";
import type { Account } from "./account.ts";
import { PATIENCE } from "./patience.ts";
import { Trouble } from "./trouble.ts";

const MOST_BYTES = 2 * 1024 * 1024;
const MOST_MS = 2000;

/** @returns bytes in a second, from the question to the last byte measured @throws Failure `download-failed` */
export async function probe(pack: Bundle, account: Account): Promise<number> {
  const file = pack.files.reduce((largest, each) => (each.bytes > largest.bytes ? each : largest));
  const started = performance.now();
  try {
    const response = await ask({
      address: fileAddress(pack, file),
      file: file.path,
      range: { start: 0, end: Math.min(file.bytes, MOST_BYTES) - 1 },
      stallMs: PATIENCE.stallMs,
      account: sourceOf(pack, file) ? account : undefined,
    });
    const reader = response.body!.getReader();
    let bytes = 0;
    for (let chunk = await reader.read(); !chunk.done; chunk = await reader.read()) {
      bytes += chunk.value.byteLength;
      if (bytes >= MOST_BYTES || performance.now() - started >= MOST_MS) break;
    }
    const seconds = (performance.now() - started) / 1000;
    await reader.cancel().catch(() => undefined);
    return bytes / seconds;
  } catch (error) {
    if (error instanceof Trouble) throw error.failure;
    throw new Failure("download-failed", { file: file.path, reason: "offline" }, { cause: error });
  }
}
