/** @file Keeps the screen on while something long runs; a device that refuses is left alone. */

/** @returns lets the screen sleep again */
export function holdAwake(): () => void {
  let sentinel: WakeLockSentinel | undefined;
  let released = false;
  const ask = (): void => {
    if (released || document.visibilityState !== "visible" || !("wakeLock" in navigator)) return;
    navigator.wakeLock.request("screen").then(
      (granted) => {
        if (released) void granted.release();
        else sentinel = granted;
      },
      // Low battery and policies refuse; the work goes on without it.
      () => undefined,
    );
  };
  // The browser takes the lock away from a hidden page.
  document.addEventListener("visibilitychange", ask);
  ask();
  return () => {
    released = true;
    document.removeEventListener("visibilitychange", ask);
    void sentinel?.release();
  };
}
