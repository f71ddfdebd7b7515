/**
 * @file Stops the thread that draws in the middle of its work, for as long as a test acts on what is there only meanwhile: then no computer
 * is too fast for the test, and none too slow.
 *
 * The thread stands still after it has sent so many reports: one of a job that is begun, one of each step, one of each picture. What it
 * has read before the first step of a job it lets go of after that step only: until then nobody can write there, and cancel.
 */
import { randomUUID } from "node:crypto";
import type { Page, Worker as Thread } from "playwright-core";

export interface Hold {
  /** Settles once the thread stands still. What it had reported by then is on its way to the screen. */
  reached(): Promise<void>;
  /** Lets it go on. */
  release(): Promise<void>;
}

/** What the page has of a hold, under its name. */
interface Held {
  readonly gate: Int32Array;
  /** Hands the gate to every thread that the page has spoken to. */
  give(): void;
}
type Holds = Readonly<Record<string, Held>>;

/** Cells of a gate. */
const [OPEN, REACHED] = [0, 1];

/** Runs in the page, and again after a reload. Only the page can hand a thread the gate: whoever stands still hears of nothing else. */
function keepGate(name: string): void {
  const gate = new Int32Array(new SharedArrayBuffer(8));
  const threads = new Set<Worker>();
  const post = Worker.prototype.postMessage as (...values: unknown[]) => void;
  const give = (thread: Worker): void => post.call(thread, { hold: name, gate });
  Worker.prototype.postMessage = function (this: Worker, ...values: unknown[]) {
    if (!threads.has(this)) give(this);
    threads.add(this);
    post.apply(this, values);
  };
  const held: Held = { gate, give: () => threads.forEach(give) };
  Object.assign(globalThis, { [name]: held });
}

/** Runs in every thread of the page, before it is given the gate. */
function stopAfter({ name, reports }: { name: string; reports: number }): void {
  if (!self.name.startsWith("inference")) return;
  self.addEventListener("message", function take({ data }: MessageEvent<{ hold?: string; gate: Int32Array }>) {
    if (data.hold !== name) return;
    self.removeEventListener("message", take);
    const post = MessagePort.prototype.postMessage as (...values: unknown[]) => void;
    let sent = 0;
    MessagePort.prototype.postMessage = function (this: MessagePort, ...values: unknown[]) {
      post.apply(this, values);
      // As Comlink calls back whoever is to be told.
      if ((values[0] as { type?: unknown } | undefined)?.type !== "APPLY" || ++sent !== reports) return;
      Atomics.store(data.gate, 1, 1);
      Atomics.wait(data.gate, 0, 0);
    };
  });
}

/** Holds the thread that draws now, or the next one that is started, also after a reload. */
export async function hold(page: Page, reports: number): Promise<Hold> {
  const name = `hold-${randomUUID()}`;
  await page.addInitScript(keepGate, name);
  await page.evaluate(keepGate, name);
  // One that has just ended cannot be held any more.
  const arm = (thread: Thread): Promise<void> =>
    thread
      .evaluate(stopAfter, { name, reports })
      .then(() => page.evaluate((at) => (globalThis as unknown as Holds)[at]?.give(), name))
      .catch(() => undefined);
  // Threads of ONNX Runtime never answer.
  const isApps = (thread: Thread): boolean => !thread.url().includes("/ort-");
  const armLater = (thread: Thread): void => void (isApps(thread) && arm(thread));
  page.on("worker", armLater);
  await Promise.all(page.workers().filter(isApps).map(arm));
  return {
    async reached() {
      await page.waitForFunction(([at, cell]) => Atomics.load((globalThis as unknown as Holds)[at]!.gate, cell) === 1, [
        name,
        REACHED,
      ] as const);
    },
    async release() {
      page.off("worker", armLater);
      await page.evaluate(
        ([at, cell]) => {
          const { gate } = (globalThis as unknown as Holds)[at]!;
          Atomics.store(gate, cell, 1);
          Atomics.notify(gate, cell);
        },
        [name, OPEN] as const,
      );
    },
  };
}
