/** @file A pause in a worker's long work that lets messages in. */

const channel = new MessageChannel();
channel.port1.start();

/**
 * A run on WebAssembly blocks its thread, so a cancel that was posted during a step is seen only if the step gives the event loop a turn.
 * A message is not slowed down like a timer.
 */
export const turn = (): Promise<void> =>
  new Promise((resolve) => {
    channel.port1.addEventListener("message", () => resolve(), { once: true });
    channel.port2.postMessage(null);
  });
