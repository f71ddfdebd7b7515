/**
 * @file How far an installation is, and how long it will take at the speed measured so far.
 *
 * Bytes count when they arrive; a piece that is thrown away again takes its bytes back.
 */
import type { InstallReport } from "~/contracts/download-api";

const EVERY_MS = 100;
const FIRST_ESTIMATE_MS = 1000;

export interface Progress {
  /** Bytes arrived over the network, or negative: thrown away. */
  received(file: string, bytes: number): void;
  /** The last word, whatever the time. */
  finish(): void;
}

/**
 * @param here bytes that were on this device before
 * @param now milliseconds, growing
 */
export function makeProgress(
  packId: string,
  here: number,
  bytesTotal: number,
  report: (at: InstallReport) => void,
  now: () => number = () => performance.now(),
): Progress {
  const startedAt = now();
  let arrived = 0;
  let lastFile = "";
  let lastReport = -Infinity;

  const tell = (): void => {
    const elapsed = now() - startedAt;
    lastReport = now();
    const bytesDone = Math.min(here + arrived, bytesTotal);
    const measured = elapsed >= FIRST_ESTIMATE_MS && arrived > 0;
    const secondsLeft = measured ? ((bytesTotal - bytesDone) * elapsed) / arrived / 1000 : null;
    report({ packId, file: lastFile, bytesDone, bytesTotal, secondsLeft });
  };

  return {
    received(file, bytes) {
      arrived += bytes;
      const isNew = file !== lastFile;
      lastFile = file;
      if (isNew || now() - lastReport >= EVERY_MS) tell();
    },
    finish: tell,
  };
}
