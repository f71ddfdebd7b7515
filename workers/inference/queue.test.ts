import { expect, test } from "vitest";
import { isAbort } from "~/contracts/failure.ts";
import { turn } from "~/threads/turn.ts";
import { makeQueue } from "./queue.ts";

test("jobs run one after another, in the order asked, and a failed one does not hold up the next", async () => {
  const queue = makeQueue();
  const log: string[] = [];
  const job = (name: string, fails = false) =>
    queue.enter(name, async () => {
      log.push(`${name} starts`);
      await turn();
      log.push(`${name} ends`);
      if (fails) throw new Error(name);
    });
  await Promise.allSettled([job("a"), job("b", true), job("c")]);
  expect(log).toEqual(["a starts", "a ends", "b starts", "b ends", "c starts", "c ends"]);
});

test("a job that waits can be cancelled at once and then never starts", async () => {
  const queue = makeQueue();
  let ended = false;
  const running = queue.enter("a", async () => {
    for (let i = 0; i < 10; i++) await turn();
    ended = true;
  });
  let started = false;
  const waiting = queue.enter("b", async () => {
    started = true;
  });
  const next = queue.enter("c", async () => ended);
  queue.cancel("b");
  await expect(waiting).rejects.toSatisfy(isAbort);
  expect(ended).toBe(false);
  await running;
  expect(started).toBe(false);
  await expect(next).resolves.toBe(true);
});

test("background work gives way to whatever comes in, running or waiting, and comes after it when it is asked for again", async () => {
  const queue = makeQueue();
  const log: string[] = [];
  const walk = (name: string) => async (signal: AbortSignal) => {
    for (let i = 0; i < 3; i++) {
      await turn();
      signal.throwIfAborted();
      log.push(name);
    }
  };
  const running = queue.enter("tile 1", walk("tile 1"), "background");
  const waiting = queue.enter("tile 2", walk("tile 2"), "background");
  await turn();
  const sketch = queue.enter("sketch", walk("sketch"));
  const again = queue.enter("tile 1", walk("tile 1"), "background");
  const other = queue.enter("tile 2", walk("tile 2"), "background");
  await expect(running).rejects.toSatisfy(isAbort);
  await expect(waiting).rejects.toSatisfy(isAbort);
  log.length = 0;
  await Promise.all([sketch, again, other]);
  expect(log).toEqual(["sketch", "sketch", "sketch", "tile 1", "tile 1", "tile 1", "tile 2", "tile 2", "tile 2"]);
});

test("idle work gives way to the background too, and the background does not give way to it", async () => {
  const queue = makeQueue();
  const walk = async (signal: AbortSignal): Promise<void> => {
    for (let i = 0; i < 3; i++) {
      await turn();
      signal.throwIfAborted();
    }
  };
  const master = queue.enter("master", walk, "idle");
  await turn();
  const tile = queue.enter("tile", walk, "background");
  await expect(master).rejects.toSatisfy(isAbort);
  const again = queue.enter("master", walk, "idle");
  await expect(tile).resolves.toBeUndefined();
  await expect(again).resolves.toBeUndefined();
});

test("a running job sees its signal and others do not", async () => {
  const queue = makeQueue();
  const walk = async (signal: AbortSignal): Promise<number> => {
    let steps = 0;
    for (; steps < 10; steps++) {
      await turn();
      if (steps === 3) queue.cancel("a");
      signal.throwIfAborted();
    }
    return steps;
  };
  const first = queue.enter("a", walk);
  const second = queue.enter("b", walk);
  await expect(first).rejects.toSatisfy(isAbort);
  await expect(second).resolves.toBe(10);
  queue.cancel("nobody");
});
